import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mergeDocsJson, type NavigationGroup } from '../../src/emit/docs/docs-json.js'
import { put, temporary, treeOf, write } from './disk.js'

type Pages = NavigationGroup['pages']
const pages: Pages = [
  'errors/overview',
  { group: 'Acme', root: 'errors/acme/index', pages: ['errors/acme/a', 'errors/acme/b'] },
]

const none = { made: [], base: '/errors', pages: new Set<string>() }
const mergeNavigation = (file: string, group: string, wanted: Pages) =>
  mergeDocsJson(file, { group, root: 'errors', pages: wanted, redirects: none })

function merge(text: string, group = 'Errors', wanted: Pages = pages): string {
  const merged = mergeNavigation('docs.json', group, wanted).merge({ file: 'docs.json', text })
  if (typeof merged !== 'string') throw new Error(`${merged.code}: ${merged.message}`)
  return merged
}

describe('the navigation group in a docs.json', () => {
  it.each([
    [
      'on one line',
      '{ "navigation": { "groups": [{ "group": "Errors", "pages": ["errors/x"], "icon": "bug" }] } }\n',
    ],
    ['minified', '{"name":"A","navigation":{"groups":[{"group":"Errors","pages":[]}]},"z":[1,2]}'],
    [
      'with no pages',
      '{\n  "navigation": {\n    "groups": [\n      {\n        "group": "Errors"\n      }\n    ]\n  }\n}\n',
    ],
    [
      'with no pages, on one line',
      '{\n  "navigation": { "groups": [{ "group": "Errors" }] },\n  "z": 1\n}\n',
    ],
    [
      'with tabs',
      '{\n\t"navigation": {\n\t\t"groups": [\n\t\t\t{\n\t\t\t\t"group": "Errors",\n\t\t\t\t"pages": []\n\t\t\t}\n\t\t]\n\t}\n}',
    ],
    [
      'with CRLF',
      '{\r\n  "navigation": {\r\n    "groups": [\r\n      { "group": "Errors", "pages": ["errors/old"] }\r\n    ]\r\n  }\r\n}\r\n',
    ],
    [
      'in a tab',
      '{ "navigation": { "tabs": [{ "tab": "A", "groups": [{ "group": "X", "pages": [{ "group": "Errors", "pages": [] }] }] }, { "tab": "B", "pages": ["y"] }] } }',
    ],
    ['in a list', '{ "navigation": [{ "group": "Errors", "pages": [] }] }'],
    [
      'with a group of that name elsewhere',
      '{ "footer": { "group": "Errors", "pages": [] }, "navigation": { "groups": [{ "group": "Errors", "pages": [] }] } }',
    ],
    [
      'with odd spaces and escapes',
      '{"\\u006eame" :"\\u00e9\\/" ,\n\n\n "navigation":{ "groups" :[ {"pages" :[ "errors/x" ,"/errors/y"] ,"group": "Errors"} ]}  }   \n\n',
    ],
  ])('is updated without changing other bytes: %s', (_, text) => {
    const merged = merge(text)
    expect(merge(merged)).toBe(merged)
    const group = /"group": ?"Errors"/.exec(text.slice(text.indexOf('"navigation"')))!
    expect(group).not.toBeNull()
    expect(JSON.stringify(JSON.parse(merged))).toContain(JSON.stringify(pages))
    if (text.includes('\r\n')) expect(merged.replaceAll('\r\n', '')).not.toContain('\n')
    if (text.includes('\t')) expect(merged).not.toMatch(/^ /m)
    // Everything outside the list of pages is the same as in the original file.
    const start = merged.indexOf('"errors/overview"')
    const before = merged.lastIndexOf('[', start)
    const after = endOf(merged, before)
    expect(text.startsWith(merged.slice(0, before).replace(/,\s*"pages": $/, ''))).toBe(true)
    expect(text.endsWith(merged.slice(after))).toBe(true)
  })

  it('keeps its formatting if its pages are up to date', () => {
    const text = merge(
      '{\n  "navigation": { "groups": [{ "group": "Errors", "pages": [] }] }\n}\n',
    ).replace(
      /\[\s+"errors\/acme\/a",\s+"errors\/acme\/b"\s+\]/,
      '["errors/acme/a", "errors/acme/b"]',
    )
    expect(merge(text)).toBe(text)
  })

  it('may contain pages at the root of the site', () => {
    const atTop = { group: 'Errors', root: '', pages: ['overview', 'acme/a'], redirects: none }
    const text = '{ "navigation": { "groups": [{ "group": "Errors", "pages": [] }] } }'
    const once = mergeDocsJson('docs.json', atTop).merge({ file: 'docs.json', text })
    expect(
      mergeDocsJson('docs.json', atTop).merge({ file: 'docs.json', text: once as string }),
    ).toBe(once)
  })

  it('may contain a subgroup with the same name', () => {
    const wanted: Pages = [{ group: 'Errors', pages: ['errors/a'] }]
    const once = merge(
      '{ "navigation": { "groups": [{ "group": "Errors", "pages": [] }] } }',
      'Errors',
      wanted,
    )
    expect(merge(once, 'Errors', wanted)).toBe(once)
  })

  // Puts random JSON with random formatting around the group. Everything except the list of pages
  // must be kept byte for byte.
  const space = fc.constantFrom('', ' ', '\n', '\r\n', '\t', '\n    ', ' \n\n ')
  const json = fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.stringify(value))
  const key = fc
    .string({ maxLength: 8 })
    .filter(
      (name) =>
        name !== 'group' && name !== 'pages' && name !== 'navigation' && name !== '__proto__',
    )
    .map((name) => JSON.stringify(name))
  const members = fc.array(fc.tuple(key, json), { maxLength: 3 }).map((list) => [...new Map(list)])
  const file = fc.record({
    before: members,
    after: members,
    inner: members,
    wrap: fc.array(fc.constantFrom('groups', 'tabs', 'pages', 'languages'), {
      minLength: 1,
      maxLength: 4,
    }),
    old: fc.option(
      fc.array(json).map((names) => JSON.stringify(names.map((name) => `errors/${name}`))),
      { nil: undefined },
    ),
    spaces: fc.array(space, { minLength: 20, maxLength: 20 }),
  })

  it('is updated without changing other bytes of a random file', () => {
    fc.assert(
      fc.property(file, ({ before, after, inner, wrap, old, spaces }) => {
        let at = 0
        const s = () => spaces[at++ % spaces.length]!
        const list = (items: readonly (readonly [string, string])[]) =>
          items.map(([name, value]) => `${s()}${name}${s()}:${s()}${value}`).join(',')
        const mark = '"<<<"'
        const own = [
          ['"group"', '"Errors"'],
          ...(old === undefined ? [] : [['"pages"', mark]]),
          ...inner,
        ] as [string, string][]
        let tree = `{${list(own)}${s()}}`
        for (const name of wrap) tree = `{${s()}"${name}"${s()}:${s()}[${s()}${tree}${s()}]${s()}}`
        const whole = `${s()}{${list([...before, ['"navigation"', tree], ...after])}${s()}}${s()}`
        const text = whole.replace(mark, () => old ?? '')
        const merged = merge(text)
        expect(JSON.stringify(JSON.parse(merged))).toContain(JSON.stringify(pages))
        expect(merge(merged)).toBe(merged)
        const [head = '', tail] = whole.split(mark)
        if (tail !== undefined) {
          expect(merged.startsWith(head)).toBe(true)
          expect(merged.endsWith(tail)).toBe(true)
        } else {
          const start = merged.search(/,\s*"pages": \[\s*"errors\/overview"/)
          const end = endOf(merged, merged.indexOf('[', start))
          expect(merged.slice(0, start) + merged.slice(end)).toBe(text)
        }
      }),
    )
  })

  it.each([
    ['nav-file', undefined],
    ['nav-file', ''],
    ['nav-file', '{ "navigation": { "groups": [{ "group": "Errors", "pages": [] }] }'],
    ['nav-file', '{ "navigation": { "groups": [{ "group": "Errors", "pages": [] },] } }'],
    [
      'nav-file',
      '// comment\n{ "navigation": { "groups": [{ "group": "Errors", "pages": [] }] } }',
    ],
    // In these cases, the group contains the team's own pages, which a build would remove.
    ['nav-group', '{ "navigation": { "groups": [{ "group": "Errors", "pages": ["intro"] }] } }'],
    [
      'nav-group',
      '{ "navigation": { "groups": [{ "group": "Errors", "pages": ["errors/a", { "group": "G", "pages": ["mine/b"] }] }] } }',
    ],
    ['nav-group', '{ "navigation": { "groups": [{ "group": "Errors", "pages": [1] }] } }'],
    ['nav-group', '{ "navigation": { "groups": [{ "group": "Errors", "pages": "errors/a" }] } }'],
    ['nav-group', '{}'],
    ['nav-group', '[]'],
    ['nav-group', '"Errors"'],
    ['nav-group', '{ "navigation": {} }'],
    ['nav-group', '{ "navigation": { "groups": [{ "group": "errors", "pages": [] }] } }'],
    ['nav-group', '{ "navigation": { "groups": [{ "group": "Errors" }, { "group": "Errors" }] } }'],
  ])('is rejected with finding %s for %j', (code, text) => {
    expect(
      mergeNavigation('docs.json', 'Errors', pages).merge(
        text === undefined ? undefined : { file: 'docs.json', text },
      ),
    ).toMatchObject({ code })
  })
})

describe('updating a docs.json on disk', () => {
  const text =
    '{ "navigation": { "groups": [{ "group": "A", "pages": [] }, { "group": "B", "pages": [] }] } }'

  it('keeps the byte order mark of the file', async () => {
    await temporary((folder) => {
      put(folder, { 'docs.json': `\ufeff${text}` })
      expect(write(folder, [mergeNavigation('docs.json', 'A', ['errors/x'])])).toEqual([])
      const merged = Buffer.from(treeOf(folder)['docs.json']!, 'latin1').toString()
      expect(merged.startsWith('\ufeff{')).toBe(true)
      expect(merged.match(/\ufeff/g)?.length).toBe(1)
      expect(write(folder, [mergeNavigation('docs.json', 'A', ['errors/x'])])).toEqual([])
    })
  })

  it('supports two outputs with a group in the same file', async () => {
    await temporary((folder) => {
      put(folder, { 'docs.json': text })
      expect(
        write(folder, [
          mergeNavigation('docs.json', 'A', ['errors/x']),
          mergeNavigation('./docs.json', 'B', ['errors/y']),
        ]),
      ).toEqual([])
      expect(JSON.parse(treeOf(folder)['docs.json']!)).toEqual({
        navigation: {
          groups: [
            { group: 'A', pages: ['errors/x'] },
            { group: 'B', pages: ['errors/y'] },
          ],
        },
      })
    })
  })

  it('fails if an output also generates the file', async () => {
    await temporary((folder) => {
      put(folder, { 'out/docs.json': text })
      expect(
        write(folder, [
          { path: 'docs.json', contents: '{}' },
          mergeNavigation('out/docs.json', 'A', ['x']),
        ]),
      ).toEqual(['foreign-file', 'output-collision'])
    })
  })
})

/** Returns the end of the list that starts at an offset. */
function endOf(text: string, start: number): number {
  let depth = 0
  let quoted = false
  for (let at = start; at < text.length; at++) {
    const character = text[at]
    if (quoted && character === '\\') at++
    else if (character === '"') quoted = !quoted
    else if (!quoted && character === '[') depth++
    else if (!quoted && character === ']' && --depth === 0) return at + 1
  }
  return text.length
}

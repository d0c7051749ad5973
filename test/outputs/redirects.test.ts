import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { run } from '../../src/commands/run.js'
import { mergeDocsJson } from '../../src/emit/docs/docs-json.js'
import { redirectsOf } from '../../src/emit/docs/redirects.js'
import type { Catalog } from '../../src/model/catalog.js'
import { captureIo } from '../io.js'
import { inFolder, writeFiles } from '../project.js'

interface Redirect {
  readonly source: string
  readonly destination: string
}

const nav = '{ "group": "Errors", "pages": [] }'

/** Returns the docs.json after a build. `errors` maps each error's name to its earlier names. */
function built(text: string, errors: ReadonlyMap<string, readonly string[]>): string {
  const entries = [...errors].map(([page, aliases]) => ({ page, data: { aliases } }))
  const catalog = { vocabulary: { code: '{name}' }, entries } as unknown as Catalog
  const address = (page: string) => `/errors/${page}`
  const pages = ['overview', ...errors.keys()]
  const merged = mergeDocsJson('docs.json', {
    group: 'Errors',
    root: 'errors',
    pages: pages.map((page) => `errors/${page}`),
    redirects: {
      made: redirectsOf(catalog, pages).map(({ from, to }) => ({
        source: address(from),
        destination: address(to),
      })),
      base: '/errors',
      pages: new Set(pages.map(address)),
    },
  }).merge({ file: 'docs.json', text })
  if (typeof merged !== 'string') throw new Error(merged.message)
  return merged
}

describe('redirects of a docs.json', () => {
  const name = fc.constantFrom('a', 'b', 'c', 'd')
  const step = fc.oneof(
    fc.record({ does: fc.constant('rename' as const), name, to: name, keepsAlias: fc.boolean() }),
    fc.record({ does: fc.constant('add' as const), name }),
    fc.record({ does: fc.constant('remove' as const), name }),
  )

  it('never start at an existing page or lead to another redirect, whatever changed before', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), fc.boolean(), (steps, inline) => {
        const theirs = { source: '/errors', destination: '/errors/a/more' }
        const space = inline ? ' ' : '\n  '
        let text = `{${space}"navigation": { "groups": [${nav}] },${space}"redirects": [${space}${JSON.stringify(theirs)}${space}]${space}}`
        let errors = new Map<string, readonly string[]>([['a', []]])
        for (const one of steps) {
          const others = new Map([...errors].filter(([other]) => other !== one.name))
          const known = (code: string) =>
            errors.has(code) || [...others.values()].some((aliases) => aliases.includes(code))
          if (one.does === 'remove') errors = others
          else if (one.does === 'add' && !known(one.name)) errors.set(one.name, [])
          else if (one.does === 'rename' && errors.has(one.name) && !known(one.to)) {
            const aliases = errors.get(one.name)!.filter((alias) => alias !== one.to)
            errors = others.set(one.to, one.keepsAlias ? [...aliases, one.name] : aliases)
          }
          text = built(text, errors)
          expect(built(text, errors)).toBe(text)
          const { redirects } = JSON.parse(text) as { redirects: Redirect[] }
          expect(redirects[0]).toEqual(theirs)
          const sources = redirects.slice(1).map(({ source }) => source)
          expect(sources.filter((source) => errors.has(source.replace('/errors/', '')))).toEqual([])
          expect(redirects.filter(({ destination }) => sources.includes(destination))).toEqual([])
          for (const [page, aliases] of errors)
            for (const alias of aliases)
              expect(redirects).toContainEqual({
                source: `/errors/${alias}`,
                destination: `/errors/${page}`,
              })
        }
      }),
    )
  })
})

const project = {
  'errbook.config.yaml': `catalog: errors
outputs:
  - { emit: mintlify, to: docs/docs/errors, base: /docs/errors, nav: { file: docs/docs.json, group: Errors } }
  - { emit: docusaurus, to: docusaurus, base: /docs/errors }
  - { emit: starlight, to: starlight, base: /docs/errors }
  - { emit: nextra, to: nextra, base: /docs/errors }
`,
  'docs/docs.json': `{ "navigation": { "groups": [${nav}] } }\n`,
  'errors/catalog.yaml': `name: Shop API
code: "err:{system}:{category}:{name}"
docs: "https://shop.test/docs/errors/{system}/{category}/{name}"
systems: { shop: { title: Shop } }
categories: { cart: { title: Cart } }
`,
  'errors/shop/cart/a.yaml':
    'code: err:shop:cart:a\nstatus: 404\ntitle: Not Found\nsummary: The cart is empty.\n',
}

describe('the redirects of every output', () => {
  const code = (name: string) => `err:shop:cart:${name}`
  const errbook = async (folder: string, ...args: string[]) => {
    const io = captureIo(folder)
    expect(await run(args, io), io.text()).toBe(0)
  }
  /** Every redirect of every output, as `a → b`. */
  const redirectsIn = (folder: string) => {
    const read = (file: string) => readFileSync(join(folder, file), 'utf8')
    const lists: Redirect[][] = [
      (JSON.parse(read('docs/docs.json')) as { redirects: Redirect[] }).redirects,
      (JSON.parse(read('docusaurus/_redirects.json')) as { from: string; to: string }[]).map(
        ({ from, to }) => ({
          source: from,
          destination: to,
        }),
      ),
      Object.entries(JSON.parse(read('starlight/_redirects.json')) as object).map(
        ([source, destination]) => ({ source, destination }),
      ),
      JSON.parse(read('nextra/redirects.mjs').replace(/^[^[]*/, '')) as Redirect[],
    ]
    return lists.map((list) =>
      list.map(({ source, destination }) =>
        [source, destination].map((path) => path.replace(/\/$/, '').split('/').at(-1)).join(' → '),
      ),
    )
  }

  it.each([
    ['a rename and a rename back', ['alpha', 'a'], ['alpha → a']],
    ['three renames that end at the first name', ['b', 'c', 'a'], ['b → a', 'c → a']],
    ['two renames', ['b', 'c'], ['a → c', 'b → c']],
  ])('hide no page after %s', async (_, names, expected) => {
    await inFolder(project, async (folder) => {
      await errbook(folder, 'build')
      let now = 'a'
      for (const to of names) {
        await errbook(folder, 'rename', code(now), code(to))
        await errbook(folder, 'build')
        now = to
      }
      for (const list of redirectsIn(folder)) expect(list.sort()).toEqual(expected)
    })
  })

  it('hide no page if another error gets the code that an error had before a rename', async () => {
    await inFolder(project, async (folder) => {
      await errbook(folder, 'rename', code('a'), code('b'))
      await errbook(folder, 'build')
      writeFiles(folder, [
        ['errors/shop/cart/b.yaml', project['errors/shop/cart/a.yaml'].replace('cart:a', 'cart:b')],
        [
          'errors/shop/cart/a.yaml',
          project['errors/shop/cart/a.yaml'].replace('is empty', 'is gone'),
        ],
      ])
      await errbook(folder, 'build')
      for (const list of redirectsIn(folder)) expect(list).toEqual([])
    })
  })
})

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import picocolors from 'picocolors'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { describe, expect, it } from 'vitest'
import { run } from '../src/commands/run.js'
import { reportFileText } from '../src/commands/shared/import/report.js'
import { cell, codeSpan, fenced, markdownText } from '../src/report/markdown-text.js'
import { jsonText, visible, visibleLine } from '../src/report/plain.js'
import { printer } from '../src/report/printer.js'
import { platformHazards } from './corpus/hazards-of-platforms.js'
import { hazards, naughty } from './corpus/strings.js'
import { captureIo } from './io.js'
import { inFolder } from './project.js'

// Sequences that terminals and CI systems interpret, defined independently of the code.
const controls =
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|\p{Surrogate}/u
const ciCommand = /^\s*::|##\[|##vso\[|##teamcity\[/im

const attacks = [
  '::error::x',
  ' \t\u3000::stop-commands::x',
  'a\n  ::add-mask::x',
  'a\r::error::x',
  '##[error]x',
  'a ##[set-env name=A;]b',
  '##vso[task.setvariable variable=A]b',
  'a ##VSO[task.complete result=Failed]',
  "##teamcity[buildStatus status='FAILURE']",
  '###vso[x]',
  '##\u200bvso[x]',
  '\u001b[31mred',
  '\u001b]8;;https://x.test\u0007x',
  '\u009b2J',
  'a\u0008\u0008b',
  '\u0000',
  '\u202eabc\u2066',
  'a\u2028::error::x',
  '\u0085::error::x',
  '\u{e0041}',
]
const marks = [
  '@octocat',
  '`b`@c`@d',
  '@a`b`c@d``e @f',
  'a\\|@b',
  '`a\\|b` @c',
  '#1',
  'GH-1',
  'a/b#2',
  'https://x.test',
  'www.x.test',
  'a@b.test',
  '<img src=x>',
  '![x](y)',
  '[x](javascript:y)',
  '</details>',
  '<!-- x',
  '# x',
  '- x',
  '```',
  '~~~',
  '````\n@a\n```',
  '&lt;',
  '[^1]',
  'a | b',
]
const texts = [...new Set([...attacks, ...marks, ...hazards, ...platformHazards, ...naughty])]
const hostile = fc.array(
  fc.oneof(
    fc.constantFrom(...texts),
    fc.string({ unit: 'binary' }),
    fc.constantFrom('#', '[', '::', '\n', ' ', '`'),
  ),
  {
    maxLength: 6,
  },
)

function expectInert(text: string, from: string = text): void {
  expect(controls.exec(text)?.[0], JSON.stringify(from)).toBeUndefined()
  expect(ciCommand.exec(text)?.[0], JSON.stringify(from)).toBeUndefined()
}

describe('terminal output', () => {
  const plain = printer(picocolors.createColors(false))
  const colored = printer(picocolors.createColors(true))

  it('contains no control sequences and no CI commands', () => {
    for (const text of texts) expectInert(plain.printed(text), text)
    fc.assert(
      fc.property(hostile, (parts) => expectInert(plain.printed(parts.join('')), parts.join(''))),
    )
  })

  it('has errbook’s own colors, and none from its texts', () => {
    const { red, bold } = colored.colors
    expect(colored.printed(`${red(`a${bold('b')}`)}\n`)).toBe(
      '\u001b[31ma\u001b[1mb\u001b[22m\u001b[39m\n',
    )
    expect(colored.printed(red('\u001b[31mx'))).toBe('\u001b[31m\\x1b[31mx\u001b[39m')
    expect(colored.printed(red('::error::x'))).not.toMatch(/m::/)
  })

  it('leaves JSON unchanged, so that it parses to the input', () => {
    fc.assert(
      fc.property(hostile, (parts) => {
        const text = jsonText(parts)
        expectInert(text)
        expect(plain.printed(text)).toBe(text)
        expect(JSON.parse(text)).toEqual(parts)
      }),
    )
  })
})

interface Node {
  readonly type: string
  readonly value?: string
  readonly children?: readonly Node[]
}

const parse = (markdown: string): Node =>
  unified().use(remarkParse).use(remarkGfm).parse(markdown) as Node

function nodesOf(node: Node): Node[] {
  return [node, ...(node.children ?? []).flatMap(nodesOf)]
}

const textOf = (node: Node): string =>
  nodesOf(node)
    .map(({ value = '' }) => value)
    .join('')
const active = new Set([
  'html',
  'image',
  'imageReference',
  'link',
  'linkReference',
  'footnoteReference',
  'emphasis',
  'strong',
  'delete',
])

/** What GitHub turns into a mention or a link in parsed text outside of code. */
const taken = /@\w|#\d|GH-\d|https?:\/\/|www\./i

describe('text in Markdown for GitHub', () => {
  it('is shown literally, without markup, links or mentions', () => {
    const prove = (text: string) => {
      const tree = parse(`- x ${markdownText(text)} x`)
      const nodes = nodesOf(tree)
      expect(
        nodes.filter(({ type }) => active.has(type)),
        JSON.stringify(text),
      ).toEqual([])
      for (const { type, value = '' } of nodes)
        if (type === 'text') expect(value, JSON.stringify(text)).not.toMatch(taken)
      // Compare without backticks and whitespace, because Markdown may change these.
      const same = (one: string) => one.replace(/[`\s]/g, '')
      expect(same(textOf(tree)), JSON.stringify(text)).toBe(same(`x${visibleLine(text)}x`))
    }
    for (const text of texts) prove(text)
    fc.assert(fc.property(hostile, (parts) => prove(parts.join(''))))
  })

  it('becomes exactly one code span', () => {
    const prove = (text: string) => {
      const shown = visibleLine(text)
      if (shown.trim() === '') return
      const nodes = nodesOf(parse(`- x ${codeSpan(text)} x`)).filter(
        ({ type }) => type === 'inlineCode',
      )
      expect(nodes.map(({ value }) => value)).toEqual([shown])
    }
    for (const text of texts) prove(text)
    fc.assert(fc.property(hostile, (parts) => prove(parts.join(''))))
  })

  it('stays in its table cell', () => {
    fc.assert(
      fc.property(hostile, (parts) => {
        const text = parts.join('')
        const tree = parse(
          `| a | b |\n| - | - |\n| x${cell(codeSpan(text))} | ${cell(markdownText(text))}y |`,
        )
        const rows = nodesOf(tree).filter(({ type }) => type === 'tableRow')
        expect(
          rows.map(({ children }) => children?.length),
          JSON.stringify(text),
        ).toEqual([2, 2])
        expect(textOf(rows[1]!.children![1]!), JSON.stringify(text)).toMatch(/y$/)
      }),
    )
  })

  it('stays in its fenced code block, and can’t control a terminal or CI', () => {
    fc.assert(
      fc.property(hostile, (parts) => {
        const markdown = `${fenced(parts.join(''), 'text')}\n\nend\n`
        expectInert(markdown)
        expect((parse(markdown).children ?? []).map(({ type }) => type)).toEqual([
          'code',
          'paragraph',
        ])
      }),
    )
  })
})

describe('the report of `errbook import`', () => {
  const reportOf = (text: string) => {
    const block = {
      file: `pages/${text}.md`,
      line: 1,
      kind: 'html',
      text,
      part: text,
      field: text,
      note: `\`${text}\` ${text}`,
    }
    return {
      entries: [{ code: text, file: text, line: 1 }],
      blocks: 1,
      fates: { carried: 0, changed: 0, sections: 0, kept: 0, lost: 1 },
      fields: { [text]: 1 },
      parts: {},
      pieces: [{ ...block, fate: 'lost' as const }],
      remarks: [{ file: text, line: 1, note: text }],
      leftOut: [{ file: text, line: 1, blocks: 2, note: text }],
    }
  }

  it('quotes text from hostile pages literally', () => {
    const outline = nodesOf(parse(reportFileText(reportOf('x'), 'r.md'))).flatMap(({ type }) =>
      /heading|list|table/.test(type) ? [type] : [],
    )
    const prove = (text: string) => {
      const markdown = reportFileText(reportOf(text), 'r.md')
      expectInert(markdown, text)
      const nodes = nodesOf(parse(markdown))
      expect(
        nodes.filter(({ type }) => active.has(type)),
        JSON.stringify(text),
      ).toEqual([])
      expect(nodes.flatMap(({ type }) => (/heading|list|table/.test(type) ? [type] : []))).toEqual(
        outline,
      )
      for (const { type, value = '' } of nodes)
        if (type === 'text') expect(value, JSON.stringify(text)).not.toMatch(taken)
      const quoted = [...text].length > 60 ? `${[...text].slice(0, 60).join('')}…` : text
      if (visibleLine(quoted).trim() !== '')
        expect(
          nodes.some(({ type, value }) => type === 'inlineCode' && value === visibleLine(quoted)),
          JSON.stringify(text),
        ).toBe(true)
    }
    for (const text of texts) prove(text)
    fc.assert(fc.property(hostile, (parts) => prove(parts.join(''))))
  })

  it('contains no control characters as JSON, and parses to the same content', () => {
    for (const text of texts) {
      const json = reportFileText(reportOf(text), 'r.json')
      expectInert(json, text)
      expect(JSON.parse(json)).toEqual(reportOf(text))
    }
  })
})

const title = JSON.stringify(attacks.filter((one) => !/[\u0000\n\r{}]/.test(one)).join(' '))
const error = (name: string, text: string) =>
  `code: err:shop:cart:${name}\nstatus: 404\ntitle: ${text}\nsummary: ${text}\ndescription: ${text}\ncauses: [${text}]\ntags: [a]\n`
const project = {
  'errbook.config.yaml': 'catalog: errors\noutputs: [{ emit: markdown, to: out }]\n',
  'errors/catalog.yaml':
    'name: Shop\ncode: "err:{system}:{category}:{name}"\ndocs: "https://shop.test/{system}/{category}/{name}"\nsystems: { shop: { title: Shop } }\ncategories: { cart: { title: Cart } }\n',
  'errors/shop/cart/a.yaml': error('a', title),
  'errors/shop/cart/##vso[x] \u001b[31m\n::error::\u202e.yaml': `${error('b', title)}unknown: ${title}\n`,
  'before/catalog.yaml':
    'name: Shop\ncode: "err:{system}:{category}:{name}"\ndocs: "https://shop.test/{system}/{category}/{name}"\nsystems: { shop: { title: Shop } }\ncategories: { cart: { title: Cart } }\n',
  'before/shop/cart/c.yaml': error('c', title),
  'pages/##vso[x] \u001b[31m\n::error::.md': `# ${attacks.join('\n\n')}\n\n${marks.join('\n\n')}\n`,
  'pages/b.md': `---\ntitle: ${title}\n---\n\n# err:acme:data:gone\n\n${[...attacks, ...marks].map((one) => `<div>${one}</div>`).join('\n\n')}\n`,
}
const bad = 'errors/shop/cart/##vso[x] \u001b[31m\n::error::\u202e.yaml'
const { [bad]: _, ...sound } = project

describe('control characters and CI commands in a catalog or a page', () => {
  it.each([
    ['list'],
    ['list', '--format', 'json'],
    ['list', '--category', '##vso[x]\u001b[31m'],
    ['explain', 'err:shop:cart:a'],
    ['explain', 'err:shop:cart:a', '--format', 'json'],
    ['explain', '##vso[x]\u001b[31m'],
    ['stats'],
    ['stats', '--format', 'json'],
    ['check'],
    ['check', '--format', 'json'],
    ['check', '--format', 'markdown'],
    ['check', '--format', 'sarif'],
    ['build'],
    ['build', '--check'],
    ['fmt', '--check'],
    ['fmt', '--check', '--format', 'json'],
    ['diff', './before'],
    ['diff', './before', '--format', 'markdown'],
    ['changelog', './before'],
    ['changelog', './before', '--title', '@a ##vso[x]\u001b[31m'],
    ['rename', 'err:shop:cart:a', 'err:shop:cart:z', '--dry-run'],
    ['deprecate', 'err:shop:cart:a', '--reason', '##vso[x] \u001b[31m', '--dry-run'],
    ['new', 'err:shop:cart:n', '--dry-run'],
    ['import', 'mdx', 'pages', '--to', 'other', '--dry-run'],
    ['import', 'mdx', 'pages', '--to', 'other', '--dry-run', '--format', 'json'],
    ['\u001b[31m##vso[x]'],
  ])('are not printed by `errbook %s %s %s`', async (...args) => {
    for (const files of [project, sound])
      await inFolder(files, async (folder) => {
        const io = captureIo(folder)
        await run(args, io)
        expect(io.text()).not.toBe('')
        expect(io.text()).not.toContain('This is a bug in errbook')
        expectInert(io.text())
      })
  })

  it('are not written to the report of `errbook import`', async () => {
    await inFolder(project, async (folder) => {
      for (const file of ['r.md', 'r.json']) {
        await run(
          ['import', 'mdx', 'pages', '--to', 'other', '--merge', '--report', file],
          captureIo(folder),
        )
        expectInert(readFileSync(join(folder, file), 'utf8'))
      }
    })
  })
})

it('visible() does not change text that is already visible', () => {
  fc.assert(
    fc.property(hostile, (parts) => visible(visible(parts.join(''))) === visible(parts.join(''))),
  )
})

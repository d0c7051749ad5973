import stringWidth from 'string-width'
import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { parseProse } from '../../src/facts/markdown/prose.js'
import { whoBreaks } from '../../src/model/change.js'
import type { Diagnostic } from '../../src/model/diagnostic.js'
import { explainJson, explainPretty } from '../../src/report/explain.js'
import { terminalPage } from '../../src/report/terminal-page.js'
import { hang, proseBlock, wrap } from '../../src/report/terminal-prose.js'
import { adviceOf, helpOf, messageOf, textOf } from '../../src/report/words.js'
import { captureIo } from '../io.js'
import { inFolder, renderProject } from '../project.js'

// Renders the Markdown of an error for a terminal.
const shown = (markdown: string, width = 40) =>
  parseProse(markdown).children.flatMap((block) => proseBlock(block, width))

describe('a paragraph', () => {
  it('is wrapped at the width of the terminal', () => {
    expect(wrap('aaaa bbbb cc', 9)).toEqual(['aaaa bbbb', 'cc'])
    expect(wrap('aaaa bbbb cc', 8)).toEqual(['aaaa', 'bbbb cc'])
  })

  it('puts a word that is wider than the terminal on a separate line', () => {
    expect(wrap('a bbbbbbbbbb c', 5)).toEqual(['a', 'bbbbbbbbbb', 'c'])
    expect(wrap('bbbbbbbbbb c', 5)).toEqual(['bbbbbbbbbb', 'c'])
  })

  it('has no lines if it contains only white space', () => {
    expect(wrap(' \n\t ', 9)).toEqual([])
  })

  it('shows the target of a link after its text, or only once if both are the same', () => {
    expect(shown('See [the docs](https://a.test) and <https://b.test>.', 80)).toEqual([
      'See the docs (https://a.test) and https://b.test.',
    ])
  })
})

describe('a list', () => {
  it('starts with the number in the source', () => {
    expect(shown('3. a\n4. b')).toEqual(['3. a', '4. b'])
    expect(shown('- a\n- b')).toEqual(['- a', '- b'])
  })

  it('indents the content of an item under its text', () => {
    expect(shown('- aaaa bbbb\n\n  cc', 10)).toEqual(['- aaaa', '  bbbb', '', '  cc'])
    expect(hang(['a', '', 'b'], '-- ')).toEqual(['-- a', '', '   b'])
  })
})

describe('a table', () => {
  const table = '| Name | What |\n| --- | --- |\n| `名前` | the first |\n| x | the other one |'

  it('aligns columns by display width', () => {
    const lines = shown(table)
    const columns = ['What', 'the first', 'the other one'].map((text, at) =>
      stringWidth(lines[at]!.slice(0, lines[at]!.indexOf(text))),
    )
    expect(columns).toEqual([8, 8, 8])
  })

  it('moves its last column to separate lines if the table is too wide', () => {
    expect(shown(table, 8 + 24)[0]).toMatch(/^Name +What$/)
    expect(shown(table, 8 + 23)).toEqual(['`名前`', '  the first', 'x', '  the other one'])
  })
})

it('a code block is indented, and a quote is marked with bars', () => {
  expect(shown('```\na\n  b\n```')).toEqual(['  a', '    b'])
  expect(shown('> a\n>\n> b')).toEqual(['| a', '| ', '| b'])
})

describe('a page', () => {
  const { colors } = captureIo('.')
  const drawn = (markdown: string, width = 40) => terminalPage(markdown, { width, colors })

  it('indents the text below a heading, without an empty line in between', () => {
    expect(drawn('Before.\n\n## Why\n\nAfter.\n\n- a')).toEqual([
      'Before.',
      '',
      'Why',
      '  After.',
      '',
      '  - a',
    ])
  })

  it('indents a subheading like the text around it', () => {
    expect(drawn('## Why\n\n### Once\n\na\n\n## How\n\nb')).toEqual([
      ...['Why', '  Once', '  a'],
      ...['', 'How', '  b'],
    ])
  })

  it('wraps indented text at the width of the terminal', () => {
    expect(drawn('aaaa bbbb\n\n## Why\n\naaaa bbbb', 9)).toEqual([
      ...['aaaa bbbb', ''],
      ...['Why', '  aaaa', '  bbbb'],
    ])
  })

  it('does not indent empty lines', () => {
    expect(drawn('## Why\n\n- a\n\n  b')).toEqual(['Why', '  - a', '', '    b'])
  })
})

describe('the text of a finding', () => {
  const found: Diagnostic = { code: 'todo', severity: 'error', message: 'Wrong.', related: [] }

  it('says what is wrong, what it breaks, and why it was accepted', () => {
    expect(messageOf(found)).toBe('Wrong.')
    expect(messageOf({ ...found, breaks: 'wire' })).toMatch(/^Wrong\. ./)
    expect(messageOf({ ...found, breaks: 'wire' })).toContain(whoBreaks.wire)
    const change = { accepted: 'Nobody sees it.' } as Diagnostic['change'] & object
    expect(messageOf({ ...found, change })).toMatch(/^Wrong\. .*Nobody sees it\.$/)
  })

  it('shows suggestions instead of help', () => {
    const suggestions = [{ name: 'a' }, { name: 'b' }]
    expect(adviceOf({ ...found, help: 'Fix it.' })).toBe('Fix it.')
    expect(adviceOf({ ...found, help: 'Fix it.', suggestions: [] })).toBe('Fix it.')
    const advice = adviceOf({ ...found, help: 'Fix it.', suggestions })
    expect(advice).toMatch(/`a`.*`b`/)
    expect(advice).not.toContain('Fix it.')
  })

  it('includes help only if there is something to do', () => {
    expect(helpOf(found)).toBeUndefined()
    expect(textOf(found)).toBe('Wrong.')
    expect(textOf({ ...found, help: 'Fix it.', diff: '- a\n+ b' })).toBe(
      'Wrong.\nFix it.\n- a\n+ b',
    )
    const accept = { file: 'x.yaml', rule: 'todo', code: 'a"b', fingerprint: 'ab' } as const
    expect(helpOf({ ...found, accept })).toMatch(
      /x\.yaml.*\n- \{ rule: todo, code: "a\\"b", fingerprint: "ab", reason: … \}$/s,
    )
  })
})

describe('explain', () => {
  async function entryOf(fields: object, kind = 'http') {
    const files = {
      'errbook.config.yaml': 'catalog: errors\nrules: { stub: off }\n',
      'errors/catalog.yaml': stringify({
        name: 'Acme',
        code: '{name}',
        docs: 'https://acme.test/{name}',
        kind,
      }),
      'errors/gone.yaml': stringify({
        code: 'gone',
        title: 'Gone',
        summary: 'It is gone.',
        ...fields,
      }),
    }
    const { catalog } = await inFolder(files, renderProject)
    return { entry: catalog.entries[0]!, vocabulary: catalog.vocabulary }
  }
  const facts = async (fields: object, kind?: string) =>
    explainPretty((await entryOf(fields, kind)).entry, '', captureIo('.').colors)
      .split('\n')[1]!
      .split(' · ')

  it('shows the status, the retry advice and the fault at the top', async () => {
    const [status, retry, fault, ...more] = await facts({ status: 404, retry: 'after_fix' })
    expect(status).toBe('404 Gone')
    expect(retry).toBeDefined()
    expect(fault).toContain('client')
    expect(more).toEqual([])
  })

  it('shows every status with its title', async () => {
    const status = [
      { status: 404, when: 'It never was.' },
      { status: 410, when: 'It was.', title: 'Deleted' },
    ]
    const [first, second, fault] = await facts({ status, fault: 'upstream' })
    expect([first, second]).toEqual(['404 Gone', '410 Deleted'])
    expect(fault).toContain('upstream')
  })

  it('shows the title if an error has no status, after the exit code if it has one', async () => {
    expect(await facts({}, 'library')).toEqual(['Gone'])
    const [exit, title, ...more] = await facts({ exitCode: 3 }, 'cli')
    expect(exit).toMatch(/\b3$/)
    expect([title, ...more]).toEqual(['Gone'])
  })

  it('includes the example response in JSON output only if the error has one', async () => {
    const { entry, vocabulary } = await entryOf({ status: 404, retry: 'never' })
    expect(explainJson(entry, vocabulary)).toMatchObject({
      code: 'gone',
      statuses: [{ status: 404, title: 'Gone' }],
      response: { status: 404, title: 'Gone' },
      docs: 'https://acme.test/gone',
      retry: 'never',
      fault: 'client',
    })
    const program = await entryOf({ exitCode: 3 }, 'cli')
    const told = explainJson(program.entry, program.vocabulary)
    expect(told).toMatchObject({ code: 'gone', exitCode: 3 })
    for (const key of ['statuses', 'response', 'type', 'fault', 'retry', 'params'])
      expect(told).not.toHaveProperty(key)
  })

  it('includes values inherited from the category in JSON output', async () => {
    const files = {
      'errbook.config.yaml': 'catalog: errors\nrules: { stub: off }\n',
      'errors/catalog.yaml': stringify({
        name: 'Acme',
        code: '{category}/{name}',
        docs: 'https://acme.test/{category}/{name}',
        categories: { data: { title: 'Data', status: 503, retry: 'transient', fault: 'upstream' } },
      }),
      'errors/data/gone.yaml': stringify({
        code: 'data/gone',
        title: 'Gone',
        summary: 'It is gone.',
      }),
    }
    const { catalog } = await inFolder(files, renderProject)
    expect(explainJson(catalog.entries[0]!, catalog.vocabulary)).toMatchObject({
      statuses: [{ status: 503 }],
      retry: 'transient',
      fault: 'upstream',
    })
  })
})

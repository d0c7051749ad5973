import { describe, expect, it } from 'vitest'
import { type Change, type Comparison, type Level, whoBreaks } from '../../src/model/change.js'
import type { Diagnostic, Severity } from '../../src/model/diagnostic.js'
import { reporters } from '../../src/report/index.js'
import { captureIo } from '../io.js'
import { numbersOf } from '../numbers.js'

// The Markdown of findings and changes, which becomes a comment on a pull request.
const options = { colors: captureIo('.').colors, sources: new Map() }
const file = 'errors/gone.yaml'
const span = { file, start: { line: 3, column: 1 }, end: { line: 3, column: 5 } }

const found = (severity: Severity, more: Partial<Diagnostic> = {}): Diagnostic => ({
  code: 'todo',
  severity,
  message: 'Unexpected text.',
  span,
  related: [],
  ...more,
})

interface Changed extends Partial<Omit<Change, 'level'>> {
  readonly severity?: Severity
}

function changed(level: Level, { severity = 'error', ...change }: Changed = {}): Diagnostic {
  const whole: Change = {
    rule: 'status-changed',
    level,
    code: 'gone',
    field: 'status',
    before: 404,
    after: 410,
    fingerprint: '0123456789ab',
    also: [],
    ...change,
  }
  return found(severity, { code: whole.rule, message: `\`${whole.code}\` changed.`, change: whole })
}

const report = (diagnostics: readonly Diagnostic[], comparison?: Comparison) =>
  reporters.markdown.report(diagnostics, { ...options, comparison })
const compared = (diagnostics: readonly Diagnostic[], more: Partial<Comparison> = {}) =>
  report(diagnostics, { base: 'main', untold: [], bump: 'major', ...more })
const times = <T>(count: number, make: (at: number) => T): T[] =>
  Array.from({ length: count }, (_, at) => make(at))
/** The rows of all tables, without their headers. */
const rowsOf = (text: string) =>
  text
    .split('\n')
    .filter((line, at, lines) => /^\|(?! ---)/.test(line) && !lines[at + 1]?.startsWith('| ---'))
const headingOf = (text: string) => text.split('\n').find((line) => line.startsWith('### '))

describe('the report of findings', () => {
  it('starts with the marker that identifies the comment', () => {
    expect(report([])).toMatch(/^<!-- errbook -->\n/)
    expect(compared([])).toMatch(/^<!-- errbook -->\n/)
  })

  it.each<[number[], Severity[]]>([
    [[], []],
    [[1], ['error']],
    [[2], ['warning', 'warning']],
    [
      [2, 1, 3],
      ['error', 'info', 'warning', 'info', 'error', 'info'],
    ],
  ])('shows the number of findings by severity, errors first: %j', (counts, severities) => {
    const text = report(severities.map((severity) => found(severity)))
    expect(numbersOf(headingOf(text))).toEqual(counts)
    expect(rowsOf(text)).toHaveLength(severities.length)
  })

  it('has one row per finding, with message, help, rule and location', () => {
    const [row, nowhere, note] = rowsOf(
      report([
        found('error', { help: 'Write it.\nLike this:' }),
        found('warning', { span: undefined as never }),
        found('info', { help: 'Nothing to do.' }),
      ]),
    )
    expect(row).toBe(
      '| ❌ | Unexpected text.<br><sub>Write it.</sub> | `todo`<br>`errors/gone.yaml:3` |',
    )
    expect(nowhere).toBe('| ⚠️ | Unexpected text. | `todo`<br> |')
    expect(note).toBe('| ℹ️ | Unexpected text. | `todo`<br>`errors/gone.yaml:3` |')
  })

  // The number is limited, because GitHub rejects comments that are too long.
  it.each([
    [60, []],
    [61, [1]],
    [75, [15]],
  ])('shows at most sixty of %d findings, and the number of hidden ones: %j', (count, left) => {
    const rows = rowsOf(report(times(count, () => found('error', { span: undefined as never }))))
    expect(rows.slice(0, 60).every((row) => row.startsWith('| ❌ |'))).toBe(true)
    expect(rows.slice(60).map((row) => numbersOf(row))).toEqual(left.length > 0 ? [left] : [])
  })
})

describe('the report of changes', () => {
  it.each(['major', 'minor', 'patch', 'none'] as const)('shows the release level: %s', (bump) => {
    const text = compared([], { bump })
    const named = ['major', 'minor', 'patch'].filter((name) => headingOf(text)!.includes(name))
    expect(named).toEqual(bump === 'none' ? [] : [bump])
    expect(text).toContain('main')
  })

  it('shows the number of changes only if there are any', () => {
    const reworded = changed('docs', { severity: 'info', rule: 'text-changed' })
    const line = (text: string) => text.split('\n').find((one) => one.includes('main'))
    expect(numbersOf(line(compared([reworded], { bump: 'patch' })))).toEqual([1])
    expect(line(compared([], { bump: 'none' }))).not.toMatch(/: ?\.$/)
  })

  it('shows how many changes break clients, how many break readers, and so on', () => {
    const accepted = { accepted: 'Nobody sees it.', severity: 'info' } as const
    const tally = (...diagnostics: Diagnostic[]) =>
      compared(diagnostics)
        .split('\n')
        .find((line) => line.includes('main'))
    const all = tally(
      changed('wire'),
      changed('docs'),
      changed('docs'),
      changed('wire', { severity: 'warning' }),
      changed('wire', { severity: 'warning' }),
      changed('wire', { severity: 'warning' }),
      changed('wire', accepted),
      ...times(4, () => changed('wire', { severity: 'info' })),
      changed('docs', { severity: 'info', rule: 'text-changed' }),
    )
    // The numbers of changes that break clients, break readers, may break somebody, were accepted,
    // and break nobody.
    expect(numbersOf(all)).toEqual([1, 2, 3, 1, 5])
    expect(all).toMatch(new RegExp(`1 .*${whoBreaks.wire}.*2 .*${whoBreaks.docs}`))
    expect(all).not.toContain(whoBreaks.schema)
    expect(numbersOf(tally(changed('wire'), changed('wire', accepted)))).toEqual([1, 1])
    expect(numbersOf(tally(changed('wire', { severity: 'info' })))).toEqual([1])
  })

  it('lists changes that break clients before changes that break schemas or readers', () => {
    const rows = rowsOf(compared([changed('docs'), changed('schema'), changed('wire')]))
    expect(rows.map((row) => row.split(' | ')[0])).toEqual([
      `| ❌ ${whoBreaks.wire}`,
      `| ❌ ${whoBreaks.schema}`,
      `| ❌ ${whoBreaks.docs}`,
    ])
  })

  it('lists each change in exactly one section', () => {
    const text = compared([
      changed('wire', { code: 'a' }),
      changed('wire', { code: 'b', severity: 'warning' }),
      changed('wire', { code: 'c', severity: 'info', accepted: 'Nobody sees it.' }),
      changed('wire', { code: 'd', severity: 'info' }),
      changed('docs', { code: 'e', severity: 'info', rule: 'text-changed' }),
      found('error', { message: 'Mistaken.' }),
    ])
    const places = ['`a`', 'Mistaken.', '`b`', '`c`', '`d`', '`e`'].map((part) =>
      text.indexOf(part),
    )
    expect(places).not.toContain(-1)
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    expect(text.match(/^\| --- /gm)).toHaveLength(5)
    for (const code of ['a', 'b', 'c', 'd', 'e'])
      expect(text.split(`\`${code}\``), code).toHaveLength(2)
    expect(text).toContain('☑️')
    expect(text).toContain('Nobody sees it.')
  })

  it('omits empty sections', () => {
    const text = compared([changed('wire', { severity: 'info' })])
    expect(text.match(/^\| --- /gm)).toHaveLength(1)
    expect(text).not.toMatch(/<details>|<sub>/)
  })

  it('adds the code of the error if the message does not contain it', () => {
    const silent = { ...changed('wire'), message: 'The status is another.' }
    expect(rowsOf(compared([silent]))[0]).toContain('| `gone`<br>The status is another. |')
    expect(rowsOf(compared([changed('wire')]))[0]).toContain('| `gone` changed. |')
  })

  it('shows the line that accepts each breaking change', () => {
    const accept = { file: 'x', rule: 'status-changed', code: 'gone', fingerprint: 'ab12' } as const
    const text = compared([{ ...changed('wire'), accept }, changed('docs')])
    expect(text).toContain(
      '\n- { rule: status-changed, code: "gone", fingerprint: "ab12", reason: … }\n',
    )
  })

  it('lists what could not be compared with the base', () => {
    expect(compared([], { untold: ['No texts.', 'No tags.'] })).toContain(
      '<sub>No texts.</sub>\n<sub>No tags.</sub>',
    )
  })
})

describe('the list of changed texts', () => {
  const reworded = (before: unknown, after: unknown, more: Changed = {}) =>
    changed('docs', {
      rule: 'text-changed',
      severity: 'info',
      field: 'summary',
      before,
      after,
      ...more,
    })
  const lineOf = (before: unknown, after: unknown) =>
    compared([reworded(before, after)])
      .split('\n')
      .find((line) => line.startsWith('- '))

  it.each<[string, unknown, unknown, string]>([
    ['the old and the new text', 'It went.', 'It is gone.', '<br>`It went.`<br>→ `It is gone.`'],
    ['an added text', undefined, 'It is gone.', '<br>→ `It is gone.`'],
    ['only the changed items of a list', ['a', 'b', 'c'], ['a', 'c', 'd'], '<br>`b`<br>→ `d`'],
    [
      'up to six changed items',
      ['a', 'b', 'c'],
      ['d', 'e', 'f'],
      '<br>`a`<br>`b`<br>`c`<br>→ `d`<br>→ `e`<br>→ `f`',
    ],
    ['only the field if seven items changed', ['a', 'b', 'c', 'd'], ['e', 'f', 'g'], ''],
    ['a string of 160 characters', 'x'.repeat(160), 'y', `<br>\`${'x'.repeat(160)}\`<br>→ \`y\``],
    ['only the field if a string has 161 characters', 'x'.repeat(161), 'y', ''],
    ['only the field if a string has several lines', 'a\nb', 'y', ''],
  ])('shows %s', (_, before, after, shown) => {
    expect(lineOf(before, after)).toBe(`- \`gone\` \`summary\`${shown}`)
  })

  it('shows a removed text, followed by a note that it was removed', () => {
    expect(lineOf('It went.', undefined)).toMatch(/^- `gone` `summary`<br>`It went\.`<br>→ [^`]+$/)
    // Items that were removed from a list are shown in the same way.
    expect(lineOf(['a', 'b'], ['a'])).toMatch(/<br>`b`<br>→ [^`]+$/)
  })

  it('counts texts and examples separately, including those of combined findings', () => {
    const also = [
      { code: 'gone', field: 'description', before: 'a', after: 'b' },
      { code: 'gone', field: 'example', before: 'c', after: 'd' },
      { code: 'gone', field: 'fixes.examples', before: 'e', after: 'f' },
    ]
    const counts = (diagnostic: Diagnostic) =>
      numbersOf(/<summary>.*<\/summary>/.exec(compared([diagnostic]))![0])
    expect(counts(reworded('x', 'y', { also }))).toEqual([2, 2])
    expect(counts(reworded('x', 'y', { also: also.slice(0, 2) }))).toEqual([2, 1])
    expect(counts(reworded('x', 'y', { field: 'example' }))).toEqual([1])
    // Texts come first, then examples.
    const lines = compared([reworded('x', 'y', { field: 'example', also: also.slice(0, 1) })])
    expect(lines.indexOf('`description`')).toBeLessThan(lines.indexOf('`example`'))
  })
})

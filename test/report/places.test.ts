import { describe, expect, it } from 'vitest'
import type { Diagnostic, Severity } from '../../src/model/diagnostic.js'
import { reporters } from '../../src/report/index.js'
import { captureIo } from '../io.js'

// Editors, pull requests and terminals highlight the location of a finding that a reporter outputs.
const options = { colors: captureIo('.').colors, sources: new Map() }
const file = 'errors/gone.yaml'

interface Place {
  readonly text: string
  readonly start: readonly [line: number, column: number]
  readonly end: readonly [line: number, column: number]
  readonly severity?: Severity
}

function found({ text, start, end, severity = 'error' }: Place): Diagnostic {
  const [from, to] = [start, end].map(([line, column]) => ({ line, column }))
  return {
    code: 'todo',
    severity,
    message: 'Unexpected text.',
    span: { file, start: from!, end: to! },
    source: { file, text },
    related: [],
  }
}

const word = found({ text: 'code: gone\n', start: [1, 7], end: [1, 11] })
const block = found({ text: 'a\nsteps:\n  - one\n  - two\n', start: [2, 1], end: [4, 8] })

describe('the github reporter', () => {
  const properties = (diagnostic: Diagnostic) =>
    Object.fromEntries(
      /^::\w+ (.*?)::/
        .exec(reporters.github.report([diagnostic], options))![1]!
        .split(',')
        .map((property) => property.split('=')),
    )

  it('gives the columns of a finding within one line', () => {
    expect(properties(word)).toEqual({
      file,
      line: '1',
      endLine: '1',
      col: '7',
      endColumn: '11',
      title: 'todo',
    })
  })

  // GitHub would apply the end column to the first line.
  it('omits the end column if a finding spans several lines', () => {
    expect(properties(block)).toEqual({ file, line: '2', endLine: '4', col: '1', title: 'todo' })
  })

  it('omits the location of a finding that has none', () => {
    const { span: _, source: __, ...nowhere } = word
    expect(properties(nowhere)).toEqual({ title: 'todo' })
  })

  it.each([
    ['error', 'error'],
    ['warning', 'warning'],
    ['info', 'notice'],
  ] as const)('shows a finding of severity %s as %s', (severity, command) => {
    expect(reporters.github.report([{ ...word, severity }], options)).toMatch(`::${command} `)
  })
})

describe('the json reporter', () => {
  const read = (diagnostics: readonly Diagnostic[]) =>
    JSON.parse(reporters.json.report(diagnostics, options))

  it.each([
    ['a line', word],
    ['several lines', block],
  ])('gives the start and end of a finding over %s', (_, diagnostic) => {
    const { start, end } = diagnostic.span!
    expect(read([diagnostic]).findings[0]).toMatchObject({ file, start, end })
  })

  it('includes the related locations of a finding', () => {
    const note = { message: 'The other one is here.', span: block.span! }
    expect(read([{ ...word, related: [note] }]).findings[0].related).toEqual([
      { message: note.message, file, start: note.span.start, end: note.span.end },
    ])
    expect(read([word]).findings[0]).not.toHaveProperty('related')
  })

  it('counts errors and warnings, but not findings with severity info', () => {
    const severities: Severity[] = ['error', 'warning', 'warning', 'info', 'info', 'info']
    const all = severities.map((severity) => ({ ...word, severity }))
    expect(read(all)).toMatchObject({ errors: 1, warnings: 2 })
    expect(read(all).findings.map((one: Diagnostic) => one.severity)).toEqual(severities)
    expect(read([])).toEqual({ errors: 0, warnings: 0, findings: [] })
  })
})

describe('the sarif reporter', () => {
  const run = (...diagnostics: Diagnostic[]) =>
    JSON.parse(reporters.sarif.report(diagnostics, options)).runs[0]

  it.each([
    ['a line', word],
    ['several lines', block],
  ])('gives the start and end of a finding over %s', (_, diagnostic) => {
    const { start, end } = diagnostic.span!
    const { artifactLocation, region } = run(diagnostic).results[0].locations[0].physicalLocation
    expect(artifactLocation.uri).toBe(file)
    expect(region).toEqual({
      startLine: start.line,
      startColumn: start.column,
      endLine: end.line,
      endColumn: end.column,
    })
  })

  it.each([
    ['error', 'error'],
    ['warning', 'warning'],
    ['info', 'note'],
  ] as const)('shows a finding of severity %s as %s', (severity, level) => {
    expect(run({ ...word, severity }).results[0].level).toBe(level)
    const { span: _, source: __, ...nowhere } = { ...word, severity }
    const { results, invocations } = run(nowhere)
    expect(results).toEqual([])
    expect(invocations[0].toolExecutionNotifications).toMatchObject([{ level }])
  })

  it('gives a moved finding the same fingerprint, and two findings on equal lines different ones', () => {
    const fingerprints = (...diagnostics: Diagnostic[]) =>
      run(...diagnostics).results.map(
        (result: { partialFingerprints: object }) => Object.values(result.partialFingerprints)[0],
      )
    const moved = found({ text: '# Why.\ncode: gone\n', start: [2, 7], end: [2, 11] })
    const indented = found({ text: '  code: gone\n', start: [1, 9], end: [1, 13] })
    const [before] = fingerprints(word)
    expect(fingerprints(moved)).toEqual([before])
    expect(fingerprints(indented)).toEqual([before])
    expect(fingerprints({ ...word, code: 'stub' })).not.toEqual([before])
    const [first, second] = fingerprints(word, word)
    expect(first).toBe(before)
    expect(second).not.toBe(before)
  })
})

describe('the pretty reporter', () => {
  /** Returns the source line of a finding and the line of marks below it, without the gutter. */
  const frame = (diagnostic: Diagnostic) =>
    reporters.pretty
      .report([diagnostic], options)
      .split('\n')
      .filter((line) => /^ *\d* \| /.test(line))
      .map((line) => line.replace(/^ *\d* \| /, ''))

  // The numbers are the first marked column and the number of marks. East Asian characters and
  // emoji are two columns wide.
  it.each([
    ['letters', 'code: ', 'gone', 6, 4],
    ['letters after wide characters', '名前: ', 'gone', 6, 4],
    ['wide characters', 'code: ', '名前', 6, 4],
    ['letters after emoji', '🔥🔥 ', 'gone', 5, 4],
    ['an emoji made of several emoji', 'who: ', '👩‍👩‍👧', 5, 2],
    ['letters after a combining accent', 'cafe\u0301 ', 'gone', 5, 4],
    ['letters after tabs, shown as two spaces each', '\t\t', 'gone', 4, 4],
  ])('underlines the right columns for %s', (_, before, marked, from, width) => {
    const text = `${before}${marked} after\n`
    const column = before.length + 1
    const [line, under] = frame(
      found({ text, start: [1, column], end: [1, column + marked.length] }),
    )
    if (!marked.includes('\u200d')) expect(line).toContain(`${marked} after`)
    if (!marked.includes('\u200d')) expect(under).toBe(`${' '.repeat(from)}${'^'.repeat(width)}`)
    else expect(under).toMatch(new RegExp(`^ {${from}}\\^+$`))
  })

  it('underlines only the first line of a finding that spans several', () => {
    expect(frame(block)).toEqual(['steps:', '^^^^^^'])
    const short = found({ text: 'steps:\n  - one\n', start: [1, 1], end: [2, 2] })
    expect(frame(short)).toEqual(['steps:', '^^^^^^'])
  })

  it('underlines one column if the range is empty', () => {
    const text = 'code:\n'
    expect(frame(found({ text, start: [1, 6], end: [1, 6] }))).toEqual(['code:', '     ^'])
    expect(frame(found({ text, start: [1, 1], end: [1, 1] }))).toEqual(['code:', '^'])
  })

  it('shortens a line wider than the terminal, and keeps the marked part above the marks', () => {
    const long = 'x'.repeat(300)
    for (const before of [
      '',
      'y'.repeat(126),
      'y'.repeat(127),
      'y'.repeat(200),
      '名'.repeat(200),
    ]) {
      const text = `The start ${before}gone${long}\n`
      const column = text.indexOf('gone') + 1
      const [line, under] = frame(found({ text, start: [1, column], end: [1, column + 4] }))
      const wide = [...line!].flatMap((character) =>
        character === '名' ? ['', '名'] : [character],
      )
      const from = under!.indexOf('^')
      expect(wide.slice(from, from + 4).join('')).toBe('gone')
      expect(under!.trim()).toBe('^^^^')
      // An ellipsis appears only where text was omitted.
      expect(line!.endsWith('…')).toBe(true)
      expect(line!.startsWith('…')).toBe(!text.startsWith(line!.slice(0, 4)))
    }
  })
})

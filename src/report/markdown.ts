import { type Change, type Comparison, exampleField, levels, whoBreaks } from '../model/change.js'
import type { Diagnostic, Severity } from '../model/diagnostic.js'
import { cell, codeSpan, fenced, markdownText } from './markdown-text.js'
import { inert, visibleLine } from './plain.js'
import type { Reporter } from './reporter.js'
import { acceptLine, adviceOf, messageOf } from './words.js'

/** A comment for a pull request. The action finds the comment again by its first line. */
export const markdown: Reporter = {
  name: 'markdown',
  report(diagnostics, { comparison }) {
    const parts = comparison ? comparisonParts(diagnostics, comparison) : findingParts(diagnostics)
    return inert(`<!-- errbook -->\n${parts.filter((part) => part !== '').join('\n\n')}\n`)
  },
}

/** Rows per table. A GitHub comment is limited to 65,536 characters. */
const most = 60

function comparisonParts(
  diagnostics: readonly Diagnostic[],
  { base, bump, untold }: Comparison,
): string[] {
  const changes = diagnostics.filter(({ change }) => change !== undefined)
  const others = diagnostics.filter(({ change }) => change === undefined)
  const breaks = levels.flatMap((level) =>
    changes.filter(({ change, severity }) => change?.level === level && severity === 'error'),
  )
  const accepted = changes.filter(({ change }) => change?.accepted !== undefined)
  const told = new Set([...breaks, ...accepted])
  const rest = changes.filter((one) => !told.has(one))
  const reworded = rest.filter(({ code }) => code === 'text-changed')
  const warned = rest.filter(({ severity }) => severity === 'warning')
  const harmless = rest.filter(
    ({ code, severity }) => severity !== 'warning' && code !== 'text-changed',
  )
  const tallied = tally({ breaks, warned, accepted, harmless: [...harmless, ...reworded] })
  return [
    `### Errors: ${bump === 'none' ? 'no changes' : `requires a **${bump}** release`}`,
    bump === 'none'
      ? `The errors are the same as in ${markdownText(base)}.`
      : `Compared with ${markdownText(base)}: ${tallied}.`,
    breaks.length === 0 ? '' : `${table(breaks, { who: true })}\n\n${howToAccept(breaks)}`,
    others.length === 0 ? '' : findingParts(others).join('\n\n'),
    warned.length === 0
      ? ''
      : `**Possibly breaking**, depending on usage:\n\n${table(warned, { who: true })}`,
    accepted.length === 0 ? '' : `**Accepted changes**\n\n${table(accepted, { who: true })}`,
    harmless.length === 0 ? '' : `**Not breaking**\n\n${table(harmless, { who: false })}`,
    reworded.length === 0 ? '' : rewordings(reworded),
    untold.length === 0 ? '' : untold.map((line) => `<sub>${markdownText(line)}</sub>`).join('\n'),
  ]
}

type Kind = 'breaks' | 'warned' | 'accepted' | 'harmless'

function tally({
  breaks,
  warned,
  accepted,
  harmless,
}: Readonly<Record<Kind, readonly Diagnostic[]>>): string {
  const by = levels.flatMap((level) => {
    const number = breaks.filter(({ change }) => change?.level === level).length
    return number === 0
      ? []
      : [`${number} ${number === 1 ? 'change breaks' : 'changes break'} ${whoBreaks[level]}`]
  })
  const more = [
    warned.length > 0 && `${warned.length} possibly breaking`,
    accepted.length > 0 && `${accepted.length} accepted`,
    harmless.length > 0 && `${harmless.length} not breaking`,
  ].filter((part) => part !== false)
  return [...by, ...more].join(', ')
}

function findingParts(diagnostics: readonly Diagnostic[]): string[] {
  const count = (severity: Severity, noun: string) => {
    const number = diagnostics.filter((one) => one.severity === severity).length
    return number === 0 ? [] : [`${number} ${noun}${number === 1 ? '' : 's'}`]
  }
  if (diagnostics.length === 0) return ['### Errors: no problems found']
  return [
    `### Errors: ${[...count('error', 'problem'), ...count('warning', 'warning'), ...count('info', 'note')].join(', ')}`,
    table(diagnostics, { who: false }),
  ]
}

const signs = { error: '❌', warning: '⚠️', info: 'ℹ️' } as const

function table(diagnostics: readonly Diagnostic[], { who }: { who: boolean }): string {
  const rows = diagnostics.slice(0, most).map((one) => {
    const { change, span, code } = one
    const said = sentence(one)
    const subject =
      change && !said.includes(`\`${change.code}\``) ? `${codeSpan(change.code)}<br>` : ''
    const place = span ? codeSpan(`${span.file}:${span.start.line}`) : ''
    const sign = change?.accepted === undefined ? signs[one.severity] : '☑️'
    const cells = [
      `${sign}${who && change ? ` ${whoBreaks[change.level]}` : ''}`,
      `${subject}${markdownText(said)}${advice(one)}`,
      `${codeSpan(code)}<br>${place}`,
    ]
    return `| ${cells.map(cell).join(' | ')} |`
  })
  const left = diagnostics.length - rows.length
  const head = who ? '| Breaks | Change | Rule and location |' : '| | Message | Rule and location |'
  return [
    head,
    '| --- | --- | --- |',
    ...rows,
    ...(left > 0 ? [`| | and ${left} more | |`] : []),
  ].join('\n')
}

/**
 * How to fix a finding, because reviewers may not know the rules. How to accept it is shown once,
 * below the table.
 */
function advice(diagnostic: Diagnostic): string {
  const [line] = adviceOf(diagnostic)?.split('\n') ?? []
  return diagnostic.severity === 'info' || !line ? '' : `<br><sub>${markdownText(line)}</sub>`
}

/** The message of a finding. Leaves out what it breaks, because the table has a column for that. */
function sentence({ breaks: _, ...diagnostic }: Diagnostic): string {
  return messageOf(diagnostic)
}

function howToAccept(breaks: readonly Diagnostic[]): string {
  const lines = breaks
    .slice(0, most)
    .flatMap(({ accept }) =>
      accept ? [acceptLine({ ...accept, code: visibleLine(accept.code) })] : [],
    )
  return folded(
    'To accept a change',
    `Add its line to \`catalog.accepted.yaml\`, next to \`catalog.yaml\`, and replace \`…\` with a reason:\n\n${fenced(lines.join('\n'), 'yaml')}`,
  )
}

/** Lists each changed text, because one change may cover several. */
function rewordings(reworded: readonly Diagnostic[]): string {
  const fields = reworded.flatMap(({ change }) => (change ? [change, ...change.also] : []))
  const [texts, examples] = [
    fields.filter(({ field }) => !exampleField.test(field)),
    fields.filter(({ field }) => exampleField.test(field)),
  ]
  const counts = [
    texts.length > 0 && `${texts.length} ${texts.length === 1 ? 'text' : 'texts'} changed`,
    examples.length > 0 &&
      `${examples.length} ${examples.length === 1 ? 'example' : 'examples'} changed`,
  ].filter((part) => part !== false)
  return folded(counts.join(', '), [...texts, ...examples].slice(0, most).map(wording).join('\n'))
}

/**
 * A list item for a changed text, with the old and new text if both are short. For lists, only the
 * items that differ.
 */
function wording({
  code,
  field,
  before,
  after,
}: Pick<Change, 'code' | 'field' | 'before' | 'after'>): string {
  const [gone, added] = [
    without(textsIn(before), textsIn(after)),
    without(textsIn(after), textsIn(before)),
  ]
  const short =
    [...gone, ...added].every((text) => text.length <= 160 && !text.includes('\n')) &&
    gone.length + added.length <= 6
  const now =
    added.length === 0 && gone.length > 0
      ? ['→ removed']
      : added.map((text) => `→ ${codeSpan(text)}`)
  const lines = short ? [...gone.map(codeSpan), ...now] : []
  return [`- ${codeSpan(code)} ${codeSpan(field)}`, ...lines].join('<br>')
}

function textsIn(value: unknown): string[] {
  if (value === undefined || value === null) return []
  if (typeof value === 'object') return Object.values(value).flatMap(textsIn)
  return [String(value)]
}

function without(texts: readonly string[], others: readonly string[]): string[] {
  const known = new Set(others)
  return texts.filter((text) => !known.has(text))
}

function folded(summary: string, contents: string): string {
  return `<details><summary>${summary}</summary>\n\n${contents}\n\n</details>`
}

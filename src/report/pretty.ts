import type { Severity } from '../model/diagnostic.js'
import type { Source, Span } from '../model/source.js'
import { lineReader } from './lines.js'
import { inert, visible, visibleLine } from './plain.js'
import type { Reporter } from './reporter.js'
import { width as columnsOf } from './width.js'
import { helpOf, messageOf } from './words.js'

/** The format for people. Shows each finding with its line and underlines the relevant part. */
export const pretty: Reporter = {
  name: 'pretty',
  report(diagnostics, { colors, sources }) {
    const paint = { error: colors.red, warning: colors.yellow, info: colors.blue } satisfies Record<
      Severity,
      unknown
    >
    const lineOf = lineReader()
    const blocks = diagnostics.map((diagnostic) => {
      const { code, severity, span, source, related } = diagnostic
      const message = visibleLine(messageOf(diagnostic))
      const help = helpOf(diagnostic)
      const lines = [
        `${paint[severity](colors.bold(`${severity}[${code}]`))}${colors.bold(`: ${message}`)}`,
      ]
      if (span) lines.push(...frame(span, source, { lineOf, paint: paint[severity], colors }))
      for (const note of related) {
        lines.push(
          `${colors.cyan('note')}: ${visibleLine(note.message)}`,
          ...frame(note.span, sources.get(note.span.file), { lineOf, paint: colors.cyan, colors }),
        )
      }
      if (help !== undefined) lines.push(`${colors.cyan('help')}: ${indented(visible(help))}`)
      return lines.join('\n')
    })
    return inert(blocks.map((block) => `${block}\n`).join('\n'))
  },
}

/** Indents continuation lines to align with the first. */
function indented(text: string): string {
  return text.replace(/\n(?!\n|$)/g, '\n      ')
}

type Paint = (text: string) => string

interface Drawing {
  readonly lineOf: ReturnType<typeof lineReader>
  readonly paint: Paint
  readonly colors: { readonly dim: Paint }
}

function frame(
  span: Span,
  source: Source | undefined,
  { lineOf, paint, colors }: Drawing,
): string[] {
  const { line, column } = span.start
  const place = `${visibleLine(span.file)}:${line}:${column}`
  const gutter = ' '.repeat(String(line).length)
  const head = `${gutter}${colors.dim('-->')} ${place}`
  const text = lineOf(source, line)
  // There is no line to show if the file was not read.
  if (text === undefined || source?.program || source?.text === '') return [head]
  const end = span.end.line === line ? span.end.column : text.length + 1
  const { shown, from, to } = excerpt(text, column - 1, Math.max(end - 1, column))
  return [
    head,
    `${gutter} ${colors.dim('|')}`,
    `${colors.dim(`${line} |`)} ${shown}`,
    `${gutter} ${colors.dim('|')} ${' '.repeat(from)}${paint('^'.repeat(Math.max(1, to - from)))}`,
  ]
}

/**
 * Shortens a long line around the marked part. `from` and `to` are columns of the shortened text.
 */
function excerpt(
  text: string,
  start: number,
  end: number,
): { shown: string; from: number; to: number } {
  const room = 160
  const cut = text.length > room && end > room - 20 ? Math.max(0, start - 40) : 0
  // If the marked part is longer than the window, only its start is marked.
  const last = text.length > room && end - start > room / 2 ? start + room / 2 : end
  const before = visibleLine(text.slice(cut, start))
  const marked = visibleLine(text.slice(start, Math.min(last, cut + room)))
  const after = visibleLine(text.slice(Math.min(last, cut + room), cut + room))
  const lead = cut > 0 ? '…' : ''
  const from = columnsOf(lead + before)
  return {
    shown: `${lead}${before}${marked}${after}${text.length > cut + room ? '…' : ''}`,
    from,
    to: from + columnsOf(marked),
  }
}

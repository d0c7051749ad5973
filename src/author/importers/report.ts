import type { Finding } from '../../model/diagnostic.js'
import { lineAt } from './codes.js'
import type { Imported } from './importer.js'
import { type Block, type Fate, fates, type LeftOut } from './ledger.js'

/** The loss report in figures, and every piece that is not as it was. */
export interface LossReport {
  /** What each error was made of. */
  readonly entries: readonly { readonly code: string; readonly file: string; readonly line: number }[]
  readonly blocks: number
  readonly fates: Readonly<Record<Fate, number>>
  /** How many blocks were put into each field. */
  readonly fields: Readonly<Record<string, number>>
  /** The same for the blocks under the headings of each part: where what stood under “Why” is now. */
  readonly parts: Readonly<Record<string, Readonly<Record<string, number>>>>
  /** Blocks that are in another form, in `sections`, not written, or nowhere. */
  readonly pieces: readonly Block[]
  readonly remarks: Imported['remarks']
  /** Pages that no error was made of. Their blocks are not among the others. */
  readonly leftOut: readonly LeftOut[]
}

type Books = Pick<Imported, 'entries' | 'blocks' | 'remarks' | 'leftOut'>

/** `unread` are the findings of files that could not be read at all. */
export function lossReport({ entries, blocks, remarks, leftOut = [] }: Books, unread: readonly Finding[] = []): LossReport {
  const byFate = Object.fromEntries(fates.map((fate) => [fate, blocks.filter((block) => block.fate === fate).length])) as Record<
    Fate,
    number
  >
  const parts: Record<string, Record<string, number>> = {}
  for (const part of new Set(blocks.map((block) => block.part)))
    if (part !== '') parts[part] = counts(blocks.filter((block) => block.part === part))
  return {
    entries: entries.map(({ data, source, line }) => ({ code: data.code, file: source.file, line })),
    blocks: blocks.length,
    fates: byFate,
    fields: counts(blocks.filter(({ field, fate }) => field !== '' && fate !== 'kept')),
    parts,
    pieces: blocks.filter(({ fate }) => fate !== 'carried'),
    remarks,
    leftOut: [...unread.flatMap(unreadPage), ...leftOut].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0)),
  }
}

function unreadPage({ message, at }: Finding): LeftOut[] {
  return at === undefined ? [] : [{ file: at.source.file, line: lineAt(at), blocks: undefined, note: message }]
}

/** How many blocks each field has. */
function counts(blocks: readonly Block[]): Record<string, number> {
  const found: Record<string, number> = {}
  for (const { field } of blocks) found[field] = (found[field] ?? 0) + 1
  return Object.fromEntries(Object.entries(found).sort(([a], [b]) => (a < b ? -1 : 1)))
}

const headings: Readonly<Record<Exclude<Fate, 'carried'>, string>> = {
  lost: 'In no field',
  kept: 'Not written, as the entry has its own',
  changed: 'There in another form',
  sections: 'In `sections`, under a heading of their own',
}

/** The report for a person, as Markdown. */
export function reportText(report: LossReport): string {
  const { fates: by, fields } = report
  const lines = [
    '# What the import made of it',
    '',
    `${count(report.entries.length, 'error')} from ${count(report.blocks, 'block')}: ${by.carried} carried over, ${by.changed} in another form, ${by.sections} in \`sections\`, ${by.kept > 0 ? `${by.kept} not written, ` : ''}${by.lost} in no field.`,
    '',
    '| Field | Blocks |',
    '| --- | --- |',
    ...Object.entries(fields).map(([field, count]) => `| \`${field}\` | ${count} |`),
  ]
  if (report.leftOut.length > 0) {
    lines.push('', `## Pages that are left out (${report.leftOut.length})`, '')
    lines.push(...report.leftOut.map(leftOutLine))
  }
  for (const fate of ['lost', 'kept', 'changed', 'sections'] as const) {
    const pieces = report.pieces.filter((piece) => piece.fate === fate)
    if (pieces.length === 0) continue
    lines.push('', `## ${headings[fate]} (${pieces.length})`, '', ...pieces.map(pieceLine))
  }
  if (report.remarks.length > 0) {
    lines.push('', `## Beside the blocks (${report.remarks.length})`, '')
    lines.push(...report.remarks.map(({ file, line, note }) => `- ${file}:${line}: ${note}`))
  }
  return `${lines.join('\n')}\n`
}

function leftOutLine({ file, line, blocks, note }: LeftOut): string {
  return `- ${file}:${line}: ${(blocks ?? 0) === 0 ? '' : `${count(blocks!, 'block')}: `}${note}`
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}

function pieceLine({ file, line, kind, text, field, note }: Block): string {
  const where = field === '' ? '' : ` → \`${field}\``
  return `- ${file}:${line}: ${kind} ${quoted(text)}${where}${note === '' ? '' : ` (${note})`}`
}

function quoted(text: string): string {
  const short = text.length > 60 ? `${text.slice(0, 60)}…` : text
  return `“${short.replace(/[`|<>]/g, ' ')}”`
}

import type { Block, Fate, LeftOut } from '../../../author/importers/ledger.js'
import type { LossReport } from '../../../author/importers/report.js'
import { cell, codeSpan, markdownText } from '../../../report/markdown-text.js'
import { inert, jsonText } from '../../../report/plain.js'
import { count } from '../findings.js'

const headings: Readonly<Record<Exclude<Fate, 'carried'>, string>> = {
  lost: 'Not imported',
  kept: 'Skipped because the entry already has the field',
  changed: 'Converted to another form',
  sections: 'Moved to `sections`, each with its own heading',
}

/**
 * Returns the loss report as JSON or Markdown, depending on the file name. The report quotes
 * imported pages, so quoted text is escaped.
 */
export function reportFileText(report: LossReport, file: string): string {
  return file.endsWith('.json') ? jsonText(report) : inert(markdownReport(report))
}

function markdownReport(report: LossReport): string {
  const { fates: by, fields } = report
  const lines = [
    '# Import report',
    '',
    `${count(report.entries.length, 'error')} from ${count(report.blocks, 'block')}: ${by.carried} imported as is, ${by.changed} converted, ${by.sections} in \`sections\`, ${by.kept > 0 ? `${by.kept} skipped, ` : ''}${by.lost} not imported.`,
    '',
    '| Field | Blocks |',
    '| --- | --- |',
    ...Object.entries(fields).map(([field, count]) => `| ${cell(codeSpan(field))} | ${count} |`),
  ]
  if (report.leftOut.length > 0) {
    lines.push('', `## Skipped pages (${report.leftOut.length})`, '')
    lines.push(...report.leftOut.map(leftOutLine))
  }
  for (const fate of ['lost', 'kept', 'changed', 'sections'] as const) {
    const pieces = report.pieces.filter((piece) => piece.fate === fate)
    if (pieces.length === 0) continue
    lines.push('', `## ${headings[fate]} (${pieces.length})`, '', ...pieces.map(pieceLine))
  }
  if (report.remarks.length > 0) {
    lines.push('', `## Other remarks (${report.remarks.length})`, '')
    lines.push(
      ...report.remarks.map((remark) => `- ${placeOf(remark)}: ${markdownText(remark.note)}`),
    )
  }
  return `${lines.join('\n')}\n`
}

function leftOutLine({ file, line, blocks = 0, note }: LeftOut): string {
  const counted = blocks === 0 ? '' : `${count(blocks, 'block')}: `
  return `- ${placeOf({ file, line })}: ${counted}${markdownText(note)}`
}

function pieceLine({ file, line, kind, text, field, note }: Block): string {
  const where = field === '' ? '' : ` → ${codeSpan(field)}`
  return `- ${placeOf({ file, line })}: ${markdownText(kind)} ${quoted(text)}${where}${note === '' ? '' : ` (${markdownText(note)})`}`
}

function placeOf({ file, line }: { readonly file: string; readonly line: number }): string {
  return codeSpan(`${file}:${line}`)
}

/** Quotes the start of a block in a code span, because code spans show all characters literally. */
function quoted(text: string): string {
  const characters = [...text]
  return codeSpan(characters.length > 60 ? `${characters.slice(0, 60).join('')}…` : text)
}

import { place } from '../../../author/importers/codes.js'
import type { Imported } from '../../../author/importers/importer.js'
import type { LossReport } from '../../../author/importers/report.js'
import { groupBy } from '../../../facts/group-by.js'
import type { ImportSource } from '../../../load/import-sources.js'
import type { Finding } from '../../../model/diagnostic.js'
import { visibleLine } from '../../../report/plain.js'
import { count } from '../findings.js'

const words = {
  carried: '',
  changed: 'was converted',
  sections: 'was moved to `sections`',
  kept: 'was skipped',
  lost: 'was not imported',
} as const
const kinds: Readonly<Record<string, string>> = {
  html: 'A block of HTML',
  code: 'A code block',
  expression: 'An expression',
  example: 'An example',
}

/**
 * Returns a finding for each block that was changed, moved or lost, for machine-readable reports.
 */
export function losses({ blocks, remarks }: Imported, sources: readonly ImportSource[]): Finding[] {
  const byFile = new Map(sources.map(({ source }) => [source.file, source]))
  const at = (file: string, line: number) => {
    const source = byFile.get(file)
    return source && { at: place({ source, line }) }
  }
  return [
    ...blocks
      // The loss of a whole item is already reported as a finding about its code.
      .filter(({ fate, kind }) => fate !== 'carried' && kind !== 'item')
      .map(
        ({ file, line, kind, text, fate, note }): Finding => ({
          code: 'import-loss',
          severity: fate === 'lost' ? 'warning' : 'info',
          message: `${kind === 'value' ? `\`${text.split(':')[0]}\`` : (kinds[kind] ?? `A ${kind}`)} ${words[fate]}${note === '' ? '' : `: ${note}`}.`,
          ...at(file, line),
        }),
      ),
    ...remarks.map(
      ({ file, line, note }): Finding => ({
        code: 'import-loss',
        severity: 'info',
        message: note,
        ...at(file, line),
      }),
    ),
  ]
}

/** The number of losses shown in a terminal. */
const mostShown = 8

/**
 * Returns the losses and changes that a user should look at first. If several have the same
 * message, only the first is returned.
 */
export function worstLosses(imported: Imported, sources: readonly ImportSource[]): Finding[] {
  const pieces = (['lost', 'changed'] as const).flatMap((fate) =>
    imported.blocks.filter((block) => block.fate === fate),
  )
  const alike = groupBy(
    losses({ ...imported, blocks: pieces, remarks: [] }, sources),
    ({ message }) => message,
  )
  return [...alike.values()]
    .slice(0, mostShown)
    .map(([first, ...others]) => ({ ...first, message: first.message + soAre(others.length) }))
}

/** Returns text that says how many more blocks have the same message. */
function soAre(others: number): string {
  if (others === 0) return ''
  return ` ${others} more like this.`
}

/** The outcome of an import, in addition to the loss report. */
export interface Done {
  readonly files: readonly string[]
  readonly merged: number
  readonly dry: boolean
  readonly reportFile: string | undefined
}

/** Summarizes the report in a few lines for a terminal. */
export function summaryOf(report: LossReport, { files, merged, dry, reportFile }: Done): string {
  const { fates, entries, blocks } = report
  const shown = dry ? files.map((file) => `  ${visibleLine(file)}\n`).join('') : ''
  return [
    `${dry ? 'Would write' : 'Wrote'} ${count(files.length, 'file')}${merged > 0 ? `, ${merged} of them merged` : ''}.`,
    `${shown}${count(entries.length, 'error')} from ${count(blocks, 'block')}: ${fates.carried} imported as is, ${fates.changed} converted, ${fates.sections} in \`sections\`, ${fates.kept > 0 ? `${fates.kept} skipped, ` : ''}${fates.lost} not imported.`,
    reportFile === undefined
      ? 'Add `--report FILE` for a list of all blocks that were changed or lost.'
      : `See ${visibleLine(reportFile)} for a list of all blocks that were changed or lost.`,
    '',
  ].join('\n')
}

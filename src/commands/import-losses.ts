import { place } from '../author/importers/codes.js'
import type { Imported } from '../author/importers/importer.js'
import { type LossReport, pieceLine } from '../author/importers/report.js'
import type { ImportSource } from '../load/import-sources.js'
import type { Finding } from '../model/diagnostic.js'

const words = { carried: '', changed: 'is there in another form', sections: 'is in `sections`', lost: 'is in no field' } as const

/** Every piece that is not as it was, as a finding at its line: for machines, which want all of them. */
export function losses({ blocks, remarks }: Imported, sources: readonly ImportSource[]): Finding[] {
  const byFile = new Map(sources.map(({ source }) => [source.file, source]))
  const at = (file: string, line: number) => {
    const source = byFile.get(file)
    return source && { at: place({ source, line }) }
  }
  return [
    ...blocks
      .filter(({ fate }) => fate !== 'carried')
      .map(
        ({ file, line, kind, fate, note }): Finding => ({
          code: 'import-loss',
          severity: fate === 'lost' ? 'warning' : 'info',
          message: `A ${kind} ${words[fate]}${note === '' ? '' : `: ${note}`}.`,
          ...at(file, line),
        }),
      ),
    ...remarks.map(({ file, line, note }): Finding => ({ code: 'import-loss', severity: 'info', message: note, ...at(file, line) })),
  ]
}

const mostShown = 8

/** The report in a few lines, for a terminal. */
export function summaryOf(report: LossReport, files: string, dry: boolean, reportFile: string | undefined): string {
  const { fates, entries, blocks, pieces } = report
  const worst = [...pieces].sort((a, b) => rank[a.fate] - rank[b.fate]).slice(0, mostShown)
  const more = pieces.length - worst.length
  const where = reportFile === undefined ? '`--report FILE` writes all of it.' : `All of it is in ${reportFile}.`
  return [
    `${dry ? 'Would write' : 'Wrote'} ${files}: ${entries} errors of ${blocks} blocks, ${fates.carried} carried over, ${fates.changed} in another form, ${fates.sections} in sections, ${fates.lost} in no field.`,
    ...worst.map(pieceLine),
    ...(more > 0 ? [`… and ${more} more. ${where}`] : pieces.length > 0 && reportFile !== undefined ? [where] : []),
    '',
  ].join('\n')
}

const rank = { lost: 0, changed: 1, sections: 2, carried: 3 } as const

import type { Completeness } from '../facts/entry/completeness.js'
import { fieldUses, pageParts } from '../model/fields.js'
import { visibleLine } from './plain.js'
import type { ReportOptions } from './reporter.js'

/**
 * A table that shows how complete a catalog is, with a row per incomplete error and totals per
 * field.
 */
export function statsPretty(
  all: readonly Completeness[],
  { colors }: Pick<ReportOptions, 'colors'>,
): string {
  const incomplete = all.filter(({ missing, todos }) => missing.length + todos > 0)
  const rows = incomplete.toSorted(
    (a, b) => b.missing.length + b.todos - a.missing.length - a.todos,
  )
  const wide = Math.max(5, ...rows.map(({ entry }) => entry.code.length))
  const head = `${'error'.padEnd(wide)}  ${pageParts.map((part) => fieldUses[part].stats).join(' ')}  TODO\n`
  const lines = rows.map(({ entry, missing, begun, todos }) => {
    const cells = pageParts.map((part) => {
      if (missing.includes(part)) return colors.red(' - ')
      return begun.includes(part) ? colors.yellow(' … ') : colors.green(' x ')
    })
    return `${visibleLine(entry.code).padEnd(wide)}  ${cells.join(' ')}  ${todos > 0 ? colors.yellow(String(todos).padStart(4)) : ''}`.trimEnd()
  })
  const fields = fieldCounts(all).map(
    ({ field, written, percent }) =>
      `${field.padEnd(11)}  ${bar(percent)} ${String(percent).padStart(3)} %  ${written} of ${all.length}`,
  )
  return `${rows.length === 0 ? '' : `${colors.bold(head)}${lines.join('\n')}\n\n`}${fields.join('\n')}\n`
}

/** The same data as a JSON value. */
export function statsJson(all: readonly Completeness[]): object {
  return {
    errors: all.length,
    complete: all.filter(({ missing, todos }) => missing.length + todos === 0).length,
    todos: all.reduce((sum, { todos }) => sum + todos, 0),
    fields: Object.fromEntries(
      fieldCounts(all).map(({ field, written, percent }) => [
        field,
        { written, of: all.length, percent },
      ]),
    ),
    entries: all.map(({ entry, missing, begun, todos }) => ({
      code: entry.code,
      file: entry.origin.source.file,
      missing,
      begun,
      todos,
    })),
  }
}

function fieldCounts(all: readonly Completeness[]) {
  return pageParts.map((field) => {
    const written = all.filter(
      ({ missing, begun }) => !missing.includes(field) && !begun.includes(field),
    ).length
    // Round down, so that 100 % always means all errors.
    return {
      field,
      written,
      percent: all.length === 0 ? 100 : Math.floor((100 * written) / all.length),
    }
  })
}

function bar(percent: number): string {
  const full = Math.floor(percent / 5)
  return `${'█'.repeat(full)}${'░'.repeat(20 - full)}`
}

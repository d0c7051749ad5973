import { compare, mistakesIn } from '../../../compile.js'
import { findBase } from '../../../load/base/find.js'
import type { Catalog } from '../../../model/catalog.js'
import type { Comparison } from '../../../model/change.js'
import type { Finding } from '../../../model/diagnostic.js'
import type { CommandInput, ExitCode, Io } from '../command.js'
import { withProject } from '../edit/opening.js'
import { type FindingsFormat, reportFindings } from '../findings.js'

/** The result of a comparison. */
export interface Compared {
  readonly catalog: Catalog
  readonly comparison: Comparison
  readonly findings: readonly Finding[]
}

/**
 * Compares the project with a base. If that is not possible, reports why and returns the exit code.
 */
export async function compareProject(
  { arguments: [named], values }: CommandInput,
  format: FindingsFormat,
  io: Io,
): Promise<Compared | ExitCode> {
  return withProject(values, { format }, io, ({ project, configFindings }) => {
    const { catalog, sources } = project
    const mistakes = mistakesIn([...configFindings, ...project.findings])
    // Errors in unreadable files would look like removed errors.
    if (catalog === undefined || mistakes.length > 0) return reportFindings(mistakes, format, io)
    const { value: comparison, findings } = compare(findBase(named, { cwd: io.cwd, sources }), {
      ...project,
      catalog,
    })
    if (comparison !== undefined) return { catalog, comparison, findings }
    reportFindings(findings, format, io)
    return 2
  })
}

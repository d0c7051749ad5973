import type { Boundary } from '../../../files/boundary.js'
import type { Finding } from '../../../model/diagnostic.js'
import type { Change } from '../../../write/changes.js'
import type { CommandInput, ExitCode, Io } from '../command.js'
import { type FindingsFormat, reportFindings } from '../findings.js'
import { placesOf } from '../flags.js'
import { loadProject, type Opening, type Project } from '../project/project.js'
import { holding } from './holding.js'

/** A project with a valid config, and the remaining findings about the config. */
export interface Opened {
  readonly project: Project
  readonly configFindings: readonly Finding[]
}

/**
 * Loads the project of a command and passes it to `use`. Reports an invalid config and returns exit
 * code 2.
 */
export async function withProject<T>(
  values: CommandInput['values'],
  { format, ...opening }: Opening & { readonly format: FindingsFormat },
  io: Io,
  use: (opened: Opened) => T | Promise<T>,
): Promise<T | 2> {
  const named = values.config as string | undefined
  const { project, configFindings } = await loadProject(io.cwd, named, {
    patience: io.patience,
    ...placesOf(values),
    ...opening,
  })
  if (project !== undefined) return use({ project, configFindings })
  reportFindings(configFindings, format, io)
  return 2
}

/** A project with exclusive access to its catalog, and a function to write to it. */
export interface OpenedToEdit extends Opened {
  write(changes: readonly Change[]): void
}

/**
 * Loads the project of a command that edits the catalog. With `dry`, nothing is written.
 */
export function editProject(
  values: CommandInput['values'],
  { format, dry }: { readonly format: FindingsFormat; readonly dry: boolean },
  io: Io,
  use: (opened: OpenedToEdit) => ExitCode,
): Promise<ExitCode> {
  return holding(io, ({ stayIn, takeCatalog, write }) => {
    const beforeReading = (folder: string, boundary: Boundary) => {
      stayIn(boundary)
      takeCatalog(folder)
    }
    const held = dry ? {} : { beforeReading, isEdited: true }
    return withProject(values, { format, ...held }, io, (opened) => use({ ...opened, write }))
  })
}

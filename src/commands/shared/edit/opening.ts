import type { Boundary } from '../../../files/boundary.js'
import type { Finding } from '../../../model/diagnostic.js'
import type { Change } from '../../../write/changes.js'
import type { CommandInput, ExitCode, Io } from '../command.js'
import { type FindingsFormat, reportFindings } from '../findings.js'
import { placesOf } from '../flags.js'
import { loadProject, type Opening, type Project } from '../project/project.js'
import { holding } from './holding.js'

/** A project whose config is sound, and what else is to be said of the config. */
export interface Opened {
  readonly project: Project
  readonly configFindings: readonly Finding[]
}

/**
 * Opens the project of a command. Undefined where its config is wrong, which is reported here: the
 * run ends with exit code 2.
 */
export async function openProject(
  values: CommandInput['values'],
  format: FindingsFormat,
  io: Io,
  opening: Opening = {},
): Promise<Opened | undefined> {
  const named = values.config as string | undefined
  const { project, configFindings } = await loadProject(io.cwd, named, {
    patience: io.patience,
    ...placesOf(values),
    ...opening,
  })
  if (project !== undefined) return { project, configFindings }
  reportFindings(configFindings, format, io)
  return undefined
}

/** A project whose catalog nobody else can edit, and how to write to it. */
export interface OpenedToEdit extends Opened {
  write(changes: readonly Change[]): void
}

/**
 * Opens the project of a command that edits the catalog. A run that writes nothing (`dry`) holds
 * nothing.
 */
export function editProject(
  values: CommandInput['values'],
  { format, dry }: { readonly format: FindingsFormat; readonly dry: boolean },
  io: Io,
  use: (opened: OpenedToEdit) => ExitCode,
): Promise<ExitCode> {
  return holding(io, async ({ stayIn, takeCatalog, write }) => {
    const beforeReading = (folder: string, boundary: Boundary) => {
      stayIn(boundary)
      takeCatalog(folder)
    }
    const opened = await openProject(
      values,
      format,
      io,
      dry ? {} : { beforeReading, isEdited: true },
    )
    return opened === undefined ? 2 : use({ ...opened, write })
  })
}

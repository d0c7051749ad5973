import type { Finding } from '../model/diagnostic.js'
import type { CommandInput, Io } from './command.js'
import { type FindingsFormat, reportFindings } from './findings.js'
import { placesOf } from './flags.js'
import { loadProject, type Project } from './project.js'

/** A project whose config is sound, and what else is to be said of the config. */
export interface Opened {
  readonly project: Project
  readonly configFindings: readonly Finding[]
}

/** Opens the project of a command. Undefined where its config is wrong, which is reported here: the run ends with exit code 2. */
export async function openProject(values: CommandInput['values'], format: FindingsFormat, io: Io): Promise<Opened | undefined> {
  const { project, configFindings } = await loadProject(io.cwd, values.config as string | undefined, placesOf(values))
  if (project !== undefined) return { project, configFindings }
  reportFindings(configFindings, format, io)
  return undefined
}

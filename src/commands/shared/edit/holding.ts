import { type Boundary, mayWrite } from '../../../files/boundary.js'
import { isTracked } from '../../../load/git/tracked.js'
import type { Change } from '../../../write/changes.js'
import {
  type HoldOptions,
  holdCatalog,
  holdFolder,
  holdNothing,
  sweepFolder,
} from '../../../write/hold.js'
import type { Io } from '../command.js'

/** What a command has taken hold of, so that nobody else edits it meanwhile. */
export interface Held {
  /** Lets nothing be written outside, from now on. */
  stayIn(boundary: Boundary): void
  /**
   * Takes a catalog's folder, before it is read. Finishes the edit of a command that was killed.
   */
  takeCatalog(folder: string, options?: { readonly create: boolean }): void
  /** Takes the folder of other files: an API description, a project that is being set up. */
  takeFolder(folder: string): void
  /** Removes what a killed process staged in a folder that this run may have no change for. */
  sweep(folder: string): void
  /** Writes all changes or none. */
  write(changes: readonly Change[]): void
}

/** Holds what `use` takes until it is done. */
export async function holding<T>(io: Io, use: (held: Held) => Promise<T>): Promise<T> {
  let boundary: Boundary | undefined
  const options: HoldOptions = {
    ...holdOptions(io),
    refusal: (path) => boundary && mayWrite(boundary, path),
  }
  let hold = holdNothing(options)
  try {
    return await use({
      stayIn: (folder) => {
        boundary = folder
      },
      takeCatalog: (folder, { create } = { create: false }) => {
        hold = holdCatalog(folder, { ...options, create })
      },
      takeFolder: (folder) => {
        hold = holdFolder(folder, options)
      },
      sweep: (folder) => sweepFolder(folder, options),
      write: (changes) => hold.write(changes),
    })
  } finally {
    hold.release()
  }
}

export function holdOptions(io: Io): HoldOptions {
  return {
    cwd: io.cwd,
    patience: io.patience,
    isTracked,
    tell: (text) => io.err(`${io.colors.dim(text)}\n`),
  }
}

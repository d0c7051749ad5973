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

/** Exclusive access to the files that a command edits, so that no other process edits them. */
export interface Held {
  /** Refuses to write outside the boundary from now on. */
  stayIn(boundary: Boundary): void
  /** Takes exclusive access to a catalog folder and completes an edit that was interrupted. */
  takeCatalog(folder: string, options?: { readonly create: boolean }): void
  /**
   * Takes exclusive access to a folder outside a catalog, such as the folder of an API description.
   */
  takeFolder(folder: string): void
  /** Removes temporary files of an interrupted run from a folder. */
  sweep(folder: string): void
  /** Writes all changes or none. */
  write(changes: readonly Change[]): void
}

/** Runs `use`, and gives up exclusive access afterwards. */
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

import type { Finding } from './diagnostic.js'
import type { Source } from './source.js'

/**
 * A complete file that errbook owns. `path` is relative to the output's folder, with `/` as the
 * separator.
 */
export interface FileArtifact {
  readonly path: string
  readonly contents: string
  /** The template that created the file, if there is one. */
  readonly template?: string
  /**
   * Set if a user's template rendered it, so `verify` checks the contents before they are written.
   */
  readonly check?: (contents: string) => readonly Finding[]
}

/**
 * The part that errbook writes into a file that belongs to the user. All other bytes stay
 * unchanged. The file is never deleted, hashed or rejected. `path` is relative to the working
 * directory.
 */
export interface MergeArtifact {
  readonly path: string
  /**
   * Returns the new text of the file, or a finding if there is a problem. `existing` is undefined
   * if the file does not exist.
   */
  readonly merge: (existing: Source | undefined) => string | Finding
}

export type Artifact = FileArtifact | MergeArtifact

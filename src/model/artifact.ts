import type { Finding } from './diagnostic.js'
import type { Source } from './source.js'

/** A file of ours, whole. `path` is relative to the output's folder, with `/` between its parts. */
export interface FileArtifact {
  readonly path: string
  readonly contents: string
  /** The template that made it, where one did. */
  readonly template?: string
  /** Rendered by a user's own template, so `verify` reads it before it is written. */
  readonly check?: (contents: string) => readonly Finding[]
}

/**
 * Our part of a file that belongs to somebody else. Every byte outside that part stays; the file is
 * never pruned, hashed or refused. `path` is relative to the working folder.
 */
export interface MergeArtifact {
  readonly path: string
  /**
   * The file's new text, or why it can't be made. `existing` is undefined where there is no file.
   */
  readonly merge: (existing: Source | undefined) => string | Finding
}

export type Artifact = FileArtifact | MergeArtifact

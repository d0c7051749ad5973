import type { Shape } from '../facts/entry/texts.js'
import type { Path } from '../model/source.js'

/**
 * One change to a document: `set` puts a value at a path, `append` adds an item to a list,
 * `replace` replaces some occurrences of a word in a string, and `remove` removes an item from a
 * list. A list that becomes empty is removed too. Missing maps and lists on the path are created.
 */
export type Edit =
  | { readonly set: Path; readonly to: unknown }
  | { readonly append: Path; readonly item: unknown }
  | { readonly remove: readonly [key: string, item: number] }
  | {
      readonly replace: Path
      readonly word: string
      readonly by: string
      readonly nths: readonly number[]
    }

export function pathOf(edit: Exclude<Edit, { remove: unknown }>): Path {
  if ('set' in edit) return edit.set
  return 'append' in edit ? edit.append : edit.replace
}

/** A document in a YAML file, with the shape that defines the names and order of its keys. */
export interface Target {
  readonly document: number
  readonly shape: Shape
}

/** The edits for one document in a YAML file. */
export interface TargetEdits extends Target {
  readonly edits: readonly Edit[]
}

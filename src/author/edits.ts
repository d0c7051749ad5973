import type { Shape } from '../facts/entry/texts.js'
import type { Path } from '../model/source.js'

/**
 * One change of a document: `set` puts a value at a path, `append` an item at the end of a list,
 * `replace` puts a word in place of some occurrences of another in a text. What is missing on the
 * way is made.
 * `remove` takes an item out of a list, and the list with its last one.
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

/** A document of a stream, and what its keys are called and in which order. */
export interface Target {
  readonly document: number
  readonly shape: Shape
}

/** The edits of one document of a stream. */
export interface TargetEdits extends Target {
  readonly edits: readonly Edit[]
}

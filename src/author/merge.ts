import { entryShape, vocabularyShape } from '../facts/entry/texts.js'
import type { EntryData } from '../model/entry.js'
import type { Vocabulary } from '../model/vocabulary.js'
import { editYaml } from './edit.js'
import type { Edit } from './edits.js'

/**
 * Adds missing fields to the YAML of an entry and does not change existing text. `has` is the
 * current value of the entry. Returns undefined if the fields can't be added safely.
 */
export function mergeEntry(
  text: string,
  document: number,
  has: EntryData,
  data: EntryData,
): string | undefined {
  // Fields are never merged. For example, an entry that has any `fixes` keeps them unchanged.
  const missing = Object.entries(data).filter(([key]) => !Object.hasOwn(has, key))
  const edits = missing.map(([key, value]): Edit => ({ set: [key], to: value }))
  return editYaml(text, edits, { document, shape: entryShape })
}

/** Adds the systems and categories of new codes to `catalog.yaml`. */
export function mergeVocabulary(
  text: string,
  has: Vocabulary,
  wanted: Vocabulary,
): string | undefined {
  const edits = (['systems', 'categories'] as const).flatMap((kind) =>
    Object.entries(wanted[kind] ?? {}).flatMap(([name, value]): Edit[] =>
      Object.hasOwn(has[kind] ?? {}, name) ? [] : [{ set: [kind, name], to: value }],
    ),
  )
  return editYaml(text, edits, { document: 0, shape: vocabularyShape })
}

import { entryShape, vocabularyShape } from '../facts/entry/texts.js'
import type { EntryData } from '../model/entry.js'
import type { Vocabulary } from '../model/vocabulary.js'
import { editYaml } from './edit.js'
import type { Edit } from './edits.js'

/**
 * An entry's text with the fields that it lacks: what people wrote stays, byte by byte. `has` is
 * what it says now. Undefined where there is no safe place for them.
 */
export function mergeEntry(
  text: string,
  document: number,
  has: EntryData,
  data: EntryData,
): string | undefined {
  // An entry with a body to its fixes has its fixes: fields are added whole, never mixed.
  const missing = Object.entries(data).filter(([key]) => !Object.hasOwn(has, key))
  const edits = missing.map(([key, value]): Edit => ({ set: [key], to: value }))
  return editYaml(text, edits, { document, shape: entryShape })
}

/** `catalog.yaml` with the systems and categories that new codes name. */
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

import { isDeepStrictEqual } from 'node:util'
import type { Document } from 'yaml'
import { composeYaml } from '../facts/yaml-nodes.js'
import { wordsReplaced } from './edit-words.js'
import type { Edit, TargetEdits } from './edits.js'
import { pathOf } from './edits.js'

/** Returns the values that the documents must have after the edits are applied in order. */
export function expectedOf(
  documents: readonly Document.Parsed[],
  targets: readonly TargetEdits[],
): unknown[] {
  const values = documents.map((one) => one.toJS({ maxAliasCount: 100 }) as unknown)
  for (const { document, edits } of targets) {
    const at = { value: structuredClone(values[document]) }
    for (const edit of edits) make(edit, at)
    values[document] = at.value
  }
  return values
}

function make(edit: Edit, at: { value: unknown }): void {
  if ('remove' in edit) {
    const [name, item] = edit.remove
    const root = at.value as Record<string, unknown[]>
    const { [name]: list = [] } = root
    list.splice(item, 1)
    if (list.length === 0) delete root[name]
    return
  }
  const path = pathOf(edit)
  let holder: Record<string | number, unknown> = at
  let key: string | number = 'value'
  for (const step of path) {
    holder[key] ??= {}
    holder = holder[key] as typeof holder
    key = step
  }
  if ('set' in edit) holder[key] = edit.to
  else if ('replace' in edit)
    holder[key] = wordsReplaced(String(holder[key]), edit.word, edit.by, edit.nths)
  else holder[key] = [...((holder[key] as unknown[] | undefined) ?? []), edit.item]
}

export function says(text: string, expected: readonly unknown[]): boolean {
  const documents = composeYaml(text)
  if (documents.some(({ errors, warnings }) => errors.length > 0 || warnings.length > 0))
    return false
  return isDeepStrictEqual(
    documents.map((one) => one.toJS({ maxAliasCount: 100 }) as unknown),
    expected,
  )
}

import type { Entry } from '../../model/catalog.js'
import type { Vocabulary } from '../../model/vocabulary.js'
import { type BodyNode, envelopeOf } from '../body/envelope.js'
import { categoriesOf, codeShape } from '../entry/code.js'

/**
 * The effective fields of an error, by their names in the entry format. Inherited values are filled
 * in, and values that can be written in two ways are normalized. Errors that behave the same
 * therefore have the same effective fields.
 */
export function effectiveFields(entry: Entry, vocabulary: Vocabulary): Record<string, unknown> {
  const { data } = entry
  const category = categoriesOf(vocabulary, entry.system)[entry.category]
  const own: readonly { status: number; headers?: object | undefined }[] =
    typeof data.status === 'object' ? data.status : entry.statuses.map(({ status }) => ({ status }))
  return {
    ...data,
    identifier: entry.identifier,
    status:
      entry.statuses.length === 0
        ? undefined
        : own.map((one, at) => ({
            ...one,
            ...(one.headers !== undefined && {
              headers: pick(entry.statuses[at]?.headers ?? {}, Object.keys(one.headers)),
            }),
          })),
    type: entry.statuses.length === 0 && data.type === undefined ? undefined : entry.type,
    params: entry.params,
    headers: entry.headers,
    retry: entry.retry,
    fault: entry.fault,
    logLevel: data.logLevel ?? category?.logLevel,
    visibility: entry.visibility,
  }
}

function pick<T>(
  map: Readonly<Record<string, T>>,
  names: readonly string[],
): Record<string, T | undefined> {
  return Object.fromEntries(names.map((name) => [name, map[name]]))
}

/**
 * The vocabulary with inherited values filled in. Each system has the envelope of its errors, and
 * bodies are flat.
 */
export function effectiveVocabulary(vocabulary: Vocabulary): Record<string, unknown> {
  const systems = usesSystems(vocabulary) ? Object.entries(vocabulary.systems ?? {}) : []
  return {
    name: vocabulary.name,
    unexpected: vocabulary.unexpected,
    ...(systems.length === 0 && { response: effectiveEnvelope(vocabulary, '') }),
    systems: Object.fromEntries(
      systems.map(([name, { title, description, categories = {} }]) => [
        name,
        { title, description, response: effectiveEnvelope(vocabulary, name), categories },
      ]),
    ),
    categories: vocabulary.categories ?? {},
  }
}

function usesSystems(vocabulary: Vocabulary): boolean {
  try {
    return codeShape(vocabulary).uses.system
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause
    return false
  }
}

function effectiveEnvelope(vocabulary: Vocabulary, system: string): Record<string, unknown> {
  const { mediaTypes, body, values } = envelopeOf(vocabulary, system)
  return { mediaType: mediaTypes, body: Object.fromEntries(flat(body, '')), values }
}

/**
 * A placeholder for an envelope string that can't be parsed. It is unknown whether such a string
 * changed.
 */
export const unreadable = Symbol('unreadable')

/** The leaves of a body with their paths, such as `error.detail` with the value `{detail}`. */
function flat(node: BodyNode, way: string): [string, unknown][] {
  const below = (key: string | number) => (way === '' ? String(key) : `${way}.${key}`)
  switch (node.kind) {
    case 'object':
      return node.members.flatMap(({ key, node: child }) => flat(child, below(key)))
    case 'list':
      return node.items.flatMap((item, at) => flat(item, below(at)))
    case 'constant':
      return [[way, node.isBroken ? unreadable : node.value]]
    case 'placeholder':
      return [[way, `{${node.name}}`]]
    case 'text':
      return [
        [
          way,
          node.parts
            .map((part) =>
              'text' in part ? part.text.replace(/[{}]/g, '$&$&') : `{${part.placeholder}}`,
            )
            .join(''),
        ],
      ]
  }
}

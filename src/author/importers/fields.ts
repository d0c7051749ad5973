import { type EntryData, entrySchema } from '../../model/entry.js'
import type { MappedField } from '../../model/fields.js'
import type { FieldMapping, ImportMapping } from '../../model/import-mapping.js'
import { humanised, placeholders } from './words.js'

/** Common names for the fields of an entry, the most likely first. */
const usual: Readonly<Record<string, readonly string[]>> = {
  code: ['code', 'error_code', 'errorCode', 'id', 'key', 'slug', 'identifier', '$key'],
  status: [
    'status',
    'statusCode',
    'status_code',
    'httpStatus',
    'http_status',
    'httpStatusCode',
    'http_code',
    'http.status',
  ],
  exitCode: ['exitCode', 'exit_code'],
  title: ['title', 'name', 'label'],
  summary: ['summary', 'short', 'brief', 'short_description'],
  detail: ['detail', 'message', 'template', 'text', 'msg'],
  description: ['description', 'details', 'explanation', 'long', 'long_description', 'body'],
  causes: ['causes', 'cause', 'reasons', 'reason', 'why'],
  fixes: [
    'fixes',
    'fix',
    'resolution',
    'solution',
    'solutions',
    'action',
    'actions',
    'remediation',
    'steps',
    'hint',
    'how_to_fix',
    'howToFix',
  ],
  related: ['related', 'see', 'see_also', 'seeAlso'],
  operations: ['operations', 'endpoints'],
  tags: ['tags', 'labels'],
  links: ['links', 'url', 'docs', 'href', 'documentation', 'documentation_url', 'references'],
  owner: ['owner', 'team'],
  since: ['since', 'introduced', 'added'],
  retry: ['retry'],
  grpc: ['grpc', 'grpc_code', 'grpcCode'],
}

/** Returns the default mapping, which contains fields with well-known names. */
export function usualMapping(
  items: readonly Readonly<Record<string, unknown>>[],
): NonNullable<ImportMapping['fields']> {
  const mapped = Object.entries(usual).flatMap(([name, spellings]) => {
    const found = spellings.find((spelling) =>
      items.some((item) => valueAt(item, spelling) !== undefined),
    )
    return found === undefined ? [] : [[name, found] as const]
  })
  const taken = new Set<string>()
  // Each key fills only one field, the first that matches.
  return Object.fromEntries(mapped.filter(([, path]) => !taken.has(path) && taken.add(path)))
}

export function valueAt(item: unknown, path: string): unknown {
  let value = item
  for (const key of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    value = (value as Record<string, unknown>)[key]
  }
  return value === null || value === '' ? undefined : value
}

export function pathOf(mapping: FieldMapping): string {
  return typeof mapping === 'string' ? mapping : mapping.from
}

/**
 * Returns the mapped value of an item. `unknown` is the source value if the mapping's `values` do
 * not contain it.
 */
export function mappedValue(
  item: unknown,
  mapping: FieldMapping,
): { readonly value: unknown; readonly unknown?: string } {
  const found = valueAt(item, pathOf(mapping))
  if (typeof mapping === 'string') return { value: found }
  if (found === undefined) return { value: mapping.default }
  const { values, split } = mapping
  if (values && Object.hasOwn(values, String(found))) return { value: values[String(found)] }
  const parts = split !== undefined && typeof found === 'string' ? partsOf(found, split) : undefined
  if (values === undefined) return { value: parts ?? found }
  if (parts === undefined) return { value: mapping.default, unknown: String(found) }
  const strange = parts.find((part) => !Object.hasOwn(values, part))
  return strange === undefined
    ? { value: parts.map((part) => values[part]) }
    : { value: mapping.default, unknown: strange }
}

function partsOf(text: string, separator: string): string[] {
  return text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

type Field = { -readonly [K in keyof EntryData]?: EntryData[K] }

/**
 * Converts a value to the form that a field of an entry needs. Returns undefined if the value is
 * not valid. `taken` contains names that params can't use.
 */
export function fieldOf(
  name: MappedField,
  value: unknown,
  taken?: ReadonlySet<string>,
): Field | undefined {
  const made = shaped(name, value, taken)
  const fits =
    made &&
    Object.entries(made).every(
      ([key, one]) => entrySchema.shape[key as keyof EntryData].safeParse(one).success,
    )
  return fits ? made : undefined
}

function shaped(name: MappedField, value: unknown, taken?: ReadonlySet<string>): Field | undefined {
  const list = listOf(value)
  const text = textOf(value)
  switch (name) {
    case 'status':
    case 'exitCode': {
      const number = Number(value)
      const fits = name === 'status' ? number >= 400 && number <= 599 : number >= 1 && number <= 255
      return Number.isInteger(number) && fits ? { [name]: number } : undefined
    }
    case 'causes':
      return list && { causes: list }
    case 'fixes':
      if (Array.isArray(value)) return list && { fixes: { steps: list } }
      return text === undefined ? undefined : { fixes: { body: text } }
    case 'tags':
    case 'operations':
    case 'aliases':
      return (
        list && {
          [name]: list.flatMap((one) => (Array.isArray(value) ? [one] : one.split(/\s*,\s*/))),
        }
      )
    case 'links':
      return linksOf(value)
    case 'related':
      return relatedOf(value)
    case 'detail':
      return text === undefined ? undefined : placeholders(text, taken)
    case 'description':
      return text === undefined ? undefined : { description: text }
    default:
      return text === undefined ? undefined : { [name]: text.replace(/\s+/g, ' ') }
  }
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}

function listOf(value: unknown): string[] | undefined {
  const items = (Array.isArray(value) ? value : [value]).map(textOf)
  return items.length > 0 && items.every((item) => item !== undefined) ? items : undefined
}

function linksOf(value: unknown): Field | undefined {
  const links = (Array.isArray(value) ? value : [value]).map((one: unknown) => {
    const { title, text, name, url, href } = (
      typeof one === 'object' && one !== null ? one : { url: one }
    ) as Record<string, unknown>
    const address = textOf(url ?? href)
    const words = textOf(title ?? text ?? name)
    return address !== undefined && /^https?:\/\//.test(address) && URL.canParse(address)
      ? { title: words ?? address, url: address }
      : undefined
  })
  return links.every((link) => link !== undefined) ? { links } : undefined
}

function relatedOf(value: unknown): Field | undefined {
  const items = typeof value === 'string' ? value.split(/\s*[,\n]\s*/) : value
  if (!Array.isArray(items)) return undefined
  const related = items.map((one: unknown) => {
    if (typeof one === 'object' && one !== null) {
      const { code, when, title } = one as Record<string, unknown>
      const said = textOf(code)
      return said === undefined
        ? undefined
        : { code: said, when: textOf(when ?? title) ?? humanised(said) }
    }
    const code = textOf(one)
    return code === undefined ? undefined : { code, when: humanised(code.replace(/^.*[:./]/s, '')) }
  })
  return related.every((one) => one !== undefined) ? { related } : undefined
}

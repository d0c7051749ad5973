import type { EntryData } from './entry.js'

/** The uses of an entry's field, besides pages and `explain`. `{}` if there are no other uses. */
interface FieldUse {
  /** The field's column in the `stats` table. Only set for fields that every page should have. */
  readonly stats?: string
  /** Whether `new` writes the field. */
  readonly scaffold?: true
  /** Whether `import` can fill the field from a list of errors. */
  readonly list?: true
  /** Whether `import` can fill the field from the text under a heading of a page. */
  readonly section?: true
}

/**
 * Every field of an entry, in the order of the format. A field that is missing here does not
 * compile, and `test/fields.test.ts` checks each use.
 */
export const fieldUses = {
  code: { scaffold: true, list: true },
  identifier: { list: true },
  status: { scaffold: true, list: true },
  exitCode: { scaffold: true, list: true },
  type: { list: true },
  title: { scaffold: true, list: true },
  summary: { scaffold: true, list: true },
  detail: { stats: 'det', scaffold: true, list: true },
  params: {},
  headers: {},
  extra: {},
  description: { stats: 'des', scaffold: true, list: true, section: true },
  causes: { stats: 'cau', scaffold: true, list: true, section: true },
  example: { stats: 'exa', scaffold: true, section: true },
  fixes: { stats: 'fix', scaffold: true, list: true, section: true },
  mistakes: { stats: 'mis', section: true },
  sections: {},
  related: { stats: 'rel', list: true, section: true },
  operations: { stats: 'ope', list: true },
  retry: { scaffold: true, list: true },
  fault: { list: true },
  logLevel: { list: true },
  visibility: { list: true },
  owner: { list: true },
  tags: { list: true },
  links: { list: true, section: true },
  since: { list: true },
  deprecated: {},
  retired: {},
  aliases: { list: true },
  grpc: { list: true },
  ignore: {},
} as const satisfies Readonly<Record<keyof EntryData, FieldUse>>

type Uses = typeof fieldUses
type FieldsWith<Use> = { [K in keyof Uses]: Uses[K] extends Use ? K : never }[keyof Uses]

export type PagePart = FieldsWith<{ readonly stats: string }>
export type MappedField = FieldsWith<{ readonly list: true }>
export type SectionField = FieldsWith<{ readonly section: true }>

/** The parts of an imported page that a heading can start. `response` belongs to the example. */
export type Part = SectionField | 'response' | 'retired'

/** The parts that every page should have, in page order. */
export const pageParts = fieldsWith('stats') as readonly PagePart[]

/** Fields of an entry that a list of errors may fill. */
export const mappedFields = fieldsWith('list') as readonly MappedField[]

/** The parts that a mapping can assign to a heading. */
export const partNames = (fieldsWith('section') as readonly SectionField[]).flatMap(
  (name): Exclude<Part, 'retired'>[] => (name === 'example' ? [name, 'response'] : [name]),
)

function fieldsWith(use: keyof FieldUse): (keyof EntryData)[] {
  return (Object.keys(fieldUses) as (keyof EntryData)[]).filter((name) => use in fieldUses[name])
}

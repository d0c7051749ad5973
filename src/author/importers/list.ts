import type { CodeParts } from '../../model/catalog.js'
import type { Finding } from '../../model/diagnostic.js'
import type { EntryData } from '../../model/entry.js'
import type { MappedField } from '../../model/fields.js'
import type { FieldMapping, ImportMapping } from '../../model/import-mapping.js'
import { assumed } from './assumed.js'
import { bodyNames } from './bodies.js'
import { type Named, place, planCodes } from './codes.js'
import { fieldOf, mappedValue, pathOf, usualMapping, valueAt } from './fields.js'
import type { Imported, ImportedEntry, ImportSettings, SourcePage } from './importer.js'
import type { Block, Remark } from './ledger.js'
import { kindOf, vocabularyFor } from './vocabulary.js'
import { firstSentence, humanised, literalText } from './words.js'

/** An item in a list of errors, with its location. */
export interface Item {
  readonly value: Readonly<Record<string, unknown>>
  readonly line: number
  /** The range of the item, if the line contains other items too. */
  readonly range?: readonly [number, number]
  lineOf(key: string): number
}

export interface ListInput {
  readonly name: string
  readonly file: SourcePage
  readonly items: readonly Item[]
  readonly settings: ImportSettings
  readonly mapping: ImportMapping
  readonly findings: readonly Finding[]
  /** Returns the location for findings about a field of the mapping. */
  readonly mappingAt?: (field: string) => Finding['at']
}

interface Found extends Named {
  readonly item: Item
}

/**
 * Converts a list of errors to entries. The mapping assigns values to fields. Values without a
 * field are reported.
 */
export function importList({
  name,
  file,
  items,
  settings,
  mapping,
  findings: read,
  mappingAt,
}: ListInput): Imported {
  const { source } = file
  const findings: Finding[] = [...read]
  const values = items.map(({ value }) => value)
  const fields = mapping.fields ?? usualMapping(values)
  findings.push(...unknownPaths(fields, values, mappingAt))
  const fieldIn = (item: Item, field: MappedField) =>
    fields[field] && mappedValue(item.value, fields[field]).value
  const found = items.map((item): Found => {
    const code = fieldIn(item, 'code')
    const told = code === undefined ? undefined : String(code).trim()
    const { line, range } = item
    return {
      item,
      told,
      path: [String(told ?? fieldIn(item, 'title') ?? 'error')],
      source,
      line,
      ...(range && { range }),
    }
  })
  const plan = planCodes(found, settings)
  findings.push(...plan.findings)

  const blocks: Block[] = []
  const remarks: Remark[] = []
  for (const { item, told } of plan.refused)
    blocks.push({ ...noBlock, file: source.file, line: item.line, text: told ?? '' })
  const errors = plan.coded.map(({ of: { item }, code, parts }) => {
    const { status } = fieldOf('status', fieldIn(item, 'status')) ?? {}
    const type = fieldIn(item, 'type')
    return {
      code,
      parts,
      status: status as number | undefined,
      type: typeof type === 'string' ? type : undefined,
    }
  })
  const kind = kindOf(errors, settings)
  const vocabulary = vocabularyFor(
    { shape: plan.shape, name, errors, envelope: undefined },
    settings,
  )
  findings.push(...vocabulary.findings)
  const codes = new Set(errors.map(({ code }) => code))
  const entries = plan.coded.map(({ of, code, parts }) => {
    const taken = kind === 'http' ? bodyNames(vocabulary.value, parts.system) : new Set<string>()
    const data = dataOf(
      { item: of.item, code, fields, mapping, file: source.file, taken },
      blocks,
      remarks,
    )
    return entryOf({ of, code, parts, data }, kind, codes, settings, findings, remarks)
  })
  return { vocabulary: vocabulary.value, entries, blocks, remarks, findings }
}

/**
 * The ledger block for an item with the code of an earlier item. A finding already reports the
 * item, so its values are not reported one by one.
 */
const noBlock = {
  kind: 'item',
  part: '',
  fate: 'lost',
  field: '',
  note: 'another item has this code',
} as const

type Data = { -readonly [K in keyof EntryData]?: EntryData[K] }

interface Read {
  readonly item: Item
  readonly code: string
  readonly fields: NonNullable<ImportMapping['fields']>
  readonly mapping: ImportMapping
  readonly file: string
  readonly taken: ReadonlySet<string>
}

/**
 * Returns the entry fields that a value fills. A code fills no field, because all codes are planned
 * together.
 */
function madeOf(
  name: MappedField,
  value: unknown,
  taken: ReadonlySet<string>,
): ReturnType<typeof fieldOf> {
  if (name === 'code') return {}
  return value === undefined ? undefined : fieldOf(name, value, taken)
}

/**
 * Returns the entry fields that the mapping finds in an item. Reports keys that the mapping does
 * not use.
 */
function dataOf(
  { item, code, fields, mapping, file, taken }: Read,
  blocks: Block[],
  remarks: Remark[],
): Data {
  const data: Data = {}
  const mapped = new Set<string>()
  const enter = (key: string, fate: Block['fate'], field: string, note: string) =>
    blocks.push({ ...block(item, key, file), fate, field, note, entries: [code] })
  for (const [name, field] of Object.entries(fields) as [MappedField, FieldMapping | undefined][]) {
    if (field === undefined) continue
    const [key = ''] = pathOf(field).split('.')
    const { value, unknown } = mappedValue(item.value, field)
    mapped.add(key)
    const made = madeOf(name, value, taken)
    if (made !== undefined) Object.assign(data, made)
    if (valueAt(item.value, pathOf(field)) === undefined) continue
    const strange =
      unknown === undefined ? '' : `\`values\` in the mapping does not contain \`${unknown}\``
    const renamed = Object.keys(made?.params ?? {}).filter(
      (param) => param.endsWith('Value') && taken.has(param.slice(0, -5)),
    )
    if (made === undefined) enter(key, 'lost', '', strange || `not a valid \`${name}\``)
    else if (unknown !== undefined)
      enter(key, 'changed', name, `${strange}, so the default was used`)
    else if (renamed.length > 0)
      enter(
        key,
        'changed',
        name,
        renamed
          .map(
            (param) =>
              `renamed to \`{${param}}\` because the body already has \`${param.slice(0, -5)}\``,
          )
          .join('; '),
      )
    else enter(key, 'carried', name, '')
  }
  for (const [key, value] of Object.entries(item.value)) {
    if (mapped.has(key) || key === '$key' || value === null || value === '' || value === undefined)
      continue
    if (mapping.ignore?.includes(key))
      remarks.push({
        file,
        line: item.lineOf(key),
        note: `\`${key}\` was ignored, as the mapping requests.`,
      })
    else enter(key, 'lost', '', 'not in the mapping')
  }
  return data
}

function block(
  item: Item,
  key: string,
  file: string,
): Pick<Block, 'file' | 'line' | 'kind' | 'text' | 'part'> {
  const value = item.value[key]
  const text = `${key}: ${typeof value === 'string' ? value : (JSON.stringify(value) ?? '')}`.slice(
    0,
    120,
  )
  return { file, line: item.lineOf(key), kind: 'value', text, part: '' }
}

interface Draft {
  readonly of: Found
  readonly code: string
  readonly parts: CodeParts
  readonly data: Data
}

function entryOf(
  { of, code, parts, data }: Draft,
  kind: 'http' | 'cli' | 'library',
  codes: ReadonlySet<string>,
  settings: ImportSettings,
  findings: Finding[],
  remarks: Remark[],
): ImportedEntry {
  const { source, line } = of
  const { status: said, related: named, ...rest } = data
  const status = said ?? settings.status
  const isKnown = settings.known?.has(code) === true
  if (kind === 'http' && status === undefined && !isKnown)
    findings.push(
      assumed(`\`status\` of \`${code}\``, '500', {
        help: 'Correct `status` in the entry, or map it: `status: { from: …, default: 400 }`.',
        at: place({ source, line }),
      }),
    )
  const related = named?.filter((one) => {
    if (codes.has(one.code) && one.code !== code) return true
    remarks.push({
      file: source.file,
      line,
      note: `\`${code}\` lists \`${one.code}\` as related, but that error is not in the list.`,
    })
    return false
  })
  const title = rest.title ?? humanised(parts.name)
  const summary =
    rest.summary ??
    firstSentence(rest.description ?? (rest.detail && literalText(rest.detail)) ?? title)
  return {
    data: {
      ...rest,
      code,
      title,
      summary,
      ...(kind === 'http' && (status !== undefined || !isKnown) && { status: status ?? 500 }),
      ...(related && related.length > 0 && { related }),
    },
    parts,
    source,
    line,
  }
}

/** Reports paths in the mapping that no item has. They are probably typos. */
function unknownPaths(
  fields: NonNullable<ImportMapping['fields']>,
  items: readonly Readonly<Record<string, unknown>>[],
  at: ListInput['mappingAt'],
): Finding[] {
  const keys = [...new Set(items.flatMap((item) => Object.keys(item)))].filter(
    (key) => key !== '$key',
  )
  return Object.entries(fields).flatMap(([name, field]): Finding[] => {
    if (field === undefined || (typeof field === 'object' && field.default !== undefined)) return []
    const path = pathOf(field)
    if (items.some((item) => valueAt(item, path) !== undefined)) return []
    const place = at?.(name)
    return [
      {
        code: 'unknown-path',
        message: `No item has \`${path}\`.`,
        help:
          keys.length > 0
            ? `Fields of the items: ${keys
                .slice(0, 12)
                .map((key) => `\`${key}\``)
                .join(', ')}.`
            : 'The list is empty.',
        ...(place && { at: place }),
      },
    ]
  })
}

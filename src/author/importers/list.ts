import type { CodeParts } from '../../model/catalog.js'
import type { Finding } from '../../model/diagnostic.js'
import type { EntryData } from '../../model/entry.js'
import type { FieldMapping, ImportMapping, MappedField } from '../../model/import-mapping.js'
import { type Named, place, planCodes } from './codes.js'
import { fieldOf, mappedValue, pathOf, usualMapping, valueAt } from './fields.js'
import type { Imported, ImportedEntry, ImportSettings, SourcePage } from './importer.js'
import type { Block, Remark } from './ledger.js'
import { kindOf, vocabularyFor } from './vocabulary.js'
import { firstSentence, humanised } from './words.js'

/** One item of a list of errors, and where its parts stand. */
export interface Item {
  readonly value: Readonly<Record<string, unknown>>
  readonly line: number
  lineOf(key: string): number
}

export interface ListInput {
  readonly name: string
  readonly file: SourcePage
  readonly items: readonly Item[]
  readonly settings: ImportSettings
  readonly mapping: ImportMapping
  readonly findings: readonly Finding[]
  /** Where a field of the mapping stands, for what is wrong with it. */
  readonly mappingAt?: (field: string) => Finding['at']
}

interface Found extends Named {
  readonly item: Item
}

/** A list of errors → entries, field by field as the mapping says. A value that no field takes is accounted for. */
export function importList({ name, file, items, settings, mapping, findings: read, mappingAt }: ListInput): Imported {
  const { source } = file
  const findings: Finding[] = [...read]
  const values = items.map(({ value }) => value)
  const fields = mapping.fields ?? usualMapping(values)
  findings.push(...unknownPaths(fields, values, mappingAt))
  const told = (item: Item): string | undefined => {
    const value = fields.code === undefined ? undefined : mappedValue(item.value, fields.code)
    return value === undefined ? undefined : String(value).trim()
  }
  const titleOf = (item: Item) => (fields.title === undefined ? undefined : mappedValue(item.value, fields.title))
  const found = items.map(
    (item): Found => ({ item, told: told(item), path: [String(told(item) ?? titleOf(item) ?? 'error')], source, line: item.line }),
  )
  const plan = planCodes(found, settings)
  findings.push(...plan.findings)

  const blocks: Block[] = []
  const remarks: Remark[] = []
  const codes = new Set(plan.coded.map(({ code }) => code))
  const drafts = plan.coded.map(({ of, code, parts }) => ({
    of,
    code,
    parts,
    data: dataOf(of.item, fields, mapping, source.file, blocks, remarks),
  }))
  for (const { item } of plan.refused)
    for (const key of Object.keys(item.value)) blocks.push(block(item, key, '', 'lost', 'another item has this code', source.file))
  const errors = drafts.map(({ code, parts, data }) => ({
    code,
    parts,
    status: typeof data.status === 'number' ? data.status : undefined,
    type: data.type,
  }))
  const kind = kindOf(errors, settings)
  const vocabulary = vocabularyFor({ shape: plan.shape, name, errors, envelope: undefined }, settings)
  findings.push(...vocabulary.findings)
  const entries = drafts.map(({ of, code, parts, data }) => entryOf({ of, code, parts, data }, kind, codes, settings, findings, remarks))
  return { vocabulary: vocabulary.value, entries, blocks, remarks, findings }
}

type Data = { -readonly [K in keyof EntryData]?: EntryData[K] }

/** Every field that the mapping finds, and every key of the item that it leaves. */
function dataOf(
  item: Item,
  fields: NonNullable<ImportMapping['fields']>,
  mapping: ImportMapping,
  file: string,
  blocks: Block[],
  remarks: Remark[],
): Data {
  const data: Data = {}
  const taken = new Set<string>()
  for (const [name, field] of Object.entries(fields) as [MappedField, FieldMapping | undefined][]) {
    if (field === undefined) continue
    const key = pathOf(field).split('.')[0]!
    const value = mappedValue(item.value, field)
    taken.add(key)
    if (value === undefined) continue
    const made = name === 'code' ? {} : fieldOf(name, value)
    if (made !== undefined) Object.assign(data, made)
    if (valueAt(item.value, pathOf(field)) !== undefined)
      blocks.push(
        block(
          item,
          key,
          made === undefined ? '' : name,
          made === undefined ? 'lost' : 'carried',
          made === undefined ? `\`${name}\` can’t hold it` : '',
          file,
        ),
      )
  }
  for (const [key, value] of Object.entries(item.value)) {
    if (taken.has(key) || key === '$key' || value === null || value === '' || value === undefined) continue
    if (mapping.ignore?.includes(key)) remarks.push({ file, line: item.lineOf(key), note: `\`${key}\` is left out, as the mapping says.` })
    else blocks.push(block(item, key, '', 'lost', 'the mapping names no field for it', file))
  }
  return data
}

function block(item: Item, key: string, field: string, fate: Block['fate'], note: string, file: string): Block {
  const value = item.value[key]
  return {
    file,
    line: item.lineOf(key),
    kind: 'value',
    text: `${key}: ${typeof value === 'string' ? value : (JSON.stringify(value) ?? '')}`.slice(0, 120),
    part: '',
    fate,
    field,
    note,
  }
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
    findings.push({
      code: 'assumed-value',
      severity: 'warning',
      message: `Missing status of \`${code}\`: 500 is assumed.`,
      help: 'Correct `status` in the entry, or map it: `status: { from: …, default: 400 }`.',
      at: place({ source, line }),
    })
  const related = named?.filter((one) => {
    if (codes.has(one.code) && one.code !== code) return true
    remarks.push({ file: source.file, line, note: `\`${one.code}\`, which \`${code}\` names as related, is no error of the list.` })
    return false
  })
  const title = rest.title ?? humanised(parts.name)
  const summary = rest.summary ?? firstSentence(rest.description ?? rest.detail?.replace(/\{\{|\}\}/g, (brace) => brace[0]!) ?? title)
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

/** Paths of the mapping that lead nowhere in any item: a slip of the keyboard, most likely. */
function unknownPaths(
  fields: NonNullable<ImportMapping['fields']>,
  items: readonly Readonly<Record<string, unknown>>[],
  at: ListInput['mappingAt'],
): Finding[] {
  const keys = [...new Set(items.flatMap((item) => Object.keys(item)))].filter((key) => key !== '$key')
  return Object.entries(fields).flatMap(([name, field]): Finding[] => {
    if (field === undefined || (typeof field === 'object' && field.default !== undefined)) return []
    const path = pathOf(field)
    if (items.some((item) => valueAt(item, path) !== undefined)) return []
    const place = at?.(name)
    return [
      {
        code: 'unknown-path',
        message: `Unexpected path \`${path}\`, expected one that some item has.`,
        help:
          keys.length > 0
            ? `The items have ${keys
                .slice(0, 12)
                .map((key) => `\`${key}\``)
                .join(', ')}.`
            : 'The list has no items.',
        ...(place && { at: place }),
      },
    ]
  })
}

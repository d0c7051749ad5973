import * as z from 'zod'
import { schemaOf } from '../facts/body.js'
import { codeShape } from '../facts/code.js'
import type { Schema } from '../facts/envelope.js'
import { proseWriter } from '../facts/markdown.js'
import { identifierOf, reservedIdentifiers } from '../facts/names.js'
import { parseTemplate } from '../facts/template-string.js'
import type { FileArtifact } from '../model/artifact.js'
import type { Catalog, Entry } from '../model/catalog.js'
import type { ParamSchema } from '../model/vocabulary.js'
import { defineEmitter } from './emitter.js'
import { groupBy, groupsOf } from './groups.js'
import { plainMarkdown } from './plain-markdown.js'
import { compileTemplate, type Template } from './template/compile.js'
import { Prose } from './template/context.js'

const files = ['constants', 'codes', 'map', 'table'] as const

/**
 * Constants for the services that raise the errors. One annotated constant an error, a file a category:
 * three of them bundle to the same few hundred bytes whatever the catalog's size, where a table or a
 * tree would pull in all of it.
 */
export const typescript = defineEmitter({
  name: 'typescript',
  summary: 'A TypeScript module: a constant an error, their codes, types and metadata.',
  options: z.strictObject({
    files: z
      .array(z.enum(files))
      .min(1)
      .default([...files])
      .meta({ description: 'Which of the files to write.' }),
    templates: z.string().min(1).optional().meta({ description: 'A folder of templates that replace ours, file by file.' }),
  }),
  templates: 'typescript',
  audience: undefined,
  start({ catalog, options, templates }) {
    const names = ['category', 'index', 'map', 'codes', 'table', 'runtime'] as const
    const compiled = names.map((name) => compileTemplate(`${name}.ts.hbs`, templates))
    const findings = compiled.flatMap((result) => result.findings)
    if (findings.length > 0) return { job: undefined, findings }
    const template = Object.fromEntries(names.map((name, at) => [name, compiled[at]?.template])) as Record<(typeof names)[number], Template>
    const writing = { dialect: plainMarkdown, prose: proseWriter(plainMarkdown, () => undefined) }
    const file = (path: string, name: (typeof names)[number], view: object): FileArtifact => ({
      path,
      contents: `${template[name]
        .render(view, writing)
        .replace(/\n{3,}/g, '\n\n')
        .trim()}\n`,
    })

    const rest = (): FileArtifact[] => {
      const wanted = new Set(options.files)
      const aliases = aliasesOf(catalog)
      const groups = groupsOf(catalog)
        .flatMap(({ categories }) => categories)
        .map((group) => {
          const module = group.path === '' ? 'errors' : group.path
          const live = group.entries.filter((entry) => entry.state !== 'retired')
          return {
            module,
            title: group.title,
            root: '../'.repeat(module.split('/').length - 1) || './',
            errors: live.map((entry) => constantView(entry, catalog, aliases)),
          }
        })
        .filter(({ errors }) => errors.length > 0)
      const errors = groups.flatMap((group) => group.errors)
      return [
        ...(wanted.has('constants')
          ? [
              ...groups.map((group) => file(`${group.module}.ts`, 'category', group)),
              file('index.ts', 'index', { groups, map: wanted.has('map') || null }),
              file('runtime.ts', 'runtime', {}),
            ]
          : []),
        ...(wanted.has('map')
          ? [file('map.ts', 'map', { errors, operations: operationsOf(catalog.entries.filter(({ state }) => state !== 'retired')) })]
          : []),
        ...(wanted.has('codes') ? [file('codes.ts', 'codes', { errors, some: errors.length > 0 || null })] : []),
        ...(wanted.has('table')
          ? [
              file('table.ts', 'table', {
                errors: catalog.entries.map((entry) => ({ code: entry.code, metadata: metadataOf(entry, catalog) })),
              }),
            ]
          : []),
      ]
    }
    return { findings, job: { entry: () => ({ artifacts: [] }), rest } }
  },
})

/** What the templates see of one error. Types and functions are code, made here from checked parts. */
function constantView(entry: Entry, catalog: Catalog, aliases: ReadonlyMap<string, readonly Alias[]>) {
  const [first] = entry.statuses
  const params = Object.entries(entry.params)
  const { deprecated, exitCode } = entry.data
  const replacement = deprecated?.replacedBy === undefined ? undefined : catalog.byCode.get(deprecated.replacedBy)
  return {
    code: entry.code,
    identifier: entry.identifier,
    title: entry.data.title,
    summary: entry.data.summary,
    docsUrl: entry.docsUrl,
    type: entry.type,
    deprecated: deprecated
      ? {
          since: deprecated.since ?? null,
          reason: new Prose(asSentence(deprecated.reason)),
          replacement: replacement ? { code: replacement.code, identifier: replacement.identifier } : null,
        }
      : null,
    status: first?.status ?? null,
    statuses: entry.statuses.length > 1 ? entry.statuses.map(({ status }) => status) : null,
    statusType: entry.statuses.map(({ status }) => String(status)).join(' | ') || 'undefined',
    exitCode: exitCode ?? null,
    paramsType:
      params.length === 0
        ? null
        : `{ ${params.map(([name, spec]) => `${name}${spec.required === false ? '?' : ''}: ${typeOf(schemaOf(spec))}`).join('; ')} }`,
    detail: detailFunction(entry),
    aliases: aliases.get(entry.code) ?? null,
  }
}

interface Alias {
  readonly code: string
  readonly identifier: string
  /** The constant that it is now. */
  readonly now: string
}

/** The constants that errors had under earlier codes, by code. One whose name another has by now is left out. */
function aliasesOf({ vocabulary, entries }: Catalog): Map<string, Alias[]> {
  const shape = codeShape(vocabulary)
  const taken = new Set([...reservedIdentifiers, ...entries.map(({ identifier }) => identifier)])
  const found = new Map<string, Alias[]>()
  for (const { code, identifier: now, data } of entries) {
    for (const alias of data.aliases ?? []) {
      const split = shape.split(alias)
      const identifier = 'parts' in split ? identifierOf(split.parts) : undefined
      if (identifier === undefined || taken.has(identifier)) continue
      taken.add(identifier)
      found.set(code, [...(found.get(code) ?? []), { code: alias, identifier, now }])
    }
  }
  return found
}

function asSentence(text: string): string {
  const trimmed = text.trim()
  return /[.!?…]$/.test(trimmed) ? trimmed : `${trimmed}.`
}

/** The codes that each operation may return, by operation. */
function operationsOf(entries: readonly Entry[]) {
  const all = entries.flatMap(({ code, data }) => (data.operations ?? []).map((operation) => ({ operation, code })))
  const operations = [...groupBy(all, ({ operation }) => operation)].sort(([a], [b]) => (a < b ? -1 : 1))
  return operations.length === 0
    ? null
    : operations.map(([operation, pairs]) => ({ operation, codes: [...new Set(pairs.map(({ code }) => code))].map((code) => ({ code })) }))
}

/** `detail` as a function of the params, or null. Only checked names and JSON strings go into it. */
function detailFunction(entry: Entry): string | null {
  if (entry.data.detail === undefined) return null
  const parts = parseTemplate(entry.data.detail)
  const used = parts.some((part) => 'placeholder' in part)
  const pieces = parts.map((part) =>
    'text' in part ? JSON.stringify(part.text) : stringOf(`params.${part.placeholder}`, entry.params[part.placeholder]),
  )
  return `(${used ? 'params' : ''}) => ${pieces.length > 0 ? pieces.join(' + ') : '""'}`
}

/** An expression as text, as the pages write it: a string bare, anything else as JSON, nothing where there is none. */
function stringOf(expression: string, spec: ParamSchema | undefined): string {
  const schema = spec === undefined ? {} : schemaOf(spec)
  const kinds = new Set(kindsOf(schema))
  const optional = spec?.required === false
  if (kinds.size === 1 && kinds.has('string')) return optional ? `(${expression} ?? "")` : expression
  const text = [...kinds].every((kind) => kind !== 'other')
    ? `String(${expression})`
    : kinds.has('string') || kinds.has('any')
      ? `(typeof ${expression} === "string" ? ${expression} : JSON.stringify(${expression}))`
      : `JSON.stringify(${expression})`
  return optional ? `(${expression} === undefined ? "" : ${text})` : text
}

/** What a value may be: a string, another scalar, or something that only JSON can write. */
function kindsOf(schema: Schema): ('string' | 'scalar' | 'other' | 'any')[] {
  const values = Array.isArray(schema.enum) ? schema.enum : schema.const === undefined ? undefined : [schema.const]
  if (values)
    return values.map((value) => (typeof value === 'string' ? 'string' : typeof value === 'object' && value !== null ? 'other' : 'scalar'))
  if (schema.type === undefined) return ['other', 'any']
  return [schema.type].flat().map((type) => (type === 'string' ? 'string' : type === 'object' || type === 'array' ? 'other' : 'scalar'))
}

/** A JSON Schema as a TypeScript type. What it can't say is `unknown`. */
export function typeOf(schema: Schema): string {
  if (Array.isArray(schema.enum)) return schema.enum.map((value) => literalOf(value)).join(' | ')
  if (schema.const !== undefined) return literalOf(schema.const)
  const types = Array.isArray(schema.type) ? (schema.type as string[]) : [schema.type as string | undefined]
  return [...new Set(types.map((type) => typeOfOne(type, schema)))].join(' | ')
}

function literalOf(value: unknown): string {
  return typeof value === 'object' && value !== null ? 'unknown' : JSON.stringify(value)
}

function typeOfOne(type: string | undefined, schema: Schema): string {
  switch (type) {
    case 'string':
    case 'boolean':
    case 'null':
      return type
    case 'integer':
    case 'number':
      return 'number'
    case 'array':
      return `ReadonlyArray<${schema.items === undefined ? 'unknown' : typeOf(schema.items as Schema)}>`
    case 'object': {
      const required = new Set((schema.required ?? []) as string[])
      const members = Object.entries((schema.properties ?? {}) as Record<string, Schema>).map(
        ([name, member]) => `${JSON.stringify(name)}${required.has(name) ? '' : '?'}: ${typeOf(member)}`,
      )
      if (members.length > 0) return `{ ${members.join('; ')} }`
      const values = schema.additionalProperties
      return `Readonly<Record<string, ${typeof values === 'object' && values !== null ? typeOf(values as Schema) : 'unknown'}>>`
    }
    default:
      return 'unknown'
  }
}

/** All metadata of an error, for gateways, tests and tools. */
function metadataOf(entry: Entry, { byCode }: Catalog): object {
  const { data } = entry
  const ending = ({ since, replacedBy }: NonNullable<Entry['data']['retired']>) => ({
    ...(since !== undefined && { since }),
    ...(replacedBy !== undefined && byCode.has(replacedBy) && { replacedBy }),
  })
  const sensitive = Object.keys(entry.params).filter((name) => entry.params[name]?.sensitive)
  return {
    identifier: entry.identifier,
    ...(entry.system !== '' && { system: entry.system }),
    ...(entry.category !== '' && { category: entry.category }),
    name: entry.name,
    ...(entry.statuses.length > 0 && { status: entry.statuses[0]?.status }),
    ...(entry.statuses.length > 1 && { statuses: entry.statuses.map(({ status }) => status) }),
    ...(data.exitCode !== undefined && { exitCode: data.exitCode }),
    title: data.title,
    summary: data.summary,
    type: entry.type,
    docs: entry.docsUrl,
    state: entry.state,
    visibility: entry.visibility,
    ...(entry.retry && { retry: entry.retry }),
    ...(entry.fault && { fault: entry.fault }),
    ...(data.logLevel && { logLevel: data.logLevel }),
    ...(data.grpc && { grpc: data.grpc }),
    ...(data.owner && { owner: data.owner }),
    ...(data.since && { since: data.since }),
    ...(data.tags && { tags: data.tags }),
    ...(data.operations && { operations: data.operations }),
    ...(sensitive.length > 0 && { sensitive }),
    ...(data.deprecated && { deprecated: ending(data.deprecated) }),
    ...(data.retired && { retired: ending(data.retired) }),
    ...(data.aliases && { aliases: data.aliases }),
  }
}

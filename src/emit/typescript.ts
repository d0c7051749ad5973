import * as z from 'zod'
import type { Schema } from '../facts/envelope.js'
import { schemaOf } from '../facts/body.js'
import { parseTemplate } from '../facts/template-string.js'
import type { FileArtifact } from '../model/artifact.js'
import type { Entry } from '../model/catalog.js'
import type { ParamSchema } from '../model/vocabulary.js'
import { defineEmitter } from './emitter.js'
import { groupsOf } from './groups.js'
import { plainMarkdown } from './plain-markdown.js'
import { proseWriter } from '../facts/markdown.js'
import { compileTemplate, type Template } from './template/compile.js'

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
    files: z.array(z.enum(files)).min(1).default([...files]).meta({ description: 'Which of the files to write.' }),
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
    const file = (path: string, name: (typeof names)[number], view: object): FileArtifact => ({ path, contents: `${template[name].render(view, writing).replace(/\n{3,}/g, '\n\n').trim()}\n` })

    const rest = (): FileArtifact[] => {
      const wanted = new Set(options.files)
      const groups = groupsOf(catalog)
        .flatMap(({ categories }) => categories)
        .map((group) => {
          const module = group.path === '' ? 'errors' : group.path
          const live = group.entries.filter((entry) => entry.state !== 'retired')
          return { module, title: group.title, root: '../'.repeat(module.split('/').length - 1) || './', errors: live.map((entry) => constantView(entry)) }
        })
        .filter(({ errors }) => errors.length > 0)
      const errors = groups.flatMap((group) => group.errors)
      return [
        ...(wanted.has('constants') ? [...groups.map((group) => file(`${group.module}.ts`, 'category', group)), file('index.ts', 'index', { groups, map: wanted.has('map') || null }), file('runtime.ts', 'runtime', {})] : []),
        ...(wanted.has('map') ? [file('map.ts', 'map', { errors })] : []),
        ...(wanted.has('codes') ? [file('codes.ts', 'codes', { errors, some: errors.length > 0 || null })] : []),
        ...(wanted.has('table') ? [file('table.ts', 'table', { errors: catalog.entries.map((entry) => ({ code: entry.code, metadata: metadataOf(entry) })) })] : []),
      ]
    }
    return { findings, job: { entry: () => ({ artifacts: [] }), rest } }
  },
})

/** What the templates see of one error. Types and functions are code, made here from checked parts. */
function constantView(entry: Entry) {
  const [first] = entry.statuses
  const params = Object.entries(entry.params)
  const deprecated = entry.data.deprecated
  return {
    code: entry.code,
    identifier: entry.identifier,
    title: entry.data.title,
    summary: entry.data.summary,
    docsUrl: entry.docsUrl,
    type: entry.type,
    deprecation: deprecated ? `${deprecated.reason}${deprecated.replacedBy === undefined ? '' : ` Use ${deprecated.replacedBy}.`}` : null,
    status: first?.status ?? null,
    statuses: entry.statuses.length > 1 ? entry.statuses.map(({ status }) => status) : null,
    statusType: entry.statuses.map(({ status }) => String(status)).join(' | ') || 'undefined',
    paramsType: params.length === 0 ? null : `{ ${params.map(([name, spec]) => `${name}${spec.required === false ? '?' : ''}: ${typeOf(schemaOf(spec))}`).join('; ')} }`,
    detail: detailFunction(entry),
  }
}

/** `detail` as a function of the params, or null. Only checked names and JSON strings go into it. */
function detailFunction(entry: Entry): string | null {
  if (entry.data.detail === undefined) return null
  const parts = parseTemplate(entry.data.detail)
  const used = parts.some((part) => 'placeholder' in part)
  const pieces = parts.map((part) => ('text' in part ? JSON.stringify(part.text) : stringOf(`params.${part.placeholder}`, entry.params[part.placeholder])))
  return `(${used ? 'params' : ''}) => ${pieces.length > 0 ? pieces.join(' + ') : '""'}`
}

function stringOf(expression: string, spec: ParamSchema | undefined): string {
  if (spec?.type === 'string') return spec.required === false ? `(${expression} ?? "")` : expression
  return spec?.type === 'object' || spec?.type === 'array' ? `JSON.stringify(${expression})` : `String(${expression})`
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
      const members = Object.entries((schema.properties ?? {}) as Record<string, Schema>).map(([name, member]) => `${JSON.stringify(name)}${required.has(name) ? '' : '?'}: ${typeOf(member)}`)
      if (members.length > 0) return `{ ${members.join('; ')} }`
      const values = schema.additionalProperties
      return `Readonly<Record<string, ${typeof values === 'object' && values !== null ? typeOf(values as Schema) : 'unknown'}>>`
    }
    default:
      return 'unknown'
  }
}

/** All metadata of an error, for gateways, tests and tools. */
function metadataOf(entry: Entry): object {
  const { data } = entry
  return {
    identifier: entry.identifier,
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
    ...(data.owner && { owner: data.owner }),
    ...(data.tags && { tags: data.tags }),
    ...(data.aliases && { aliases: data.aliases }),
  }
}

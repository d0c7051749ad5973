import { LineCounter } from 'yaml'
import { statusPhrases } from '../../facts/http.js'
import { composeYaml } from '../../facts/yaml-nodes.js'
import type { Finding } from '../../model/diagnostic.js'
import type { EntryData } from '../../model/entry.js'
import { envelopeFor } from './bodies.js'
import { type Coded, type Named, place, planCodes } from './codes.js'
import type { Imported, ImportedEntry, ImportSettings, SourcePage } from './importer.js'
import type { Block, Remark } from './ledger.js'
import type { ReadYaml } from './mdx/frontmatter.js'
import { type DescribedError, describedErrors } from './openapi-responses.js'
import { vocabularyFor } from './vocabulary.js'
import { firstSentence, humanised, literalTemplate } from './words.js'

export interface OpenApiInput {
  readonly name: string
  readonly file: SourcePage
  readonly settings: ImportSettings
  readonly readYaml: ReadYaml
}

interface Found extends Named {
  /** The same error of every operation that answers with it. */
  readonly errors: readonly [DescribedError, ...DescribedError[]]
}

/** An OpenAPI description → entries: one for each error that its operations answer with, whatever the operation. */
export function importOpenApi({ name, file: { source }, settings, readYaml }: OpenApiInput): Imported {
  const { value, findings: read } = readYaml(source)
  const findings: Finding[] = [...read]
  const lines = new LineCounter()
  for (const match of source.text.matchAll(/^/gm)) lines.addNewLine(match.index)
  const tree = read.some(({ severity = 'error' }) => severity === 'error') ? undefined : composeYaml(source.text)[0]
  const lineOf = (path: readonly string[]) => {
    for (let length = path.length; length > 0; length--) {
      const parent = tree?.getIn(path.slice(0, length - 1), true) as
        | { items?: { key?: { value?: unknown; range?: readonly number[] } }[] }
        | undefined
      const pair = parent?.items?.find((item) => String(item.key?.value) === path[length - 1])
      if (pair?.key?.range) return lines.linePos(pair.key.range[0]!).line
    }
    return 1
  }
  const document = (tree === undefined ? {} : (value ?? {})) as Record<string, unknown>
  if (tree !== undefined && typeof document.paths !== 'object')
    findings.push({
      code: 'unknown-path',
      message: 'Unexpected document, expected an OpenAPI description with `paths`.',
      help: 'Name the description itself. A list of errors is imported with `errbook import yaml`.',
      at: { source, range: [0, 0] },
    })
  const { errors, leftOut } = describedErrors(document)
  const byName = new Map<string, DescribedError[]>()
  for (const error of errors) byName.set(error.told ?? error.name, [...(byName.get(error.told ?? error.name) ?? []), error])
  const found = [...byName.values()].map((same): Found => {
    const [first] = same as [DescribedError, ...DescribedError[]]
    return {
      errors: same as [DescribedError, ...DescribedError[]],
      told: first.told ?? first.name,
      path: [first.name],
      source,
      line: lineOf(first.path),
    }
  })
  const plan = planCodes(found, settings)
  findings.push(...plan.findings)
  const remarks: Remark[] = []
  const envelope = envelopeFor(plan.coded.flatMap(({ of, code }) => of.errors.flatMap(({ facts }) => (facts ? [{ facts, code }] : []))))
  for (const { of, code } of plan.coded)
    if (of.errors[0].told === undefined)
      remarks.push({ file: source.file, line: of.line, note: `\`${code}\` is named after its response: the description tells no code.` })
  const entries = plan.coded.map((coded) => entryOf(coded, remarks))
  const info = (document.info ?? {}) as { title?: unknown }
  const vocabulary = vocabularyFor(
    {
      shape: plan.shape,
      name: typeof info.title === 'string' ? info.title : name,
      errors: plan.coded.map(({ of, code, parts }) => ({
        code,
        parts,
        status: of.errors[0].status,
        type: of.errors.find(({ facts }) => facts?.type !== undefined)?.facts?.type,
      })),
      envelope,
    },
    { ...settings, kind: settings.kind ?? 'http' },
  )
  findings.push(...vocabulary.findings)
  for (const { path, reference } of leftOut)
    if (reference !== undefined)
      findings.push({
        code: 'unknown-path',
        message: `Unexpected reference \`${reference}\`, expected a part of this description.`,
        help: 'Correct it. A description of several files has to be bundled into one first.',
        at: place({ source, line: lineOf(path) }),
      })
  const blocks = [
    ...errors.map((error) => blockOf(lineOf(error.path), source.file, `${error.operation} ${error.status}`, '')),
    ...leftOut.map(({ path, note }) => blockOf(lineOf(path), source.file, path.slice(1).join(' '), note)),
  ]
  return { vocabulary: vocabulary.value, entries, blocks, remarks, findings }
}

function blockOf(line: number, file: string, text: string, note: string): Block {
  return {
    file,
    line,
    kind: 'response',
    text,
    part: '',
    fate: note === '' ? 'carried' : 'lost',
    field: note === '' ? 'operations' : '',
    note,
  }
}

function entryOf({ of, code, parts }: Coded<Found>, remarks: Remark[]): ImportedEntry {
  const { errors, source, line } = of
  const [first] = errors
  const best = errors.find(({ facts }) => facts !== undefined) ?? first
  const note = (text: string) => remarks.push({ file: source.file, line, note: text })
  const statuses = [...new Map(errors.map((error) => [error.status, error])).values()]
  const title = best.title ?? statusPhrases[best.status] ?? humanised(parts.name)
  const description = best.description !== undefined && best.description !== title ? best.description.trim() : undefined
  const params = paramsOf(best, code, note)
  const headers = headersOf(best, note)
  const data: EntryData = {
    code,
    status:
      statuses.length === 1
        ? best.status
        : statuses.map(({ status, description: when }) => ({
            status,
            when: firstSentence(when ?? humanised(statusPhrases[status] ?? 'Otherwise')),
          })),
    title: title.replace(/\s+/g, ' ').trim(),
    summary: firstSentence(best.summary ?? best.facts?.detail ?? description ?? title),
    ...(best.facts?.detail !== undefined && { detail: literalTemplate(best.facts.detail) }),
    ...params,
    ...headers,
    ...(description !== undefined && { description }),
    operations: [...new Set(errors.map(({ operation }) => operation))],
  }
  return { data, parts, source, line }
}

const envelopeNames = new Set(['type', 'title', 'status', 'detail', 'instance', 'params', 'extra', 'code'])

/** What an occurrence carries beside the envelope, where an example shows it. */
function paramsOf({ facts, properties }: DescribedError, code: string, note: (text: string) => void): Pick<EntryData, 'params' | 'extra'> {
  const params: Record<string, object> = {}
  for (const [name, example] of Object.entries(facts?.more ?? {})) {
    if (envelopeNames.has(name) || !/^[A-Za-z_]\w*$/.test(name)) {
      note(`The member \`${name}\` of \`${code}\` is left out: the name is taken.`)
      continue
    }
    const { description } = (properties[name] ?? {}) as { description?: unknown }
    const type = Array.isArray(example) ? 'array' : example === null ? 'null' : Number.isInteger(example) ? 'integer' : typeof example
    params[name] = { type, ...(typeof description === 'string' && description.trim() !== '' && { description }), example }
  }
  const second = facts?.codeKey !== undefined && facts.code !== code ? { [facts.codeKey]: facts.code! } : {}
  return {
    ...(Object.keys(params).length > 0 && { params: params as NonNullable<EntryData['params']> }),
    ...(Object.keys(second).length > 0 && { extra: second }),
  }
}

/** Response headers that show an example: without one there is no value to send. */
function headersOf({ headers }: DescribedError, note: (text: string) => void): Pick<EntryData, 'headers'> {
  const made = Object.entries(headers).flatMap(([name, header]) => {
    const { description, example, schema } = header as {
      description?: unknown
      example?: unknown
      schema?: { type?: unknown; example?: unknown }
    }
    const value = example ?? schema?.example
    if (value === undefined || !/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/.test(name)) {
      note(`The header \`${name}\` is left out: the description shows no value.`)
      return []
    }
    const type = ['string', 'integer', 'number', 'boolean'].find((one) => one === schema?.type) ?? 'string'
    return [
      [
        name,
        {
          description: typeof description === 'string' && description.trim() !== '' ? description : name,
          type,
          value: literalTemplate(String(value)),
        },
      ] as const,
    ]
  })
  return made.length > 0 ? { headers: Object.fromEntries(made) as NonNullable<EntryData['headers']> } : {}
}

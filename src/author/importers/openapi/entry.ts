import { isDeepStrictEqual } from 'node:util'
import type { Json } from '../../../facts/body/envelope.js'
import { fillTemplate } from '../../../facts/body/template-string.js'
import { statusPhrases } from '../../../facts/http.js'
import type { CodeParts } from '../../../model/catalog.js'
import type { EntryData } from '../../../model/entry.js'
import type { ResponseSpec, Vocabulary } from '../../../model/vocabulary.js'
import { type BodyFacts, bodyNames, drawnBody } from '../bodies.js'
import type { Coded } from '../codes.js'
import { firstSentence, humanised, literalTemplate, literalText } from '../words.js'
import { child, type Members, members, text } from './document.js'
import { detailOf, paramsOf } from './params.js'
import type { Written } from './piece.js'
import type { DescribedError } from './responses.js'
import { shownBy } from './schema.js'

/**
 * Returns the entry for an error in an API description. `shared` contains the paths of messages
 * that several errors share.
 */
export function openApiEntry(
  document: Members,
  {
    of: { errors },
    code,
    parts,
  }: Coded<{ readonly errors: readonly [DescribedError, ...DescribedError[]] }>,
  vocabulary: Vocabulary,
  shared: ReadonlySet<string>,
  note: (text: string) => void,
): EntryData {
  const names = bodyNames(vocabulary, parts.system)
  const params = paramsOf(document, errors, (name) => names.has(name), note)
  const message = errors.find(({ detail }) => detail && !shared.has(detail.path.join('/')))?.detail
    ?.text
  const detail = detailOf(errors, params) ?? (message && literalTemplate(message))
  const first = <T>(of: (error: DescribedError) => T | undefined) =>
    errors.map(of).find((one) => one !== undefined)
  const type = first((error) => error.type)
  const status = statusesOf(errors)
  const title = (
    first((error) => error.title) ??
    statusPhrases[errors[0].response.status] ??
    humanised(parts.name)
  )
    .replace(/\s+/g, ' ')
    .trim()
  const { summary, description } = wordsOf(errors, title, detail)
  const second = first(({ facts, made }) =>
    !made &&
    facts?.codeKey !== undefined &&
    facts.code !== undefined &&
    facts.code !== code &&
    !names.has(facts.codeKey)
      ? { [facts.codeKey]: facts.code }
      : undefined,
  )
  return {
    code,
    status,
    ...(type !== undefined &&
      names.has('type') &&
      type !== typeOfParts(vocabulary, parts) && { type }),
    title,
    summary,
    ...(detail && { detail }),
    ...(Object.keys(params).length > 0 && { params: params as NonNullable<EntryData['params']> }),
    ...headersOf(document, errors),
    ...(second && { extra: second }),
    ...(description !== undefined && { description }),
    operations: [...new Set(errors.map(({ response }) => response.operation))],
  }
}

function statusesOf(errors: readonly DescribedError[]): NonNullable<EntryData['status']> {
  const byStatus = [
    ...new Map([...errors].reverse().map((error) => [error.response.status, error])).values(),
  ].reverse()
  const [only, ...others] = byStatus
  if (only && others.length === 0) return only.response.status
  return byStatus.map(({ response, description }) => ({
    status: response.status,
    when: firstSentence(
      description ??
        response.description ??
        humanised(statusPhrases[response.status] ?? 'Otherwise'),
    ),
  }))
}

/**
 * Returns the summary and description of an error. If a response has only one error, the response's
 * description is preferred over the text of an example.
 */
function wordsOf(
  errors: readonly DescribedError[],
  title: string,
  detail: string | undefined,
): { summary: string; description?: string } {
  const said = (words: string | undefined) =>
    words !== undefined && words.trim() !== title ? words.trim() : undefined
  const first = (of: (error: DescribedError) => string | undefined) =>
    errors.map((error) => said(of(error))).find((one) => one !== undefined)
  const own = first((error) => error.description)
  const of = first(({ alone, response }) => (alone ? response.description : undefined))
  const short = first((error) => error.summary)
  const message = detail && literalText(detail)
  const last = own ?? of ?? short ?? message ?? first(({ response }) => response.description)
  const summary = firstSentence((own === undefined ? of : undefined) ?? short ?? last ?? title)
  const description = own ?? of ?? (last === short || last === message ? undefined : last)
  const isSaid = description === undefined || description.replace(/\s+/g, ' ') === summary
  return { summary, ...(!isSaid && { description }) }
}

/**
 * Returns the response headers that have an example value. Skips others, because an entry needs a
 * value.
 */
function headersOf(
  document: Members,
  errors: readonly DescribedError[],
): Pick<EntryData, 'headers'> {
  const all = new Map(errors.flatMap(({ response }) => [...response.headers]).reverse())
  const made = [...all].reverse().flatMap(([name, header]) => {
    const schema = child(document, header, 'schema')
    const value =
      header.value.example ?? firstOf(header.value.examples) ?? shownBy(document, schema)
    if (value === undefined || !/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/.test(name)) return []
    const type =
      ['string', 'integer', 'number', 'boolean'].find((one) => one === schema?.value.type) ??
      'string'
    const isAlways = errors.every(({ response }) => response.headers.has(name))
    const description = text(header.value.description) ?? text(schema?.value.description) ?? name
    return [
      [
        name,
        {
          description,
          type,
          value: literalTemplate(String(value)),
          ...(!isAlways && { required: false }),
        },
      ] as const,
    ]
  })
  return made.length > 0
    ? { headers: Object.fromEntries(made) as NonNullable<EntryData['headers']> }
    : {}
}

function firstOf(examples: unknown): unknown {
  return Object.values(members(examples)).map((one) => members(one).value)[0]
}

/** Fills the catalog's `type` template with the parts of a code. */
export function typeOfParts({ type, docs }: Vocabulary, parts: CodeParts): string {
  return fillTemplate(type ?? docs, (part) =>
    part in parts ? parts[part as keyof CodeParts] : undefined,
  )
}

function responseOf({ response }: Vocabulary): NonNullable<ResponseSpec> {
  return response ?? 'problem'
}

/**
 * Returns the body that all errors share, with the examples of `values` filled in. Other
 * placeholders stay.
 */
export function bodyShown(vocabulary: Vocabulary): Members {
  const response = responseOf(vocabulary)
  const values = typeof response === 'object' ? (response.values ?? {}) : {}
  return members(
    drawnBody(response, (name) =>
      Object.hasOwn(values, name) ? (values[name]?.example as Json) : `{${name}}`,
    ),
  )
}

/** Whether the generated page will show the same body as the API description. */
export function isDrawn(
  vocabulary: Vocabulary,
  { data, type }: Written,
  status: number,
  facts: BodyFacts,
  made: boolean,
): boolean {
  const core =
    facts.within === undefined ? facts.body : (facts.body as Record<string, Json>)[facts.within]
  const own = members(core) as Record<string, Json>
  const bindings: Readonly<Record<string, Json | undefined>> = {
    code: made ? facts.code : data.code,
    type: made ? facts.type : facts.type && type,
    status: facts.status && status,
    title: facts.title,
    detail: facts.detail,
    params: facts.more,
  }
  const drawn = drawnBody(responseOf(vocabulary), (name) =>
    Object.hasOwn(bindings, name) ? bindings[name] : own[name],
  )
  return isDeepStrictEqual(
    JSON.parse(JSON.stringify(drawn)),
    JSON.parse(JSON.stringify(facts.body)),
  )
}

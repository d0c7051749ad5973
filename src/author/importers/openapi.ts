import { isMap, isSeq, LineCounter } from 'yaml'
import { composeYaml, pairsByKey } from '../../facts/yaml-nodes.js'
import type { Finding } from '../../model/diagnostic.js'
import { type BodyFacts, canonicalName, type EnvelopeGuess, envelopeFor, factsOf, isRequestValue } from './bodies.js'
import { type Coded, type Named, place, planCodes } from './codes.js'
import type { Imported, ImportedEntry, ImportSettings, SourcePage } from './importer.js'
import type { Block, Remark } from './ledger.js'
import type { ReadYaml } from './mdx/frontmatter.js'
import { type Members, members, text } from './openapi-document.js'
import { bodyShown, isDrawn, openApiEntry, typeOfParts } from './openapi-entry.js'
import { blocksOf, type Piece, piecesOf, type Written } from './openapi-pieces.js'
import { type DescribedError, type DescribedResponse, describedErrors } from './openapi-responses.js'
import { sampleBody } from './openapi-schema.js'
import { vocabularyFor } from './vocabulary.js'

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
  const isSound = !read.some(({ severity = 'error' }) => severity === 'error')
  const document = (isSound ? (value ?? {}) : {}) as Members
  const lineOf = linesOf(isSound ? source.text : '')
  if (isSound && typeof document.paths !== 'object')
    findings.push({
      code: 'unknown-path',
      message: 'Unexpected document, expected an OpenAPI description with `paths`.',
      help: 'Name the description itself. A list of errors is imported with `errbook import yaml`.',
      at: { source, range: [0, 0] },
    })
  const { errors, leftOut } = describedErrors(document)
  const found = [...groupedByName(errors).values()].map((same): Found => {
    const [first] = same
    return { errors: same, told: first.told ?? first.name, path: [first.name], source, line: lineOf(first.response.path) }
  })
  const plan = planCodes(found, settings)
  findings.push(...plan.findings)
  const remarks: Remark[] = []
  for (const { of, code } of plan.coded)
    if (of.errors[0].told === undefined)
      remarks.push({ file: source.file, line: of.line, note: `\`${code}\` is named after its response: the description tells no code.` })

  const evidence = plan.coded.map(({ of, code, parts }) => {
    const type = of.errors.find((error) => error.type !== undefined)?.type
    return { code, parts, status: of.errors[0].response.status, type }
  })
  const info = members(document.info)
  const vocabulary = vocabularyFor(
    { shape: plan.shape, name: text(info.title) ?? name, errors: evidence, envelope: envelopeOf(document, plan.coded) },
    { ...settings, kind: settings.kind ?? 'http' },
  )
  findings.push(...vocabulary.findings)
  const shared = sharedMessages(found)
  const entries = plan.coded.map((coded): ImportedEntry => {
    const { of, parts, code } = coded
    const note = (words: string) =>
      remarks.push({ file: source.file, line: of.line, note: `${words.replace('in the entry', `of \`${code}\``)}` })
    return { data: openApiEntry(document, coded, vocabulary.value, shared, note), parts, source, line: of.line }
  })

  const body = bodyShown(vocabulary.value)
  const written = new Map(
    entries.map(({ data, parts }) => [data.code, { data, type: data.type ?? typeOfParts(vocabulary.value, parts), body }]),
  )
  const responses = new Map<DescribedResponse, Written[]>(errors.map(({ response }) => [response, []]))
  const others = new Set<string>()
  for (const { of, code } of plan.coded)
    for (const { response, facts, made } of of.errors) {
      const entry = written.get(code)!
      responses.get(response)!.push(entry)
      if (facts && !isDrawn(vocabulary.value, entry, response.status, facts, made)) {
        others.add(code)
        const line = lineOf(response.path)
        remarks.push({ file: source.file, line, note: `\`${code}\` has a body of another shape here than \`response\` in catalog.yaml.` })
      }
    }
  if (others.size > 0)
    findings.push(otherBodies([...others], place({ source, line: entries.find(({ data }) => others.has(data.code))!.line })))
  const pieces = [...responses].flatMap(([response, inIt]) =>
    [answered(response), ...piecesOf(document, response)].map((piece) => ({ ...piece, entries: inIt })),
  )
  for (const { path, reference } of leftOut)
    if (reference !== undefined)
      findings.push({
        code: 'unknown-path',
        message: `Unexpected reference \`${reference}\`, expected a part of this description.`,
        help: 'Correct it. A description of several files has to be bundled into one first.',
        at: place({ source, line: lineOf(path) }),
      })
  const blocks = [
    ...blocksOf(pieces, { file: source.file, lineOf }),
    ...leftOut.map(({ path, note }): Block => {
      const words = path.slice(1).join(' ')
      return { file: source.file, line: lineOf(path), kind: 'response', text: words, part: '', fate: 'lost', field: '', note }
    }),
  ]
  const told = new Set<string>()
  const once = remarks.filter(({ line, note }) => !told.has(`${line} ${note}`) && told.add(`${line} ${note}`))
  return { vocabulary: vocabulary.value, entries, blocks, remarks: once, findings }
}

/** Where the parts of a document begin, by path. */
function linesOf(source: string): (path: readonly string[]) => number {
  const lines = new LineCounter()
  for (const match of source.matchAll(/^/gm)) lines.addNewLine(match.index)
  const root = composeYaml(source)[0]?.contents
  const pairsOf = pairsByKey()
  return (path) => {
    let node: unknown = root
    let line = 1
    for (const step of path) {
      const pair = isMap(node) ? pairsOf(node).get(step) : undefined
      const found = pair ? pair.key : isSeq(node) ? node.items[Number(step)] : undefined
      const [start] = (found as { range?: readonly number[] } | undefined)?.range ?? []
      // What is not there is told at the last part on the way that is.
      if (start === undefined) return line
      line = lines.linePos(start).line
      node = pair ? pair.value : found
    }
    return line
  }
}

function groupedByName(errors: readonly DescribedError[]): Map<string, [DescribedError, ...DescribedError[]]> {
  const groups = new Map<string, [DescribedError, ...DescribedError[]]>()
  for (const error of errors) {
    const key = error.told ?? error.name
    const group = groups.get(key)
    if (group) group.push(error)
    else groups.set(key, [error])
  }
  return groups
}

/** The body that most errors have: what examples show goes before what schemas suggest. */
function envelopeOf(document: Members, coded: readonly Coded<Found>[]): EnvelopeGuess | undefined {
  const bodies = coded.flatMap(({ of, code }) =>
    of.errors.flatMap(({ facts, made, shape, response }) => {
      const whole = facts && (made ? facts : factsOf(withRequestValues(facts, sampleBody(document, shape, response.status)), 'known'))
      return whole ? [{ facts: whole, made, code: made ? (whole.code ?? code) : code }] : []
    }),
  )
  const shown = bodies.filter(({ made }) => !made)
  const guess = envelopeFor(shown.length > 0 ? shown : bodies)
  if (guess === undefined || typeof guess.response !== 'object') return undefined
  const counts = new Map<string, number>()
  for (const { of } of coded)
    for (const { response } of of.errors) {
      const key = JSON.stringify(response.mediaTypes.filter((type) => /[/+]json$/.test(type)))
      if (key !== '[]') counts.set(key, (counts.get(key) ?? 0) + 1)
    }
  const [[types] = ['[]']] = [...counts].sort((a, b) => b[1] - a[1])
  const [first, ...others] = JSON.parse(types) as string[]
  const { mediaType: _mediaType, ...response } = guess.response
  if (first === undefined || (first === 'application/json' && others.length === 0)) return { ...guess, response }
  return { ...guess, response: { mediaType: others.length > 0 ? [first, ...others] : first, ...response } }
}

/** A body with what its schema has of each request, such as `instance`, though the example leaves it out. */
function withRequestValues({ body, within }: BodyFacts, sample: Members): Members {
  const ofRequest = (all: Members) =>
    Object.fromEntries(Object.entries(all).filter(([key]) => isRequestValue(key) || canonicalName(key) === 'instance'))
  const whole = { ...members(body), ...ofRequest({ ...sample, ...members(body) }) }
  if (within === undefined) return whole
  return { ...whole, [within]: { ...members(whole[within]), ...ofRequest({ ...members(sample[within]), ...members(whole[within]) }) } }
}

/** Messages of a schema that several errors share, by place: they are an example, and no error's own. */
function sharedMessages(found: readonly Found[]): Set<string> {
  const owners = new Map<string, Set<Found>>()
  for (const one of found)
    for (const { detail } of one.errors)
      if (detail) owners.set(detail.path.join('/'), (owners.get(detail.path.join('/')) ?? new Set()).add(one))
  return new Set([...owners].filter(([, all]) => all.size > 1).map(([path]) => path))
}

/** A response itself is where its operation is said. */
function answered({ operation, status, path }: DescribedResponse): Piece {
  const find = ({ data }: Written) => (data.operations?.includes(operation) ? 'operations' : undefined)
  return { path, kind: 'response', text: `${operation} ${status}`, note: 'another error has this code', find }
}

/** One body is drawn for all errors: which of them have another is no small thing to know. */
function otherBodies(codes: readonly string[], at: Finding['at'] & object): Finding {
  const named = codes.slice(0, 8).map((code) => `\`${code}\``)
  return {
    code: 'import-loss',
    severity: 'warning',
    message: `The body of ${named.join(', ')}${codes.length > 8 ? ` and ${codes.length - 8} more` : ''} is of another shape than \`response\` in catalog.yaml, which their pages will draw.`,
    help: 'Correct `response`, or give these errors a system with a `response` of its own. The loss report names each place.',
    at,
  }
}

import { isRemote } from '../../../facts/file-reference.js'
import { bundleHelp, wrongDescription } from '../../../facts/openapi-version.js'
import type { Finding } from '../../../model/diagnostic.js'
import type { Source } from '../../../model/source.js'
import {
  type BodyFacts,
  canonicalName,
  type EnvelopeGuess,
  envelopeFor,
  factsOf,
  isRequestValue,
} from '../bodies.js'
import { type Coded, type Named, place, planCodes } from '../codes.js'
import type { Imported, ImportedEntry, ImportSettings, SourcePage } from '../importer.js'
import type { Block, Remark } from '../ledger.js'
import type { ReadYaml } from '../mdx/frontmatter.js'
import { vocabularyFor } from '../vocabulary.js'
import { blocksOf } from './blocks.js'
import { type Members, members, text } from './document.js'
import { bodyShown, isDrawn, openApiEntry, typeOfParts } from './entry.js'
import { describe } from './files.js'
import type { Piece, Written } from './piece.js'
import { piecesOf } from './pieces.js'
import { type DescribedError, type DescribedResponse, describedErrors } from './responses.js'
import { sampleBody } from './schema.js'

export interface OpenApiInput {
  readonly name: string
  /** The description and the files that it refers to. */
  readonly files: readonly SourcePage[]
  readonly settings: ImportSettings
  readonly readYaml: ReadYaml
}

interface Found extends Named {
  /** The same error in all operations that return it. */
  readonly errors: readonly [DescribedError, ...DescribedError[]]
}

const listHelp =
  'Specify the main file of the description. To import a list of errors, use `errbook import yaml`.'

/**
 * Converts an OpenAPI description to entries. An error that several operations return becomes one
 * entry.
 */
export function importOpenApi({ name, files, settings, readYaml }: OpenApiInput): Imported {
  const sources = files.map(({ source }) => source) as [Source, ...Source[]]
  const [source] = sources
  const {
    document: whole,
    findings: read,
    isSound,
    placeOf,
    writtenAs,
  } = describe(sources, readYaml)
  const findings: Finding[] = [...read]
  const wrong = isSound ? wrongDescription(whole) : undefined
  if (wrong)
    findings.push({
      code: 'api-description',
      message: wrong.message,
      help: wrong.key === undefined ? listHelp : wrong.help,
      at: place(placeOf(wrong.key ? [wrong.key] : [])),
    })
  const document = wrong ? {} : whole
  const { errors, leftOut } = describedErrors(document)
  const found = [...groupedByName(errors).values()].map((same): Found => {
    const [first] = same
    return {
      errors: same,
      told: first.told ?? first.name,
      path: [first.name],
      ...placeOf(first.response.path),
    }
  })
  const plan = planCodes(found, settings)
  findings.push(...plan.findings)
  const remarks: Remark[] = []
  for (const { of, code } of plan.coded)
    if (of.errors[0].told === undefined)
      remarks.push({
        file: of.source.file,
        line: of.line,
        note: `\`${code}\` is named after its response because the description does not give a code.`,
      })

  const evidence = plan.coded.map(({ of, code, parts }) => {
    const type = of.errors.find((error) => error.type !== undefined)?.type
    return { code, parts, status: of.errors[0].response.status, type }
  })
  const info = members(document.info)
  const vocabulary = vocabularyFor(
    {
      shape: plan.shape,
      name: text(info.title) ?? name,
      errors: evidence,
      envelope: envelopeOf(document, plan.coded),
    },
    { ...settings, kind: settings.kind ?? 'http' },
  )
  findings.push(...vocabulary.findings)
  const shared = sharedMessages(found)
  const entries = plan.coded.map((coded): ImportedEntry => {
    const { of, parts, code } = coded
    const note = (words: string) =>
      remarks.push({
        file: of.source.file,
        line: of.line,
        note: `\`${code}\`: ${words}`,
      })
    return {
      data: openApiEntry(document, coded, vocabulary.value, shared, note),
      parts,
      source: of.source,
      line: of.line,
    }
  })

  const body = bodyShown(vocabulary.value)
  const written = new Map(
    entries.map(({ data, parts }) => [
      data.code,
      { data, type: data.type ?? typeOfParts(vocabulary.value, parts), body },
    ]),
  )
  const responses = new Map<DescribedResponse, Written[]>(
    errors.map(({ response }) => [response, []]),
  )
  const others = new Set<string>()
  for (const { of, code } of plan.coded)
    for (const { response, facts, made } of of.errors) {
      const entry = written.get(code)!
      responses.get(response)?.push(entry)
      if (facts && !isDrawn(vocabulary.value, entry, response.status, facts, made)) {
        others.add(code)
        const { source: written, line } = placeOf(response.path)
        remarks.push({
          file: written.file,
          line,
          note: `The body of \`${code}\` differs here from \`response\` in catalog.yaml.`,
        })
      }
    }
  const first = entries.find(({ data }) => others.has(data.code))
  if (first) findings.push(otherBodies([...others], place(first)))
  const pieces = [...responses].flatMap(([response, inIt]) =>
    [answered(response), ...piecesOf(document, response)].map((piece) => ({
      ...piece,
      entries: inIt,
    })),
  )
  for (const { path, reference: inDocument } of leftOut) {
    const reference = inDocument && writtenAs(inDocument)
    // A missing file is already reported.
    const isFile = inDocument !== undefined && !inDocument.startsWith('#') && !isRemote(inDocument)
    if (reference === undefined || isFile) continue
    findings.push({
      code: 'unknown-path',
      message: `Reference \`${reference}\` does not lead to a part of this description or of a file next to it.`,
      help: isRemote(reference)
        ? `errbook does not fetch URLs. ${bundleHelp(source.file)}`
        : 'Correct the reference.',
      at: place(placeOf(path)),
    })
  }
  const blockPlace = (path: readonly string[]) => {
    const { source: written, line } = placeOf(path)
    return { file: written.file, line }
  }
  const blocks = [
    ...blocksOf(pieces, blockPlace),
    ...leftOut.map(({ path, note, reference }): Block => {
      const words = path.slice(1).join(' ')
      const because =
        reference === undefined
          ? note
          : `\`${writtenAs(reference) ?? 'a broken file'}\` can't be resolved`
      return {
        ...blockPlace(path),
        kind: 'response',
        text: words,
        part: '',
        fate: 'lost',
        field: '',
        note: because,
      }
    }),
  ]
  const told = new Set<string>()
  const once = remarks.filter(({ file, line, note }) => {
    const key = `${file}:${line} ${note}`
    return !told.has(key) && told.add(key)
  })
  return { vocabulary: vocabulary.value, entries, blocks, remarks: once, findings }
}

function groupedByName(
  errors: readonly DescribedError[],
): Map<string, [DescribedError, ...DescribedError[]]> {
  const groups = new Map<string, [DescribedError, ...DescribedError[]]>()
  for (const error of errors) {
    const key = error.told ?? error.name
    const group = groups.get(key)
    if (group) group.push(error)
    else groups.set(key, [error])
  }
  return groups
}

/** Returns the body that most errors have. Examples take precedence over schemas. */
function envelopeOf(document: Members, coded: readonly Coded<Found>[]): EnvelopeGuess | undefined {
  const bodies = coded.flatMap(({ of, code }) =>
    of.errors.flatMap(({ facts, made, shape, response }) => {
      const whole =
        facts &&
        (made
          ? facts
          : factsOf(
              withRequestValues(facts, sampleBody(document, shape, response.status)),
              'known',
            ))
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
  if (first === undefined || (first === 'application/json' && others.length === 0))
    return { ...guess, response }
  return {
    ...guess,
    response: { mediaType: others.length > 0 ? [first, ...others] : first, ...response },
  }
}

/** Adds members for request values that are only in the schema, such as `instance`, to a body. */
function withRequestValues({ body, within }: BodyFacts, sample: Members): Members {
  const ofRequest = (all: Members) =>
    Object.fromEntries(
      Object.entries(all).filter(
        ([key]) => isRequestValue(key) || canonicalName(key) === 'instance',
      ),
    )
  const whole = { ...members(body), ...ofRequest({ ...sample, ...members(body) }) }
  if (within === undefined) return whole
  return {
    ...whole,
    [within]: {
      ...members(whole[within]),
      ...ofRequest({ ...members(sample[within]), ...members(whole[within]) }),
    },
  }
}

/**
 * Returns the paths of messages in schemas that several errors share. These messages are only
 * examples.
 */
function sharedMessages(found: readonly Found[]): Set<string> {
  const owners = new Map<string, Set<Found>>()
  for (const one of found)
    for (const { detail } of one.errors)
      if (detail)
        owners.set(detail.path.join('/'), (owners.get(detail.path.join('/')) ?? new Set()).add(one))
  return new Set([...owners].filter(([, all]) => all.size > 1).map(([path]) => path))
}

/** Returns the piece for the operation and status of a response. */
function answered({ operation, status, path }: DescribedResponse): Piece {
  const find = ({ data }: Written) =>
    data.operations?.includes(operation) ? 'operations' : undefined
  return {
    path,
    kind: 'response',
    text: `${operation} ${status}`,
    note: 'another error has this code',
    find,
  }
}

/** Reports errors with a different body, because all error pages show the same body. */
function otherBodies(codes: readonly string[], at: Finding['at'] & object): Finding {
  const named = codes.slice(0, 8).map((code) => `\`${code}\``)
  return {
    code: 'import-loss',
    severity: 'warning',
    message: `The body of ${named.join(', ')}${codes.length > 8 ? ` and ${codes.length - 8} more` : ''} differs from \`response\` in catalog.yaml, which their pages show.`,
    help: 'Correct `response`, or give these errors a system with its own `response`. The loss report lists each place.',
    at,
  }
}

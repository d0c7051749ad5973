import type { Code, RootContent } from 'mdast'
import type { Json } from '../../../facts/body/envelope.js'
import { fillTemplate } from '../../../facts/body/template-string.js'
import { canonical } from '../../../facts/canonical.js'
import type { CodeParts } from '../../../model/catalog.js'
import type { Finding } from '../../../model/diagnostic.js'
import type { EntryData } from '../../../model/entry.js'
import type { Part } from '../../../model/fields.js'
import type { Vocabulary } from '../../../model/vocabulary.js'
import { assumed } from '../assumed.js'
import { drawnBody, envelopeFor, factsOf } from '../bodies.js'
import { errorUrl, lineAt, place, planCodes } from '../codes.js'
import type { Imported, ImportedEntry, ImportSettings, SourcePage } from '../importer.js'
import { Ledger, type LeftOut } from '../ledger.js'
import { statusOfPhrase } from '../statuses.js'
import { kindOf, vocabularyFor } from '../vocabulary.js'
import { literalTemplate } from '../words.js'
import { type ErrorDraft, errorsOf, jsonFences, type PageDraft } from './draft.js'
import { entryOf } from './entry.js'
import {
  leftOutPage,
  loseError,
  type NamedError,
  namedPages,
  toldLeftOut,
  withErrorsOfTheirOwn,
} from './folder-pages.js'
import { type ReadYaml, takeFrontmatter } from './frontmatter.js'
import { type PageIndex, resolveLinks, slugOf } from './links.js'
import { factsOfPage, leftOutKeys, type PageFacts } from './meta.js'
import { parsePage } from './parse.js'
import { platformOf } from './platforms.js'
import { settlePage } from './settle.js'

export interface PagesInput {
  /** The default name of the API or product. */
  readonly name: string
  readonly pages: readonly SourcePage[]
  readonly settings: ImportSettings
  readonly headings: Readonly<Record<string, Part>>
  readonly readYaml: ReadYaml
}

/** A page with more characters probably has more than one error. */
const longPage = 100_000

interface Found extends NamedError {
  readonly facts: PageFacts
}

/**
 * Converts pages to entries. Has no side effects. Code on a page is never evaluated.
 *
 *     read      text → frontmatter, tree
 *     settle    components → prose
 *     split     page → errors
 *     name      errors → codes with the same shape; links to pages → links to codes
 *     fill      headings and their content → fields
 */
export function importPages({ name, pages, settings, headings, readYaml }: PagesInput): Imported {
  const findings: Finding[] = []
  const named = namedPages(pages)
  const leftOut: LeftOut[] = []
  const { platform, findings: mixed } = platformOf(
    named.flatMap(({ page, role }) => (role === 'error' ? [page] : [])),
    settings.platform,
  )
  findings.push(...mixed)
  const all = named.flatMap(({ page, role }) => {
    const { value: draft, findings: said } = readPage(page, readYaml)
    if (draft) return [{ draft, role, said, errors: errorsOf(draft, headings).map(foundIn) }]
    findings.push(...said)
    leftOut.push({ file: page.source.file, line: 1, blocks: undefined, note: said.at(-1)!.message })
    return []
  })
  const chosen = withErrorsOfTheirOwn(all)
  findings.push(
    ...chosen.flatMap(({ role, errors, said }) =>
      role === 'error' || errors.length > 0 ? said : [],
    ),
  )
  const read = chosen.flatMap(({ draft, errors }) => (errors.length > 0 ? [draft] : []))
  leftOut.push(
    ...chosen.flatMap(({ draft, why }) => (why === undefined ? [] : [leftOutPage(draft, why)])),
  )
  findings.push(...leftOut.flatMap((page) => toldLeftOut(page, pages)))
  const found = chosen.flatMap(({ errors }) => errors)
  const plan = planCodes(found, settings)
  findings.push(...plan.findings)
  for (const { draft } of plan.refused) loseError(draft, 'another page has this code')

  const index = indexOf(plan.coded, settings.docs)
  for (const { of } of plan.coded)
    resolveLinks(of.draft.nodes, of.draft.of.page.path, index, of.draft.of.ledger)
  const codes = new Map(plan.coded.map(({ code }) => [errorUrl(code), code]))

  const bodies = plan.coded.flatMap(({ of, code }) =>
    of.facts.body ? [{ facts: of.facts.body, code }] : [],
  )
  const errors = plan.coded.map(({ of, code, parts }) => ({
    code,
    parts,
    status: of.facts.status,
    type: of.facts.body?.type,
  }))
  const kind = kindOf(errors, settings)
  const vocabulary = vocabularyFor(
    { shape: plan.shape, name, errors, envelope: envelopeFor(bodies) },
    settings,
  )
  findings.push(...vocabulary.findings)
  const entries = plan.coded.map(({ of, code, parts }): ImportedEntry => {
    const { told, draft } = of
    if (told !== undefined && told !== code)
      draft.of.ledger.remarkAt(
        of.line,
        `The code \`${told}\` was dropped because it does not match the format \`${plan.shape}\`.`,
      )
    const head = headOf(of, code, parts, kind, vocabulary.value, settings, findings)
    const isDrawn = drawnBy(
      vocabulary.value,
      code,
      head.type ?? typeOfParts(vocabulary.value, parts),
      head,
    )
    const data = entryOf(of.draft, { code, name: parts.name, head, headings, isDrawn, codes })
    return { data, parts, source: of.source, line: of.line }
  })
  for (const { draft, errors: own } of chosen) {
    const [first] = own
    if (first === undefined) continue
    const of = { shared: first.draft.shared, hasStatus: kind === 'http' }
    for (const key of leftOutKeys(draft.frontmatter, of))
      draft.ledger.remark(undefined, `\`${key}\` in the frontmatter was dropped.`)
  }
  return {
    vocabulary: vocabulary.value,
    entries,
    blocks: read.flatMap(({ ledger }) => ledger.close()),
    remarks: read.flatMap(({ ledger }) => ledger.remarks),
    leftOut,
    findings,
    platform,
  }
}

function readPage(
  page: SourcePage,
  readYaml: ReadYaml,
): { value: PageDraft | undefined; findings: Finding[] } {
  const findings: Finding[] = []
  const { source } = page
  if (source.text.length > longPage)
    findings.push({
      code: 'file-too-large',
      message: `Unexpected size of ${source.text.length} characters, expected at most ${longPage} for a page of errors.`,
      help: 'It was imported unchanged. If it describes more than one error, split it.',
      at: { source, range: [0, 0] },
    })
  const frontmatter = takeFrontmatter(source, readYaml)
  const parsed = parsePage(source, frontmatter.text)
  findings.push(...frontmatter.findings, ...parsed.findings)
  if (parsed.value === undefined) return { value: undefined, findings }
  const ledger = new Ledger(source.file, parsed.value.lineOf)
  for (const { message, at } of frontmatter.findings)
    ledger.remarkAt(lineAt(at), `The frontmatter was not imported. ${message}`)
  for (const { message, help, at } of parsed.findings)
    ledger.remarkAt(lineAt(at), `${message} ${help}`)
  return {
    value: {
      page,
      parsed: parsed.value,
      ledger,
      frontmatter: frontmatter.data,
      nodes: settlePage(parsed.value, ledger),
    },
    findings,
  }
}

function foundIn(draft: ErrorDraft): Found {
  const { page } = draft.of
  const path = page.path.split('/')
  return {
    draft,
    facts: factsOfPage(draft),
    told: draft.told,
    path: draft.shared ? [...path.filter((name) => name !== ''), draft.told ?? ''] : path,
    source: page.source,
    line: draft.line,
  }
}

function indexOf(
  coded: readonly { readonly of: Found; readonly code: string }[],
  docs: string | undefined,
): PageIndex {
  const byPath = new Map<string, string>()
  const byAnchor = new Map<string, string>()
  for (const { of, code } of coded) {
    const path = of.draft.of.page.path.toLowerCase()
    if (of.draft.shared) byAnchor.set(`${path}#${slugOf(of.draft.told ?? '')}`, code)
    else {
      byPath.set(path, code)
      const name = path.slice(path.lastIndexOf('/') + 1)
      // Some sites serve all pages from one folder, so links contain only the name.
      if (!byPath.has(name)) byPath.set(name, code)
    }
  }
  return { byPath, byAnchor, docs }
}

/** Fields from the top of a page and its example body. */
function headOf(
  { facts, draft, source, line }: Found,
  code: string,
  parts: CodeParts,
  kind: 'http' | 'cli' | 'library',
  vocabulary: Vocabulary,
  settings: ImportSettings,
  findings: Finding[],
): Partial<EntryData> {
  const { body, summary, tags } = facts
  const common = {
    ...(summary !== undefined && { summary }),
    ...(tags.length > 0 && { tags: [...tags] }),
  }
  if (kind !== 'http') return common
  const status =
    facts.status ??
    draft.titles.map(({ text }) => statusOfPhrase(text)).find((known) => known !== undefined) ??
    statusOfPhrase(parts.name) ??
    settings.status
  const isKnown = settings.known?.has(code) === true
  if (status === undefined && !isKnown)
    findings.push(
      assumed(`\`status\` of \`${code}\``, '500', {
        help: 'Correct `status` in the entry, or set it for all such pages with `--status`.',
        at: place({ source, line }),
      }),
    )
  const url = typeOfParts(vocabulary, parts)
  // If the code in the body differs from the code of the entry, the code in the body is a constant.
  const { codeKey, code: sent } = body ?? {}
  const second =
    codeKey !== undefined && sent !== undefined && sent !== code ? { [codeKey]: sent } : {}
  const more = Object.entries({ ...second, ...body?.more }).filter(
    ([key]) => /^[A-Za-z_][A-Za-z0-9_]*$/.test(key) && !reserved.has(key),
  )
  const extra = more.filter(([key, value]) => isConstant(key, value))
  const params = more.filter(([key, value]) => !isConstant(key, value))
  return {
    ...((status !== undefined || !isKnown) && { status: status ?? 500 }),
    ...(body?.title !== undefined && { title: body.title }),
    ...common,
    ...(body?.detail !== undefined && { detail: literalTemplate(body.detail) }),
    ...(body?.type !== undefined &&
      body.type !== url &&
      /^https?:/.test(body.type) && { type: body.type }),
    ...(extra.length > 0 && { extra: Object.fromEntries(extra) as never }),
    ...(params.length > 0 && {
      params: Object.fromEntries(
        params.map(([key, value]) => [key, { type: typeOf(value), example: value }]),
      ) as never,
    }),
  }
}

/** Fills the catalog's `type` template with the parts of a code. */
function typeOfParts({ type, docs }: Vocabulary, parts: CodeParts): string {
  return fillTemplate(type ?? docs, (part) =>
    part in parts ? parts[part as keyof CodeParts] : undefined,
  )
}

const reserved = new Set(['type', 'title', 'status', 'detail', 'instance', 'params', 'extra'])

/** Whether a member has the same value in every response, such as a second code or a docs URL. */
function isConstant(key: string, value: Json): boolean {
  return (
    /code$|^(?:kind|category|doc|docs|documentation|documentation_url|help|retryable|success|ok)$/i.test(
      key,
    ) && typeof value !== 'object'
  )
}

function typeOf(value: Json): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  return Number.isInteger(value) ? 'integer' : typeof value
}

/**
 * Whether a code block shows the same body that the generated page will show. The order of members
 * does not matter.
 */
function drawnBy(
  vocabulary: Vocabulary,
  code: string,
  type: string,
  head: Partial<EntryData>,
): (node: RootContent) => boolean {
  const { response } = vocabulary
  if (response === undefined || typeof head.status !== 'number') return () => false
  const extra = (head.extra ?? {}) as Record<string, Json>
  const params = Object.fromEntries(
    Object.entries(head.params ?? {}).map(([name, spec]) => [
      name,
      (spec as { example: Json }).example,
    ]),
  )
  const values = typeof response === 'object' ? (response.values ?? {}) : {}
  let shown = false
  return (node) => {
    const [fence] = shown || node.type !== 'code' ? [] : jsonFences([node as Code])
    const facts = fence && factsOf(fence.value)
    if (facts === undefined) return false
    const bindings: Readonly<Record<string, Json | undefined>> = {
      code,
      type,
      status: head.status as number,
      title: head.title,
      detail: facts.detail,
      instance: undefined,
      params: { ...params, ...extra },
      extra,
      ...Object.fromEntries(
        Object.entries(values).map(([name, { example }]) => [name, example as Json]),
      ),
    }
    shown =
      canonical(drawnBody(response, (placeholder) => bindings[placeholder])) ===
      canonical(facts.body)
    return shown
  }
}

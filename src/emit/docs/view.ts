import { exampleBody, exampleDetail } from '../../facts/body/body.js'
import { type Drawing, drawRequest } from '../../facts/request/draw.js'
import { asSentence, withoutStop } from '../../facts/sentence.js'
import type { Catalog, Entry, HeaderSpec } from '../../model/catalog.js'
import type { Example } from '../../model/examples.js'
import type { ParamSchema } from '../../model/vocabulary.js'
import { FenceTitle, Prose, Sentence } from '../template/context.js'

/** Returns the link to the page of an error. Undefined if the output has no such page. */
export type PageLink = (code: string) => string | undefined

/** Maps the code of an error to the codes of the errors that list it as related. */
export type BackReferences = ReadonlyMap<string, readonly string[]>

export function backReferences({ entries }: Catalog): BackReferences {
  const references = new Map<string, string[]>()
  for (const { code, state, data } of entries) {
    if (state === 'retired') continue
    for (const related of data.related ?? [])
      references.set(related.code, [...(references.get(related.code) ?? []), code])
  }
  return references
}

/** The maximum number of errors that a page lists only because they link to it. */
const mostBackReferences = 8

/** The input of a page view, except for the entry. */
export interface PageSetting {
  readonly catalog: Catalog
  readonly link: PageLink
  readonly references: BackReferences
  readonly requests: readonly Drawing[]
  /** Returns the name that the site uses for the language of a code sample. */
  readonly language: (name: string) => string
  readonly heading: 'code' | 'title'
}

/** Returns the view for the template of a page. Missing values are null. */
export function pageView(
  entry: Entry,
  { catalog, link, references, requests, language, heading }: PageSetting,
) {
  const { data } = entry
  const examples = [data.example ?? []].flat()
  const exampleView = exampleViewer(requests, language)
  const samples = examples.map(exampleView)
  const fixSamples = [data.fixes?.examples ?? []].flat().map(exampleView)
  const related = (data.related ?? []).flatMap(({ code, when }) =>
    linked(code, link, { when: new Prose(when), summary: null }),
  )
  const named = new Set([entry.code, ...(data.related ?? []).map(({ code }) => code)])
  const pointing = (references.get(entry.code) ?? [])
    .filter((code) => !named.has(code))
    .slice(0, mostBackReferences)
    .flatMap((code) =>
      linked(code, link, { when: null, summary: summaryOf(catalog.byCode.get(code)) }),
    )
  return {
    source: entry.origin.source.file,
    system: entry.system || null,
    category: entry.category || null,
    // The heading of the page.
    name: heading === 'title' ? new Sentence(data.title) : entry.name,
    code: entry.code,
    identifier: entry.identifier,
    type: entry.type,
    title: new Sentence(data.title),
    summary: new Sentence(data.summary),
    detail: data.detail ?? null,
    status: entry.statuses[0]?.status ?? null,
    exitCode: data.exitCode ?? null,
    message: entry.statuses.length === 0 ? (exampleDetail(entry) ?? null) : null,
    docsUrl: entry.docsUrl,
    retry: entry.retry ?? null,
    fault: entry.fault ?? null,
    since: data.since ?? null,
    owner: data.owner ?? null,
    tags: list(data.tags ?? []),
    operations: list(data.operations ?? []),
    aliases: list(data.aliases ?? []),
    // A retired error may also have `deprecated`, but its page does not show that.
    deprecated: entry.state === 'deprecated' ? endingView(data.deprecated, link) : null,
    retired: endingView(data.retired, link),
    responses: responsesOf(entry, catalog, examples),
    params: list(
      Object.entries(entry.params).map(([name, spec]) => ({
        name,
        type: typeText(spec),
        description: spec.description === undefined ? null : new Sentence(spec.description),
        required: spec.required !== false,
      })),
    ),
    headers: list(headersOf(entry)),
    what:
      data.description !== undefined ||
      data.causes !== undefined ||
      examples.length > 0 ||
      hasSection(entry, 'description', 'causes') ||
      null,
    description: prose(data.description),
    // A description that ends with a colon introduces the causes, so they need no other
    // introduction.
    introduced: data.description?.trimEnd().endsWith(':') || null,
    causes: list(
      (data.causes ?? []).map((cause) =>
        typeof cause === 'string'
          ? { text: new Prose(cause), fix: null }
          : { text: new Prose(cause.text), fix: new Prose(cause.fix) },
      ),
    ),
    examples: list(samples),
    how: data.fixes !== undefined || hasSection(entry, 'fixes') || null,
    fixes:
      data.fixes === undefined
        ? null
        : {
            summary: prose(data.fixes.summary),
            steps: list((data.fixes.steps ?? []).map((step) => new Prose(step))),
            examples: list(fixSamples),
            body: prose(data.fixes.body),
          },
    mistakes: list(
      (data.mistakes ?? []).map(({ title, text }) => ({
        title: new Sentence(title),
        text: new Prose(text),
      })),
    ),
    after: {
      description: sections(entry, 'description'),
      causes: sections(entry, 'causes'),
      fixes: sections(entry, 'fixes'),
      mistakes: sections(entry, 'mistakes'),
    },
    related: list([...related, ...pointing]),
    links: list((data.links ?? []).map(({ title, url }) => ({ title: new Sentence(title), url }))),
    tabs: [...samples, ...fixSamples].some(({ drawings }) => drawings !== null) || null,
  }
}

type Place = NonNullable<Entry['data']['sections']>[number]['after']

function sections({ data }: Entry, after: Place) {
  return list(
    (data.sections ?? [])
      .filter((section) => section.after === after)
      .map(({ title, body }) => ({ title: new Sentence(title), body: new Prose(body) })),
  )
}

function hasSection({ data }: Entry, ...after: Place[]): boolean {
  return data.sections?.some((section) => after.includes(section.after)) ?? false
}

function endingView(ending: Entry['data']['retired'], link: PageLink) {
  if (ending === undefined) return null
  const { since, replacedBy } = ending
  const url = replacedBy === undefined ? undefined : link(replacedBy)
  return {
    since: since ?? null,
    release: since === undefined ? null : releaseText(since),
    reason: new Prose(asSentence(ending.reason)),
    replacement: replacedBy === undefined || url === undefined ? null : { code: replacedBy, url },
  }
}

/**
 * Returns a release for use in a sentence. Adds `version` before a number, except before a date.
 */
function releaseText(since: string): string {
  return /^\d/.test(since) && !/^(?:19|20)\d\d\b/.test(since) ? `version ${since}` : since
}

function linked<T extends object>(
  code: string,
  link: PageLink,
  more: T,
): (T & { code: string; url: string })[] {
  const url = link(code)
  return url === undefined ? [] : [{ code, url, ...more }]
}

/**
 * Returns a response for each status. The first response is taken from the examples, if one of
 * them has a response.
 */
function responsesOf(entry: Entry, { vocabulary }: Catalog, examples: readonly Example[]) {
  const [first] = entry.statuses
  if (first === undefined) return null
  const given = examples.find(({ response }) => response !== undefined)?.response
  return entry.statuses.map((status, at) => {
    const body = exampleBody(vocabulary, entry, status, (at === 0 ? given : undefined) as never)
    return {
      status: status.status,
      label: entry.statuses.length > 1 ? `Example (${status.status})` : 'Example',
      when: status.when === undefined ? null : new Prose(status.when.trim().replace(/[.]$/, '')),
      json: JSON.stringify(body, null, 2),
    }
  })
}

function headersOf(entry: Entry) {
  const all: Record<string, HeaderSpec> = Object.assign(
    {},
    ...entry.statuses.map(({ headers }) => headers),
  )
  return Object.entries(all).map(([name, { description, type, required }]) => ({
    name,
    type,
    description: description && new Sentence(description),
    required,
  }))
}

function exampleViewer(requests: readonly Drawing[], languageOf: (name: string) => string) {
  return ({ caption, request, code = '', language = '', title }: Example) => {
    const drawn = request === undefined ? [{ language, code }] : drawRequest(request, requests)
    const drawings = drawn.map((drawing) => ({
      ...drawing,
      language: languageOf(drawing.language),
    }))
    const [{ language: first, code: text }] = drawings as [(typeof drawings)[number]]
    return {
      caption: caption === undefined ? null : new Prose(withoutStop(caption)),
      language: first,
      title: title ?? null,
      fenceTitle: title === undefined ? null : new FenceTitle(title),
      request: request !== undefined || null,
      code: text,
      drawings: drawings.length > 1 ? drawings : null,
      labels:
        drawn.length > 1 ? drawn.map((drawing) => ('label' in drawing ? drawing.label : '')) : null,
    }
  }
}

function prose(text: string | undefined): Prose | null {
  return text === undefined ? null : new Prose(text)
}

/** Returns null for an empty list, so that templates can check it with `#if`. */
export function list<T>(items: readonly T[]): readonly T[] | null {
  return items.length > 0 ? items : null
}

export function typeText({ type, enum: values, const: only }: ParamSchema): string {
  if (only !== undefined) return JSON.stringify(only)
  if (values) return values.map((value) => JSON.stringify(value)).join(' | ')
  return type === undefined ? 'any' : [type].flat().join(' | ')
}

function summaryOf(entry: Entry | undefined): Sentence | null {
  return entry === undefined ? null : new Sentence(entry.data.summary)
}

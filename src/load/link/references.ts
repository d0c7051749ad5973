import { append } from '../../facts/append.js'
import { type CodeShape, linkScheme } from '../../facts/entry/code.js'
import { type Text, textsOf } from '../../facts/entry/texts.js'
import { reaches } from '../../facts/entry/visibility.js'
import { type LinkedText, linksOf } from '../../facts/markdown/links.js'
import { linkedCode, parseProse } from '../../facts/markdown/prose.js'
import { proseProblem, proseRefusal } from '../../facts/markdown/prose-limits.js'
import { meant, nearest, suggester } from '../../facts/nearest.js'
import type { Catalog, Entry } from '../../model/catalog.js'
import type { Finding } from '../../model/diagnostic.js'
import type { Address, Path } from '../../model/source.js'

/** Checks that references lead to existing errors and that prose is valid. */
export function referenceFindings(
  catalog: Catalog,
  entries: readonly Entry[],
  shape: CodeShape,
  broken: ReadonlySet<string>,
): Finding[] {
  const findings: Finding[] = []
  const { vocabulary, source } = catalog
  const lookUp = lookUpIn(catalog, broken)
  const ends = chainEnds(catalog)
  if (vocabulary.unexpected !== undefined)
    append(findings, lookUp(vocabulary.unexpected, { source, path: ['unexpected'] }))
  for (const entry of entries) {
    for (const [path, code] of namedCodes(entry)) {
      if (code !== entry.code) append(findings, lookUp(code, { ...entry.origin, path }))
      else
        findings.push({
          code: 'self-related',
          message: `\`${code}\` refers to itself.`,
          help: 'Use the code of another error, or remove this reference.',
          at: { ...entry.origin, path },
        })
    }
    append(findings, replacementFindings(entry, catalog, ends))
    for (const [index, alias] of (entry.data.aliases ?? []).entries()) {
      const split = shape.split(alias)
      if ('problem' in split && split.problem === 'shape') {
        findings.push({
          code: 'invalid-code',
          message: `The alias does not match the format \`${shape.template}\`.`,
          help: 'Write the full earlier code.',
          at: { ...entry.origin, path: ['aliases', index] },
        })
      }
    }
    for (const text of textsOf(entry.data))
      if (text.kind !== 'plain') append(findings, proseFindings(entry, text))
    for (const text of linksOf(entry.data))
      append(findings, linkFindings(entry, text, { catalog, shape, lookUp }))
  }
  return findings
}

/**
 * Checks that a replacement is not itself replaced, so readers find the right error in one step.
 */
function replacementFindings(
  entry: Entry,
  catalog: Catalog,
  ends: (code: string) => End,
): Finding[] {
  const key = entry.data.retired?.replacedBy === undefined ? 'deprecated' : 'retired'
  const code = replacementOf(entry)
  const next = code === undefined || code === entry.code ? undefined : catalog.byCode.get(code)
  if (next === undefined) return []
  const at: Address = { ...entry.origin, path: [key, 'replacedBy'] }
  const beyond = replacementOf(next)
  if (beyond === undefined && next.state === 'retired') {
    return [
      {
        code: 'replacement-retired',
        message: `Replacement \`${next.code}\` is retired and has no replacement of its own.`,
        help: 'Use another error, or remove `replacedBy`. The page then shows only the reason.',
        at,
      },
    ]
  }
  if (beyond === undefined || beyond === next.code) return []
  const { last, loops } = ends(beyond)
  const steps = stepsFrom(entry, catalog)
  return loops
    ? [
        {
          code: 'replacement-loop',
          message: `The replacements form a loop: ${steps} → \`${last}\`.`,
          help: 'Choose the error to keep, and remove its `deprecated` or `retired`.',
          at,
        },
      ]
    : [
        {
          code: 'replacement-chain',
          message: `Replacement \`${next.code}\` is itself replaced (${steps}).`,
          help:
            catalog.byCode.get(last)?.state === 'retired'
              ? `The last one, \`${last}\`, is retired too. Use an error that is still active, or remove \`replacedBy\`.`
              : `Use the last one: \`${last}\`.`,
          at,
        },
      ]
}

interface End {
  /** The last code of a chain, or the code at which a loop begins. */
  readonly last: string
  readonly loops: boolean
}

/**
 * Returns a function that finds the end of a chain of replacements. It visits each code only once,
 * even if many chains contain it.
 */
function chainEnds({ byCode }: Catalog): (code: string) => End {
  const ends = new Map<string, End>()
  return (start) => {
    const way: string[] = []
    const onWay = new Set<string>()
    let code = start
    while (!ends.has(code) && !onWay.has(code)) {
      way.push(code)
      onWay.add(code)
      const entry = byCode.get(code)
      const next = entry && replacementOf(entry)
      if (next === undefined) ends.set(code, { last: code, loops: false })
      else code = next
    }
    const known = ends.get(code)
    // Every code in a loop leads back to itself.
    const loop = known ? [] : way.slice(way.indexOf(code))
    for (const one of loop) ends.set(one, { last: one, loops: true })
    const end = known ?? { last: code, loops: true }
    for (const one of way) if (!ends.has(one)) ends.set(one, end)
    return ends.get(start) ?? end
  }
}

/** The maximum number of codes that a message shows for a chain. */
const mostSteps = 8

/** The codes of a chain of replacements, shortened if the chain is long. */
function stepsFrom(entry: Entry, { byCode }: Catalog): string {
  const steps = new Set<string>()
  let code: string | undefined = entry.code
  while (code !== undefined && !steps.has(code) && steps.size < mostSteps) {
    steps.add(code)
    const at = byCode.get(code)
    code = at && replacementOf(at)
  }
  const isCut = code !== undefined && !steps.has(code)
  return `${[...steps].map((one) => `\`${one}\``).join(' → ')}${isCut ? ' → …' : ''}`
}

function replacementOf({ data }: Entry): string | undefined {
  return data.retired?.replacedBy ?? data.deprecated?.replacedBy
}

/**
 * Reports an unknown code. `write` formats the suggested code, because a link may need a prefix.
 */
type LookUp = (code: string, at: Address, write?: (code: string) => string) => Finding[]

function lookUpIn(catalog: Catalog, broken: ReadonlySet<string>): LookUp {
  const suggest = suggester(catalog.byCode.keys())
  return (code, at, write = (near) => near) => {
    if (catalog.byCode.has(code) || broken.has(code)) return []
    const near = nearestCode(code, suggest)
    return [
      {
        code: 'unknown-error',
        message: `Unknown error \`${code}\`.`,
        ...meant(near, {
          help: 'Correct the code, or create the error.',
          at,
          replacement: near && write(near),
        }),
        at,
      },
    ]
  }
}

/** Codes in a catalog often start with the same parts, so compare only the parts that differ. */
function nearestCode(
  code: string,
  suggest: (code: string) => string | undefined,
): string | undefined {
  const near = suggest(code)
  if (near === undefined) return undefined
  let start = 0
  for (let at = 0; at < code.length && code[at] === near[at]; at++)
    if (/[^A-Za-z0-9_-]/.test(code.charAt(at))) start = at + 1
  return nearest(code.slice(start), [near.slice(start)]) && near
}

function namedCodes({ data }: Entry): [Path, string][] {
  return [
    ...(data.related ?? []).map(({ code }, index): [Path, string] => [
      ['related', index, 'code'],
      code,
    ]),
    ...(data.deprecated?.replacedBy === undefined
      ? []
      : [[['deprecated', 'replacedBy'], data.deprecated.replacedBy] as [Path, string]]),
    ...(data.retired?.replacedBy === undefined
      ? []
      : [[['retired', 'replacedBy'], data.retired.replacedBy] as [Path, string]]),
  ]
}

function proseFindings(entry: Entry, text: Text): Finding[] {
  const at: Address = { ...entry.origin, path: text.path }
  const problem = proseProblem(text.value)
  if (problem !== undefined) return [{ ...proseRefusal(problem, 'text'), at }]
  if (text.kind === 'inline' && /\n[ \t]*\n|^[ \t]*(?:[-*+>#]|\d+[.)]|```|~~~)/m.test(text.value)) {
    const [only, ...others] = parseProse(text.value).children
    if (only?.type !== 'paragraph' || others.length > 0)
      return [
        {
          code: 'prose-not-inline',
          message: 'Only one paragraph is allowed here.',
          help: 'Write one paragraph. Move longer text to `description` or `sections`.',
          at,
        },
      ]
  }
  return []
}

const safeUrl = /^(?:https?:|mailto:|tel:|[^:]*$|[^:]*[/?#])/i

interface LinkContext {
  readonly catalog: Catalog
  readonly shape: CodeShape
  readonly lookUp: LookUp
}

function linkFindings(
  entry: Entry,
  { path, links }: LinkedText,
  { catalog, shape, lookUp }: LinkContext,
): Finding[] {
  const findings: Finding[] = []
  const at: Address = { ...entry.origin, path }
  const occurrences = new Map<string, number>()
  const placeOf = (target: string): Address => {
    const nth = occurrences.get(target) ?? 0
    occurrences.set(target, nth + 1)
    return { ...at, text: { value: target, nth } }
  }
  for (const link of links) {
    if (link.type === 'errorLink') {
      const place = placeOf(link.target)
      const code = linkedCode(link, catalog.byCode)
      const target = catalog.byCode.get(code)
      if (target === undefined) {
        const found = shape.isUri
          ? lookUp(link.code, place)
          : lookUp(code, place, (near) => `${linkScheme}${near}`)
        append(findings, found)
      } else if (!reaches(entry.visibility, target.visibility)) {
        findings.push({
          code: 'hidden-link',
          message: `This error is ${entry.visibility}, but it links to \`${target.code}\`, which is ${target.visibility}.`,
          help: 'Remove the link, or list the error under `related` instead. Pages for readers who must not see the error leave it out.',
          at: place,
        })
      }
    } else if (!safeUrl.test(link.url)) {
      const [what, help] =
        link.type === 'image'
          ? ['image URL', 'Publish the file over https, and use that URL.']
          : ['link', 'Use an http, https, mailto or tel URL, or write it as code.']
      const url = link.url.length > 60 ? `${link.url.slice(0, 60)}…` : link.url
      findings.push({
        code: 'unsafe-link',
        message: `Unsafe ${what} \`${url}\`.`,
        help,
        at: placeOf(link.url),
      })
    }
  }
  return findings
}

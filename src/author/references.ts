import { textsOf } from '../facts/entry/texts.js'
import { linksIn, linksOf } from '../facts/markdown/links.js'
import { linkedCode } from '../facts/markdown/prose.js'
import type { Catalog, Entry } from '../model/catalog.js'
import type { Address, Path } from '../model/source.js'
import { occurrences, wordsReplaced } from './edit-words.js'
import type { Edit } from './edits.js'

/** Edits for one document. `shape` is the shape of an entry or of the vocabulary. */
export interface DocumentEdits {
  readonly file: string
  readonly document: number
  readonly edits: readonly Edit[]
}

/**
 * Returns edits that change every reference to the error `old` to `code`. References are in
 * `related`, `replacedBy`, links in prose, and the vocabulary.
 */
export function pointTo(catalog: Catalog, old: Entry, code: string): DocumentEdits[] {
  const { vocabulary, source, entries } = catalog
  const edits = entries.map((entry) => ({
    ...placeOf(entry),
    edits: [
      ...namedAt(entry, old.code).map((set): Edit => ({ set, to: code })),
      ...linkEdits(entry, catalog, old.code, code),
    ],
  }))
  if (vocabulary.unexpected === old.code)
    edits.push({ file: source.file, document: 0, edits: [{ set: ['unexpected'], to: code }] })
  return edits.filter((one) => one.edits.length > 0)
}

export function placeOf({ origin }: Entry): { file: string; document: number } {
  return { file: origin.source.file, document: origin.document }
}

/**
 * Returns edits that change every `replacedBy` with the error `old` to `code`, so that replacements
 * do not form a chain.
 */
export function replaceBy(catalog: Catalog, old: Entry, code: string): DocumentEdits[] {
  return replacedBy(catalog, old).map(({ entry, path }) => ({
    ...placeOf(entry),
    edits: [{ set: path, to: code }],
  }))
}

/** Returns the errors that have this error as `replacedBy`, and the path of that field. */
export function replacedBy(
  { entries }: Catalog,
  { code }: Entry,
): { readonly entry: Entry; readonly path: Path }[] {
  return entries.flatMap((entry) =>
    namedAt(entry, code).flatMap((path) => (path.at(-1) === 'replacedBy' ? [{ entry, path }] : [])),
  )
}

/** Returns the paths of the fields in an entry that refer to a code. */
function namedAt({ data }: Entry, code: string): Path[] {
  const related = (data.related ?? []).flatMap((one, at) =>
    one.code === code ? [['related', at, 'code']] : [],
  )
  const endings = (['deprecated', 'retired'] as const).flatMap((key) =>
    data[key]?.replacedBy === code ? [[key, 'replacedBy']] : [],
  )
  return [...related, ...endings]
}

function linkEdits(entry: Entry, { byCode }: Catalog, old: string, code: string): Edit[] {
  const texts = new Map(textsOf(entry.data).map((text) => [JSON.stringify(text.path), text.value]))
  return linksOf(entry.data).flatMap(({ path, links }) => {
    const targets = new Set(
      links.flatMap((link) =>
        link.type === 'errorLink' && linkedCode(link, byCode) === old ? [link.target] : [],
      ),
    )
    const value = texts.get(JSON.stringify(path)) ?? ''
    // If a link has the prefix `err:`, the new link gets the prefix too.
    return [...targets].flatMap((word): Edit[] => {
      const by = word === old ? code : `err:${code}`
      const nths = linkedAt(value, word, by)
      return nths.length === 0 ? [] : [{ replace: path, word, by, nths }]
    })
  })
}

/**
 * Finds the occurrences of a word in `text` that are link targets, and returns their indexes. To
 * find them, replaces an occurrence and checks whether the text has fewer links to the word. Also
 * includes the text of a link if the text is the word itself.
 */
function linkedAt(text: string, word: string, by: string): number[] {
  const count = (changed: string) =>
    linksIn(changed).filter((link) => link.type === 'errorLink' && link.target === word).length
  const all = count(text)
  const places = occurrences(text, word)
  const targets = new Set<number>()
  // Test several occurrences at once, because each test parses the whole text. A link definition
  // may be the target of many links.
  const isOneEach = !text.includes(']:')
  const find = (nths: readonly number[]): void => {
    const fewer = nths.length === 0 ? 0 : all - count(wordsReplaced(text, word, by, nths))
    if (fewer === 0) return
    if (nths.length === 1 || (isOneEach && fewer === nths.length)) {
      for (const nth of nths) targets.add(nth)
      return
    }
    const half = nths.length >> 1
    find(nths.slice(0, half))
    find(nths.slice(half))
  }
  const spots = places.map((start, nth) => ({ start, nth }))
  const nthsOf = (some: typeof spots) => some.map(({ nth }) => nth)
  const looksLikeTarget = (start: number) =>
    /\]\(<?$|<$|\]:\s*<?$/.test(text.slice(Math.max(0, start - 8), start))
  find(nthsOf(spots.filter(({ start }) => looksLikeTarget(start))))
  find(nthsOf(spots.filter(({ start }) => !looksLikeTarget(start))))
  const isItsText = (start: number) => {
    const end = start + word.length
    return (
      /\[`?$/.test(text.slice(Math.max(0, start - 2), start)) &&
      /^`?\]\(/.test(text.slice(end, end + 3))
    )
  }
  return nthsOf(
    spots.filter(
      ({ start, nth }) => targets.has(nth) || (isItsText(start) && targets.has(nth + 1)),
    ),
  )
}

/**
 * Returns the strings that still contain the code, so that the user can decide whether to change
 * them. Returns none for codes that could also be a normal word.
 */
export function mentionsOf(catalog: Catalog, code: string): Address[] {
  if (/^[A-Za-z0-9]+$/.test(code)) return []
  return catalog.entries.flatMap(({ data, origin }) =>
    strings(data, []).flatMap(([path, value]) => {
      if (path[0] === 'aliases' || path[0] === 'type') return []
      const nths = occurrences(value, code).flatMap((at, nth) =>
        isWord(value, at, code) ? [nth] : [],
      )
      return nths.map((nth): Address => ({ ...origin, path, text: { value: code, nth } }))
    }),
  )
}

function isWord(text: string, at: number, word: string): boolean {
  return (
    !/[A-Za-z0-9_-]/.test(text[at - 1] ?? '') && !/[A-Za-z0-9_-]/.test(text[at + word.length] ?? '')
  )
}

function strings(value: unknown, path: Path): [Path, string][] {
  if (typeof value === 'string') return [[path, value]]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, item]) =>
    strings(item, [...path, Array.isArray(value) ? Number(key) : key]),
  )
}

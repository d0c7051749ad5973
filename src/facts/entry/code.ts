import type { CodeParts } from '../../model/catalog.js'
import { limits } from '../../model/limits.js'
import type { Category, Vocabulary } from '../../model/vocabulary.js'
import { parseTemplate, type TemplatePart } from '../body/template-string.js'

// The length is limited because a shape with adjacent parts could cause slow backtracking.
const segmentSource = `[A-Za-z0-9][A-Za-z0-9_-]{0,${limits.codePart - 1}}`
const wholeSegment = /^[A-Za-z0-9][A-Za-z0-9_-]*/
const parts = ['system', 'category', 'name'] as const

/** The prefix of a link to an error in prose. Codes may also start with it. */
export const linkScheme = 'err:'

export type SplitCode =
  | { readonly parts: CodeParts }
  | { readonly problem: 'shape' }
  | {
      readonly problem: 'system'
      readonly system: string
      readonly offset: number
      readonly unknown: CodeParts
    }
  | {
      readonly problem: 'category'
      readonly system: string
      readonly category: string
      readonly offset: number
      /** The parts as written in the code, even if they are not in the vocabulary. */
      readonly unknown: CodeParts
    }
  | { readonly problem: 'ambiguous'; readonly splits: readonly CodeParts[] }

/** The shape of a catalog's codes. It splits a code into its parts and joins parts into a code. */
export interface CodeShape {
  readonly template: string
  readonly uses: { readonly system: boolean; readonly category: boolean }
  /** Whether codes are URIs. Links in prose use such codes without a prefix. */
  readonly isUri: boolean
  split(code: string): SplitCode
  join(parts: CodeParts): string
  /**
   * Returns everything in text that looks like a code. If the format has only placeholders, every
   * word would match, so the result is empty.
   */
  mentions(text: string): string[]
}

/**
 * Parses the shape of a catalog's codes. Throws a SyntaxError if `{name}` is missing, a part is
 * used twice, or a placeholder is unknown.
 */
export function codeShape(vocabulary: Vocabulary): CodeShape {
  const template = vocabulary.code
  const pieces = parseTemplate(template)
  const used = pieces.flatMap((piece) => ('placeholder' in piece ? [piece.placeholder] : []))
  const unknown = used.find((name) => !(parts as readonly string[]).includes(name))
  if (unknown !== undefined) throw new SyntaxError(`unknown placeholder \`{${unknown}}\``)
  if (!used.includes('name')) throw new SyntaxError('missing `{name}`')
  if (new Set(used).size !== used.length) throw new SyntaxError('duplicate placeholder')
  const [first] = pieces
  const isUri = first !== undefined && 'text' in first && first.text.startsWith(linkScheme)
  const uses = { system: used.includes('system'), category: used.includes('category') }

  const anyCode = new RegExp(
    `^${pieces.map((piece) => ('text' in piece ? escapeRegExp(piece.text) : `(?<${piece.placeholder}>${segmentSource})`)).join('')}$`,
    'd',
  )
  // If segments can't contain the separators, there is only one way to split a code. Otherwise all
  // ways are tried.
  const isPlaceholder = (piece: TemplatePart | undefined) =>
    piece !== undefined && 'placeholder' in piece
  const unambiguous = pieces.every((piece, at) =>
    'placeholder' in piece
      ? !isPlaceholder(pieces[at - 1])
      : at === 0 || at === pieces.length - 1 || !/^[A-Za-z0-9_-]*$/.test(piece.text),
  )

  const join = (values: CodeParts) =>
    pieces
      .map((piece) => ('text' in piece ? piece.text : values[piece.placeholder as keyof CodeParts]))
      .join('')

  // Entries use the strings of the vocabulary instead of parts cut out of a code. Otherwise V8
  // would store every path and page made from those parts with two bytes per character.
  const systems = ownStrings(Object.keys(vocabulary.systems ?? {}))
  const categoriesBySystem = new Map<string, ReadonlyMap<string, string>>()
  const categoriesIn = (system: string): ReadonlyMap<string, string> => {
    const known =
      categoriesBySystem.get(system) ?? ownStrings(Object.keys(categoriesOf(vocabulary, system)))
    categoriesBySystem.set(system, known)
    return known
  }

  /** Returns every way to split a code into an existing system, an existing category and a name. */
  const candidates = (code: string): CodeParts[] => {
    const found: CodeParts[] = []
    const read = (at: number, piece: number, values: Partial<Record<string, string>>): void => {
      const next = pieces[piece]
      if (next === undefined) {
        const { system = '', category = '', name = '' } = values
        if (at === code.length && (!uses.category || categoriesIn(system).has(category)))
          found.push({ system, category, name })
      } else if ('text' in next) {
        if (code.startsWith(next.text, at)) read(at + next.text.length, piece + 1, values)
      } else {
        const longest = wholeSegment.exec(code.slice(at, at + limits.codePart))?.[0].length ?? 0
        for (let length = 1; length <= longest; length++) {
          const value = code.slice(at, at + length)
          const known = next.placeholder === 'system' ? systems.get(value) : value
          if (known !== undefined)
            read(at + length, piece + 1, { ...values, [next.placeholder]: known })
        }
      }
    }
    read(0, 0, {})
    return found
  }

  const split = (code: string): SplitCode => {
    const match = anyCode.exec(code)
    if (match === null) return { problem: 'shape' }
    const offset = (part: 'system' | 'category') => match.indices?.groups?.[part]?.[0] ?? 0
    const groups = { system: '', category: '', ...match.groups } as {
      system: string
      category: string
      name: string
    }
    if (!unambiguous) {
      const known = candidates(code)
      const longest = known.reduce(
        (most, found) => Math.max(most, found.system.length + found.category.length),
        0,
      )
      const best = known.filter((found) => found.system.length + found.category.length === longest)
      if (best.length > 1) return { problem: 'ambiguous', splits: best }
      if (best[0]) return { parts: best[0] }
    }
    const system = uses.system ? systems.get(groups.system) : ''
    const unknown: CodeParts = {
      system: groups.system ?? '',
      category: groups.category ?? '',
      name: groups.name,
    }
    if (system === undefined)
      return { problem: 'system', system: groups.system, offset: offset('system'), unknown }
    const category = uses.category ? categoriesIn(system).get(groups.category) : ''
    if (category === undefined)
      return {
        problem: 'category',
        system: groups.system,
        category: groups.category,
        offset: offset('category'),
        unknown,
      }
    return { parts: { system, category, name: groups.name } }
  }

  const isWord = pieces.every((piece) => 'placeholder' in piece)
  const anywhere = new RegExp(
    `(?<![A-Za-z0-9_-])${pieces.map((piece) => ('text' in piece ? escapeRegExp(piece.text) : segmentSource)).join('')}`,
    'g',
  )
  const mentions = (text: string) => (isWord ? [] : (text.match(anywhere) ?? []))

  return { template, uses, isUri, split, join, mentions }
}

/**
 * The categories that a code of this system may use. Categories of the system override categories
 * of the catalog with the same name.
 */
export function categoriesOf(
  vocabulary: Vocabulary,
  system: string,
): Readonly<Record<string, Category>> {
  const common = vocabulary.categories ?? none
  const own = Object.hasOwn(vocabulary.systems ?? {}, system)
    ? vocabulary.systems?.[system]?.categories
    : undefined
  if (own === undefined) return common
  const known = merged.get(own) ?? { ...common, ...own }
  merged.set(own, known)
  return known
}

const none: Readonly<Record<string, Category>> = {}
// Cached, because every error needs the merged categories.
const merged = new WeakMap<object, Readonly<Record<string, Category>>>()

/** The parts of an error's path below the catalog's folder. */
export function pathParts({ system, category, name }: CodeParts): string[] {
  return [system, category, name].filter((part) => part !== '')
}

function ownStrings(names: readonly string[]): ReadonlyMap<string, string> {
  return new Map(names.map((name) => [name, name]))
}

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
}

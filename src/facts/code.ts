import type { CodeParts } from '../model/catalog.js'
import { limits } from '../model/limits.js'
import type { Category, Vocabulary } from '../model/vocabulary.js'
import { parseTemplate } from './template-string.js'

// Of bounded length, so that a shape whose parts touch can't backtrack over a whole text.
const segmentSource = `[A-Za-z0-9][A-Za-z0-9_-]{0,${limits.codePart - 1}}`
const parts = ['system', 'category', 'name'] as const

export type SplitCode =
  | { readonly parts: CodeParts }
  | { readonly problem: 'shape' }
  | { readonly problem: 'system'; readonly system: string; readonly offset: number; readonly unknown: CodeParts }
  | {
      readonly problem: 'category'
      readonly system: string
      readonly category: string
      readonly offset: number
      /** What the code's own text says its parts are. */
      readonly unknown: CodeParts
    }
  | { readonly problem: 'ambiguous'; readonly splits: readonly CodeParts[] }

/** The shape of a catalog's codes: splits a code into its parts and puts one together. */
export interface CodeShape {
  readonly template: string
  readonly uses: { readonly system: boolean; readonly category: boolean }
  split(code: string): SplitCode
  join(parts: CodeParts): string
  /** What looks like a code in a text. Nothing where codes are but a word. */
  mentions(text: string): string[]
}

/** Throws a SyntaxError where the template is not one: `{name}` missing, a part twice, an unknown placeholder. */
export function codeShape(vocabulary: Vocabulary): CodeShape {
  const template = vocabulary.code
  const pieces = parseTemplate(template)
  const used = pieces.flatMap((piece) => ('placeholder' in piece ? [piece.placeholder] : []))
  const unknown = used.find((name) => !(parts as readonly string[]).includes(name))
  if (unknown !== undefined) throw new SyntaxError(`unknown placeholder {${unknown}}`)
  if (!used.includes('name')) throw new SyntaxError('no {name}')
  if (new Set(used).size !== used.length) throw new SyntaxError('a placeholder twice')
  const uses = { system: used.includes('system'), category: used.includes('category') }

  const pattern = (alternatives: (part: string) => string) =>
    new RegExp(
      `^${pieces.map((piece) => ('text' in piece ? escapeRegExp(piece.text) : `(?<${piece.placeholder}>${alternatives(piece.placeholder)})`)).join('')}$`,
      'd',
    )
  const anyCode = pattern(() => segmentSource)
  // A separator that no segment can hold leaves one way to split a code; others, and none at all, are tried pair by pair.
  const isBeside = (at: number) => at > 0 && 'placeholder' in pieces[at - 1]!
  const unambiguous = pieces.every((piece, at) =>
    'placeholder' in piece ? !isBeside(at) : at === 0 || at === pieces.length - 1 || !/^[A-Za-z0-9_-]*$/.test(piece.text),
  )

  const join = (values: CodeParts) =>
    pieces.map((piece) => ('text' in piece ? piece.text : values[piece.placeholder as keyof CodeParts])).join('')

  const candidates = (code: string): CodeParts[] => {
    const systems = uses.system ? Object.keys(vocabulary.systems ?? {}) : ['']
    const found: CodeParts[] = []
    for (const system of systems) {
      for (const category of uses.category ? Object.keys(categoriesOf(vocabulary, system)) : ['']) {
        const name = pattern((part) =>
          part === 'system' ? escapeRegExp(system) : part === 'category' ? escapeRegExp(category) : segmentSource,
        ).exec(code)?.groups?.name
        if (name !== undefined) found.push({ system, category, name })
      }
    }
    return found
  }

  const split = (code: string): SplitCode => {
    const match = anyCode.exec(code)
    if (match === null) return { problem: 'shape' }
    const offset = (part: 'system' | 'category') => match.indices?.groups?.[part]?.[0] ?? 0
    const groups = { system: '', category: '', ...match.groups } as { system: string; category: string; name: string }
    if (!unambiguous) {
      const known = candidates(code)
      const longest = Math.max(...known.map((found) => found.system.length + found.category.length))
      const best = known.filter((found) => found.system.length + found.category.length === longest)
      if (best.length > 1) return { problem: 'ambiguous', splits: best }
      if (best[0]) return { parts: best[0] }
    }
    // The vocabulary's own strings, shared by all errors. A copy that was looked up as a key would make V8
    // store whatever it is joined into, a path and then a page, in two bytes a character.
    const system = uses.system ? Object.keys(vocabulary.systems ?? {}).find((known) => known === groups.system) : ''
    const unknown: CodeParts = { system: groups.system ?? '', category: groups.category ?? '', name: groups.name }
    if (system === undefined) return { problem: 'system', system: groups.system, offset: offset('system'), unknown }
    const category = uses.category ? Object.keys(categoriesOf(vocabulary, system)).find((known) => known === groups.category) : ''
    if (category === undefined)
      return { problem: 'category', system: groups.system, category: groups.category, offset: offset('category'), unknown }
    return { parts: { system, category, name: groups.name } }
  }

  const isWord = pieces.every((piece) => 'placeholder' in piece)
  const anywhere = new RegExp(
    `(?<![A-Za-z0-9_-])${pieces.map((piece) => ('text' in piece ? escapeRegExp(piece.text) : segmentSource)).join('')}`,
    'g',
  )
  const mentions = (text: string) => (isWord ? [] : (text.match(anywhere) ?? []))

  return { template, uses, split, join, mentions }
}

/** The categories that a code of this system may name: the system's own, else the catalog's. */
export function categoriesOf(vocabulary: Vocabulary, system: string): Readonly<Record<string, Category>> {
  const own = Object.hasOwn(vocabulary.systems ?? {}, system) ? vocabulary.systems?.[system]?.categories : undefined
  return { ...vocabulary.categories, ...own }
}

/** The parts that a path below the catalog's folder is made of, outermost first. */
export function pathParts({ system, category, name }: CodeParts): string[] {
  return [system, category, name].filter((part) => part !== '')
}

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
}

import { codeShape, linkScheme } from '../../facts/entry/code.js'
import { isReservedPathName } from '../../facts/entry/names.js'
import type { CodeParts } from '../../model/catalog.js'
import type { Finding } from '../../model/diagnostic.js'
import { limits } from '../../model/limits.js'
import type { Source } from '../../model/source.js'
import { segmentPattern } from '../../model/vocabulary.js'
import type { ImportSettings } from './importer.js'

/** The code of an imported error, or the path from which a code is derived. */
export interface Named {
  /** The code in the source. Undefined if the source has none. */
  readonly told: string | undefined
  /** The path to the error: the folders, then the name of the page or item. */
  readonly path: readonly string[]
  readonly source: Source
  readonly line: number
  /** The exact range, if it is not the whole line. */
  readonly range?: readonly [number, number]
}

export interface Coded<T> {
  readonly of: T
  readonly code: string
  readonly parts: CodeParts
}

/** Codes for all errors, and the format of the codes. */
export interface CodePlan<T> {
  readonly shape: string
  readonly coded: readonly Coded<T>[]
  /** Errors that were skipped because an earlier error has the same code. */
  readonly refused: readonly T[]
  readonly findings: readonly Finding[]
}

/**
 * Assigns a code to every error: the code in the source, or else a code derived from its path. The
 * format of codes comes from the user, from the codes in the source, or from the folders.
 */
export function planCodes<T extends Named>(
  errors: readonly T[],
  settings: ImportSettings,
): CodePlan<T> {
  const findings: Finding[] = []
  const told = errors.flatMap((error) => (error.told === undefined ? [] : [error.told]))
  const shape =
    settings.vocabulary?.code ?? settings.code ?? shapeOfCodes(told) ?? shapeOfPaths(errors)
  const pattern = patternOf(shape)
  const coded: Coded<T>[] = []
  const refused: T[] = []
  const taken = new Map<string, T>()
  const derived: T[] = []
  for (const error of errors) {
    const own = error.told === undefined ? undefined : pattern.exec(error.told)?.groups
    const parts = own
      ? { system: '', category: '', name: '', ...own }
      : partsOfPath(error.path, shape)
    const code = (own && error.told) ?? joined(shape, parts)
    const clean = own !== undefined || error.path.at(-1) === parts.name
    if (!own) {
      derived.push(error)
      if (error.told !== undefined || told.length > 0 || !clean)
        findings.push(notTold(error, code, shape))
    }
    const first = taken.get(code.toLowerCase())
    if (first) {
      refused.push(error)
      findings.push({
        code: 'duplicate-code',
        message: `Duplicate code \`${code}\`.`,
        help: `Choose a format that makes the codes different, such as \`--code "{category}:{name}"\`, or ${addCode(error)}.`,
        at: place(error),
        related: [{ message: 'The first one is here. It was imported.', at: place(first) }],
      })
      continue
    }
    taken.set(code.toLowerCase(), error)
    coded.push({ of: error, code, parts })
  }
  const [first] = derived
  if (first && told.length === 0) {
    const code = coded.find(({ of }) => of === first)?.code ?? ''
    const from = isPage(first) ? 'path' : 'name'
    findings.push({
      code: 'derived-code',
      severity: 'info',
      message:
        derived.length === 1
          ? `Code \`${code}\` was derived from the ${from} with the format \`${shape}\`.`
          : `${derived.length} codes were derived from ${from}s with the format \`${shape}\`, such as \`${code}\`.`,
      help: `Choose another format with \`--code\`, or ${addCode(first)}.`,
      at: place(first),
    })
  }
  return { shape, coded, refused, findings }
}

function notTold(error: Named, code: string, shape: string): Finding {
  const told =
    error.told === undefined ? 'Missing code' : `Code \`${error.told}\` does not match the format`
  const from = isPage(error) ? 'the path' : 'its name'
  return {
    code: 'derived-code',
    message: `${told}, so \`${code}\` was derived from ${from} with the format \`${shape}\`.`,
    help: `Choose another format with \`--code\`, or ${addCode(error)}.`,
    at: place(error),
  }
}

function isPage({ source }: Named): boolean {
  return /\.(?:mdx?|markdown)$/i.test(source.file)
}

function addCode(error: Named): string {
  return isPage(error) ? 'add `code: …` to the frontmatter of the page' : 'add a code to the item'
}

export function place({ source, line, range }: Pick<Named, 'source' | 'line' | 'range'>): {
  source: Source
  range: readonly [number, number]
} {
  if (range) return { source, range }
  const starts = startsOf(source)
  const start = starts[line - 1] ?? source.text.length
  const text = source.text.slice(start, starts[line] ?? source.text.length)
  return { source, range: [start, start + Math.max(1, text.trimEnd().length)] }
}

/** Returns the line number of a finding. */
export function lineAt(at: Finding['at']): number {
  if (at === undefined) return 1
  const starts = startsOf(at.source)
  const offset = at.range?.[0] ?? 0
  let [low, high] = [0, starts.length - 1]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (starts[middle]! <= offset) low = middle
    else high = middle - 1
  }
  return low + 1
}

// The line starts of each source, computed once.
const known = new WeakMap<Source, readonly number[]>()

function startsOf(source: Source): readonly number[] {
  const starts = known.get(source) ?? [
    0,
    ...Array.from(source.text.matchAll(/\n/g), ({ index }) => index + 1),
  ]
  known.set(source, starts)
  return starts
}

/** Returns the code format that most codes share: the same separator and number of segments. */
function shapeOfCodes(codes: readonly string[]): string | undefined {
  if (codes.length === 0) return undefined
  for (const joint of [':', '/', '.']) {
    const split = codes.filter((code) => code.includes(joint)).map((code) => code.split(joint))
    if (split.length * 2 <= codes.length) continue
    const counts = new Map<number, number>()
    for (const { length } of split) counts.set(length, (counts.get(length) ?? 0) + 1)
    const [[count] = [0]] = [...counts].sort((a, b) => b[1] - a[1])
    const same = split.filter(({ length }) => length === count)
    if (!same.every((segments) => segments.every((segment) => segmentPattern.test(segment))))
      return undefined
    const [[head = ''] = []] = same
    const isKnown = head === 'err' || head === 'error'
    const constant =
      count > 2 &&
      same.every(([first]) => first === head) &&
      (isKnown || (count === 4 && same.length > 1))
    const names = ['{system}', '{category}', '{name}'].slice(-(constant ? count - 1 : count))
    if (names.length === (constant ? count - 1 : count))
      return [...(constant ? [head] : []), ...names].join(joint)
  }
  return codes.some((code) => segmentPattern.test(code)) ? '{name}' : undefined
}

/**
 * Derives a code format from the folders. If all errors have the same depth, folders become
 * category and system. Otherwise codes are `{name}`, or `{category}:{name}` if names repeat.
 */
function shapeOfPaths(errors: readonly Named[]): string {
  const names = errors.map(({ path }) => segmentOf(path.at(-1) ?? '').toLowerCase())
  const unique = new Set(names).size === names.length
  const depths = new Set(errors.map(({ path }) => path.length - 1))
  const [depth = 0] = depths
  if (depths.size === 1 && depth === 1 && new Set(errors.map(({ path }) => path[0])).size > 1)
    return '{category}:{name}'
  if (depths.size === 1 && depth === 2) return '{system}:{category}:{name}'
  return unique ? '{name}' : '{category}:{name}'
}

function partsOfPath(path: readonly string[], shape: string): CodeParts {
  const segments = path.map(segmentOf)
  const name = segments.at(-1) ?? 'error'
  const folders = segments.slice(0, -1)
  // The innermost folder is the category, and the folder around it is the system.
  const inSystem =
    shape.includes('{system}') && (folders.length > 1 || !shape.includes('{category}'))
  const system = shape.includes('{system}')
    ? ((inSystem ? folders[0] : undefined) ?? 'general')
    : ''
  const rest = inSystem ? folders.slice(1) : folders
  const category = shape.includes('{category}') ? rest.join('-') || 'general' : ''
  return { system, category, name: isReservedPathName(name) ? `${name}-error` : name }
}

/** Converts a name to a code segment. Invalid characters become hyphens. */
export function segmentOf(text: string): string {
  const segment = text
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .replace(/[^A-Za-z0-9_-]+/g, '-')
    .replace(/^[-_]+|-+$/g, '')
  return segment === '' ? 'error' : segment
}

function joined(shape: string, parts: CodeParts): string {
  return codeShape({ name: '-', docs: '-', code: shape }).join(parts)
}

function patternOf(shape: string): RegExp {
  const source = shape.split(/(\{\w+\})/).map((piece) => {
    const [, name] = /^\{(\w+)\}$/.exec(piece) ?? []
    return name === undefined
      ? piece.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
      : `(?<${name}>[A-Za-z0-9][A-Za-z0-9_-]{0,${limits.codePart - 1}})`
  })
  return new RegExp(`^${source.join('')}$`)
}

/** Returns the link target for a code in prose: the code, with `err:` in front if necessary. */
export function errorUrl(code: string): string {
  return code.startsWith(linkScheme) ? code : `${linkScheme}${code}`
}

import type { Finding } from '../../model/diagnostic.js'
import type { Piece, Probe } from './probe.js'
import {
  type Content,
  type Mustache,
  nodeAddress,
  offsetOf,
  type TemplateSet,
} from './syntax-tree.js'

/**
 * A parser's error. Its position in the probe is in `place`, or in the message as line and column.
 */
export interface ParseError extends Error {
  readonly place?: Point | { readonly start: Point; readonly end: Point }
}

interface Point {
  readonly offset?: number
}

type Stretch = readonly [start: number, end: number]
type Address = NonNullable<Finding['at']>

const spanPattern = / \((\d+):(\d+)(?:-(\d+):(\d+))?\)/g

interface Reading {
  readonly probe: Probe
  readonly name: string
  readonly set: TemplateSet
  readonly mustaches: readonly Mustache[]
  /** Throws if the text is not valid Markdown of this kind. */
  parse(text: string): unknown
}

/**
 * Returns the finding for a parser error in a template. It points to the statement with the error,
 * in the file that contains the statement.
 */
export function unreadable(error: ParseError, reading: Reading): Finding {
  const { probe, name, set, mustaches } = reading
  const stretches = stretchesOf(error, probe)
  const places = stretches.map((stretch) => addressIn(stretch, probe, set))
  const source = set.get(name)
  const at =
    places.find((place) => place && isOwn(place)) ??
    culprit(reading) ??
    places[0] ??
    (source && { source, range: [0, 0] as const })
  const message = error.message
    .replace(spanPattern, (_, ...point) => {
      const place = addressIn(stretchOf(point.slice(0, 4), probe), probe, set)
      return place && place !== at ? ` (${place.source.file}:${lineOf(place)})` : ''
    })
    .replace(/zq(\d+)zq/g, (word, number) => writtenAs(mustaches[Number(number)], set) ?? word)
  return {
    code: 'template-syntax',
    message: `Invalid template: ${message.replace(/\.$/, '')}.`,
    help: 'Fix the Markdown of the template.',
    ...(at && { at }),
  }
}

function isOwn({ source }: Address): boolean {
  return 'own' in source && source.own === true
}

function lineOf({ source, range }: Address): number {
  return source.text.slice(0, range?.[0]).split('\n').length
}

/** Returns the text in the template that a word of the probe stands for. */
function writtenAs(mustache: Mustache | undefined, set: TemplateSet): string | undefined {
  const source = mustache && set.get(mustache.loc.source ?? '')
  const at = source && nodeAddress(source, mustache)
  return at && source.text.slice(...at.range)
}

function stretchesOf({ place, message }: ParseError, probe: Probe): Stretch[] {
  const [start, end] = offsetsOf(place)
  const told = [...message.matchAll(spanPattern)].map((match) => stretchOf(match.slice(1), probe))
  return start === undefined ? told : [[start, end ?? start], ...told]
}

function offsetsOf(place: ParseError['place']): readonly (number | undefined)[] {
  if (place === undefined) return []
  return 'start' in place ? [place.start.offset, place.end.offset] : [place.offset, place.offset]
}

function stretchOf(
  [line, column, endLine = line, endColumn = column]: readonly (string | undefined)[],
  { text }: Probe,
): Stretch {
  const offset = (line = '1', column = '1') =>
    offsetOf(text, { line: Number(line), column: Number(column) - 1 })
  return [offset(line, column), offset(endLine, endColumn)]
}

/**
 * Returns the place in the template that a range of the probe comes from. Only includes the first
 * statement of the range.
 */
function addressIn(
  [start, end]: Stretch,
  { pieces, text }: Probe,
  set: TemplateSet,
): Address | undefined {
  const piece = pieces.findLast(
    (one) => one.start <= Math.min(start, text.length - 1) && one.text !== '',
  )
  const source = piece && set.get(piece.statement.loc.source ?? '')
  if (piece === undefined || source === undefined) return undefined
  if (piece.statement.type === 'MustacheStatement') return nodeAddress(source, piece.statement)
  const last = Math.min(end, piece.start + piece.text.length)
  return {
    source,
    range: [
      offsetInSource(piece, start, source.text),
      offsetInSource(piece, Math.max(start, last), source.text),
    ],
  }
}

function offsetInSource({ statement, start, text }: Piece, offset: number, source: string): number {
  const { original, loc } = statement as Content & { original: string }
  // Handlebars has removed whitespace around standalone tags from the rendered text.
  const before = original.slice(0, original.indexOf(text) + offset - start)
  const lineBreaks = before.split('\n').length - 1
  const inLine = before.length - (before.lastIndexOf('\n') + 1)
  const column = inLine + (lineBreaks === 0 ? loc.start.column : 0)
  return offsetOf(source, { line: loc.start.line + lineBreaks, column })
}

/**
 * Finds the line of a user's template that causes an error, by testing whether the page can be
 * parsed without that line. This is necessary because parsers report unclosed syntax at the end of
 * the page.
 */
function culprit({ probe, set, parse }: Reading): Address | undefined {
  const own = probe.pieces.filter(({ statement }) => set.get(statement.loc.source ?? '')?.own)
  let start = 0
  for (const line of probe.text.split('\n')) {
    const end = start + line.length
    const parts = own
      .map(({ start: at, text }): Stretch => [Math.max(at, start), Math.min(at + text.length, end)])
      .filter(([a, b]) => a < b)
    const rest = parts.reduce(
      (text, [a, b]) => text.slice(0, a) + ' '.repeat(b - a) + text.slice(b),
      probe.text,
    )
    const [first] = parts
    const hasText = parts.some(([a, b]) => probe.text.slice(a, b).trim() !== '')
    if (first && hasText && isReadable(rest, parse)) return addressIn(first, probe, set)
    start = end + 1
  }
  return undefined
}

function isReadable(text: string, parse: (text: string) => unknown): boolean {
  try {
    parse(text)
    return true
  } catch {
    return false
  }
}

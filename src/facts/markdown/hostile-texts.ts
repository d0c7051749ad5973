import { type PatternPart, parsePattern } from '../pattern/parts.js'

/**
 * A repeated part of a pattern that can match in several ways. `before` is text that matches up to
 * that part.
 */
interface Trap {
  readonly before: string
  readonly part: PatternPart
  /** Whether the part is in an alternative other than the first. */
  readonly isAside: boolean
}

/**
 * The maximum length of a test string. Patterns that take cubic time still finish before the
 * timeout.
 */
const longest = 200

const mostTraps = 12
const mostSamples = 8

/** Endings that keep a string from matching as a whole. */
const ends = ['\u0001', '\n\n']

const frequent = ['a', 'A', '0', ' ', '-', '_', '.', '/']

/**
 * Returns strings that make a pattern backtrack if the pattern repeats a part that can match in
 * several ways.
 */
export function hostileTexts(pattern: string, example: unknown): string[] {
  const traps = trapsIn(parsePattern(pattern), '', false).slice(0, mostTraps)
  const literal = [...new Set(pattern.replace(/\\[\s\S]/g, (pair) => pair.slice(1)))].filter(
    (one) => !/[()[\]{}|?*+^$\\]/.test(one),
  )
  const words = (pattern.match(/[a-zA-Z0-9]{2,4}/g) ?? []).slice(0, 4)
  const text = typeof example === 'string' && example.length < longest ? example : ''
  const pieces = [
    ...new Set(traps.flatMap((trap) => piecesOf(trap).filter(({ length }) => length === 1))),
  ]
  const general = [
    ...new Set([...frequent, ...pieces.slice(0, 16), ...literal.slice(0, 16), ...words]),
  ]
  const allEnds = [...ends, ...literal.slice(0, 4)]
  const lists = [
    ...traps.map((trap) => texts([trap.before], piecesOf(trap), allEnds, 60)),
    texts(['', text], general, allEnds, 34),
    // A group may match only after certain text. The samples may not contain that text, but the
    // example may.
    texts(startsOf(text), [...new Set([...pieces, ...text])].slice(0, 16), ends, 34),
  ]
  // A long pattern takes longer on each string, so it is tested on fewer strings.
  const most = Math.min(1200, Math.max(200, 250_000 / pattern.length))
  return [...new Set(inTurns(lists, most))]
}

function texts(
  starts: readonly string[],
  pieces: readonly string[],
  ends: readonly string[],
  length: number,
): string[] {
  return ends.flatMap((end) =>
    pieces.flatMap((piece) => {
      const times = piece.length === 1 ? length : Math.max(25, Math.floor(length / piece.length))
      return starts.map((start) => start + piece.repeat(times).slice(0, longest) + end)
    }),
  )
}

/** Returns the first item of each list, then the second of each, and so on. */
function inTurns(lists: readonly (readonly string[])[], most: number): string[] {
  const taken: string[] = []
  for (let at = 0; taken.length < most && lists.some(({ length }) => at < length); at++)
    for (const list of lists) taken.push(...list.slice(at, at + 1))
  return taken
}

/** Returns up to 24 prefixes of a string, shortest first. */
function startsOf(text: string): string[] {
  const step = Math.ceil(text.length / 24)
  return Array.from({ length: step === 0 ? 0 : Math.floor(text.length / step) }, (_, at) =>
    text.slice(0, (at + 1) * step),
  )
}

function trapsIn(part: PatternPart, before: string, isAside: boolean): Trap[] {
  switch (part.kind) {
    case 'character':
      return []
    case 'look':
      return trapsIn(part.part, before, isAside)
    case 'options':
      return part.parts.flatMap((one, at) => trapsIn(one, before, isAside || at > 0))
    case 'sequence': {
      let start = before
      return part.parts.flatMap((one) => {
        const found = trapsIn(one, start, isAside)
        start = (start + shortestOf(one)).slice(0, longest)
        return found
      })
    }
    case 'repeat': {
      const inner = trapsIn(part.part, before, isAside)
      return part.most > 1 && varies(part.part)
        ? [{ before, part: part.part, isAside }, ...inner]
        : inner
    }
  }
}

/** Whether a part of a pattern has several ways to match. */
function varies(part: PatternPart): boolean {
  switch (part.kind) {
    case 'character':
    case 'look':
      return false
    case 'options':
      return true
    case 'sequence':
      return part.parts.some(varies)
    case 'repeat':
      return part.least !== part.most || varies(part.part)
  }
}

/** A short string that a part matches. */
function shortestOf(part: PatternPart): string {
  switch (part.kind) {
    case 'character':
      return part.samples[0] ?? ''
    case 'look':
      return ''
    case 'options':
      return shortestOf(part.parts[0])
    case 'sequence':
      return part.parts.map(shortestOf).join('').slice(0, longest)
    case 'repeat':
      return shortestOf(part.part).repeat(Math.min(part.least, longest)).slice(0, longest)
  }
}

/**
 * Returns the strings to repeat: characters in a part, and strings that the whole part matches.
 * Skips backslashes in later alternatives, because errbook should accept a widely used pattern for
 * email addresses (RFC 5322) that is slow on them.
 */
function piecesOf({ part, isAside }: Trap): string[] {
  const pieces = [...charactersOf(part).slice(0, 16), ...samplesOf(part)]
  return [...new Set(pieces)].filter((piece) => piece !== '' && !(isAside && piece.includes('\\')))
}

function charactersOf(part: PatternPart): string[] {
  switch (part.kind) {
    case 'character':
      return [...part.samples]
    case 'look':
      return []
    case 'repeat':
      return charactersOf(part.part)
    default:
      return [...new Set(part.parts.flatMap(charactersOf))]
  }
}

/**
 * Some strings that a part matches. Together, these strings use each alternative and each
 * repetition at least once.
 */
function samplesOf(part: PatternPart): string[] {
  switch (part.kind) {
    case 'character':
      return part.samples.slice(0, 2)
    case 'look':
      return ['']
    case 'options':
      return part.parts.flatMap((one) => samplesOf(one).slice(0, 2)).slice(0, mostSamples)
    case 'sequence': {
      const each = part.parts.map(samplesOf)
      const most = each.reduce((sum, { length }) => Math.max(sum, length), 0)
      return Array.from({ length: most }, (_, at) =>
        each
          .map((one) => one[at % one.length] ?? '')
          .join('')
          .slice(0, longest),
      )
    }
    case 'repeat': {
      const once = samplesOf(part.part).map((one) =>
        one.repeat(Math.min(Math.max(part.least, 1), longest)).slice(0, longest),
      )
      return (part.least === 0 ? [...once, ''] : once).slice(0, mostSamples)
    }
  }
}

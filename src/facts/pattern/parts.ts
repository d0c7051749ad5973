/** A part of a regular expression, with samples for creating strings that it matches. */
export type PatternPart =
  /** One character, or an empty match such as `^`. */
  | { readonly kind: 'character'; readonly samples: readonly string[] }
  | { readonly kind: 'look'; readonly part: PatternPart }
  | { readonly kind: 'options'; readonly parts: readonly [PatternPart, ...PatternPart[]] }
  | { readonly kind: 'sequence'; readonly parts: readonly PatternPart[] }
  | {
      readonly kind: 'repeat'
      readonly part: PatternPart
      readonly least: number
      readonly most: number
    }

const token =
  /\\u[\da-fA-F]{4}|\\x[\da-fA-F]{2}|\\c[a-zA-Z]|\\k<[^>]*>|\\[1-9]\d*|\\[\s\S]|\[(?:\\[\s\S]|[^\]\\])*\]|\(\?(?:<?[=!]|<[^>]*>|[a-z-]*:)|[*+?]|\{\d+(?:,\d*)?\}|[\s\S]/g

/** Characters to try for a class that does not list its own, such as `\S`. */
const frequent = [...'aA0 -_./!@~é中\n\t']

/**
 * Parses a valid pattern. The caller must limit its length, because nested groups are parsed
 * recursively.
 */
export function parsePattern(pattern: string): PatternPart {
  const tokens = pattern.match(token) ?? []
  const samples = new Map<string, readonly string[]>()
  let at = 0

  const character = (source: string): PatternPart => {
    const known = samples.get(source) ?? samplesOf(source)
    samples.set(source, known)
    return { kind: 'character', samples: known }
  }

  const options = (): PatternPart => {
    let sequence: PatternPart[] = []
    const others: PatternPart[][] = []
    const first = sequence
    for (let text = tokens[at]; text !== undefined && text !== ')'; text = tokens[++at]) {
      const last = sequence.at(-1)
      if (text === '|') {
        sequence = []
        others.push(sequence)
      } else if (text.startsWith('(')) {
        at++
        const part = options()
        sequence.push(/^\(\?<?[=!]/.test(text) ? { kind: 'look', part } : part)
      } else if (last !== undefined && /^(?:[*+?]|\{\d+(?:,\d*)?\})$/.test(text)) {
        // A `?` after a quantifier only makes it lazy. It does not change what can match.
        if (text === '?' && /^(?:[*+?]|\{\d+(?:,\d*)?\})$/.test(tokens[at - 1] ?? '')) continue
        sequence.splice(-1, 1, { kind: 'repeat', part: last, ...countsOf(text) })
      } else sequence.push(character(text))
    }
    return others.length === 0
      ? inSequence(first)
      : { kind: 'options', parts: [inSequence(first), ...others.map(inSequence)] }
  }

  const parts: PatternPart[] = []
  // The loop above ends early only at an extra parenthesis, which valid patterns do not have.
  for (; at < tokens.length; at++) parts.push(options())
  return { kind: 'sequence', parts }
}

function inSequence(parts: readonly PatternPart[]): PatternPart {
  const [first, ...others] = parts
  return first && others.length === 0 ? first : { kind: 'sequence', parts }
}

function countsOf(quantifier: string): { least: number; most: number } {
  if (quantifier === '*') return { least: 0, most: Infinity }
  if (quantifier === '+') return { least: 1, most: Infinity }
  if (quantifier === '?') return { least: 0, most: 1 }
  const [least, most = least] = quantifier.slice(1, -1).split(',')
  return { least: Number(least), most: most === '' ? Infinity : Number(most) }
}

/**
 * Some characters that a character or class matches. Characters that are written in the class come
 * first, including the ends of ranges.
 */
function samplesOf(source: string): string[] {
  if (/^(?:\^|\$|\\[bB1-9k].*)$/s.test(source)) return []
  try {
    const pattern = new RegExp(`^${source}$`)
    return [...new Set([...ownOf(source), ...frequent])]
      .filter((one) => pattern.test(one))
      .slice(0, 8)
  } catch {
    return []
  }
}

/** Maps the letter of an escape to its character, or to one character of its class. */
const escaped: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  f: '\f',
  v: '\v',
  0: '\0',
  s: ' ',
  d: '0',
  w: 'a',
}

/** The characters that are written in a class, or the single character of the source. */
function ownOf(source: string): string[] {
  const inner = source.length > 1 && source.startsWith('[') ? source.slice(1, -1) : source
  return (inner.match(/\\u[\da-fA-F]{4}|\\x[\da-fA-F]{2}|\\[\s\S]|[\s\S]/g) ?? []).map((one) => {
    if (!one.startsWith('\\')) return one
    if (/^\\[ux]../.test(one)) return String.fromCharCode(Number.parseInt(one.slice(2), 16))
    const letter = one.slice(1)
    return escaped[letter] ?? letter
  })
}

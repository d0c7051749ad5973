import { createContext, Script } from 'node:vm'
import { limits } from '../model/limits.js'

export type PatternProblem = 'slow' | 'too long' | 'untested'

/**
 * Runs what matches patterns that somebody else wrote, which may backtrack without end. One guard belongs to one
 * run: it remembers what it knows of a pattern, so that one which a thousand params share costs as much as one.
 */
export interface PatternGuard {
  /** What is wrong with a pattern, whatever it is matched with. `example` is a value that it should match. */
  problemOf(pattern: string, example: unknown): PatternProblem | undefined
  /** The result of a test, or the pattern that kept it from ending. `value` holds the texts that the test matches. */
  run<T>(patterns: readonly string[], value: unknown, test: () => T): { readonly result: T } | { readonly slow: string }
}

/** Milliseconds after which a test is given up. */
const patience = 40

/** Milliseconds of CPU that make it slow. Patterns that people use need a few thousandths of one. */
const slowFrom = 15

/** After so many slow patterns, those that need a guard are not tried any more: each of them costs time. */
const mostSlow = 10

export function patternGuard(): PatternGuard {
  const problems = new Map<string, PatternProblem | undefined>()
  const inTime = timer()
  let slow = 0

  const judge = (pattern: string, example: unknown): PatternProblem | undefined => {
    if (pattern.length > limits.pattern) return 'too long'
    if (!shapeOf(pattern).nested) return undefined
    if (slow >= mostSlow) return 'untested'
    const compiled = compile(pattern)
    if (compiled === undefined) return undefined
    const texts = hostileTexts(pattern, example)
    if (inTime(() => testAll(compiled, texts))) return undefined
    slow++
    return 'slow'
  }

  return {
    problemOf(pattern, example) {
      if (!problems.has(pattern)) problems.set(pattern, judge(pattern, example))
      return problems.get(pattern)
    },
    run(patterns, value, test) {
      const texts = textsIn(value)
      const longest = texts.reduce((most, { length }) => Math.max(most, length), 0)
      if (patterns.every((pattern) => isCheap(pattern, longest))) return { result: test() }
      let result: { readonly result: ReturnType<typeof test> } | undefined
      const finish = () => {
        result = { result: test() }
      }
      if (inTime(finish) && result) return result
      const culprit = patterns.find((pattern) => {
        const compiled = compile(pattern)
        return compiled && !inTime(() => testAll(compiled, texts))
      })
      // A value of many thousand items takes its time with any pattern.
      if (culprit === undefined) return { result: test() }
      slow++
      problems.set(culprit, 'slow')
      return { slow: culprit }
    },
  }
}

/** Whether something ends in time. Counted in CPU time, so that a busy machine makes no pattern slow. */
function timer(): (run: () => void) => boolean {
  const context = createContext({ run: undefined })
  const script = new Script('run()')
  const attempt = (run: () => void): 'done' | 'slow' | 'interrupted' => {
    context.run = run
    const before = process.cpuUsage()
    try {
      // V8 interrupts a regular expression for this, and nothing else does.
      script.runInContext(context, { timeout: patience })
      return 'done'
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw cause
      const { user, system } = process.cpuUsage(before)
      return (user + system) / 1000 > slowFrom ? 'slow' : 'interrupted'
    } finally {
      context.run = undefined
    }
  }
  return (run) => {
    let slow = 0
    // Twice, as the time may have gone to something else in this process.
    for (let attempts = 0; attempts < 40 && slow < 2; attempts++) {
      const ended = attempt(run)
      if (ended === 'done') return true
      if (ended === 'slow') slow++
    }
    return false
  }
}

function compile(pattern: string): RegExp | undefined {
  try {
    return new RegExp(pattern)
  } catch {
    return undefined
  }
}

function testAll(pattern: RegExp, texts: readonly string[]): void {
  for (const text of texts) pattern.test(text)
}

interface PatternShape {
  /** Whether something that can match in several ways is repeated, or a group is referred to. */
  readonly nested: boolean
  /** How many quantifiers leave the matcher a choice. */
  readonly choices: number
  readonly alternatives: number
}

/** What of a pattern says how far it can backtrack, from a look at its characters. */
function shapeOf(pattern: string): PatternShape {
  let [nested, choices, alternatives] = [false, 0, 0]
  const groups = [{ varies: false }]
  // Whether what stands before a quantifier can match in several ways itself.
  let atomVaries = false
  const token = /\\(?:[1-9]|k<)|\\[\s\S]|\[(?:\\[\s\S]|[^\]\\])*\]|\(\?(?:<?[=!]|:|<[^>]*>)|\(|\)|\||[*+?]|\{(\d+)(,(\d*))?\}|[\s\S]/g
  for (const [text, least, comma, most] of pattern.matchAll(token)) {
    const group = groups.at(-1)!
    const isRepetition = /^[*+]$/.test(text) || (least !== undefined && !(Number(most ?? least) <= 1 && most !== ''))
    if (/^\\(?:[1-9]|k<)$/.test(text)) nested = true
    else if (text.startsWith('(')) groups.push({ varies: false })
    else if (text === ')') {
      atomVaries = group.varies
      if (groups.length > 1) groups.pop()
      if (atomVaries) groups.at(-1)!.varies = true
      continue
    } else if (text === '|') {
      alternatives++
      group.varies = true
    } else if (isRepetition || text === '?') {
      if (isRepetition && atomVaries) nested = true
      if (least === undefined || comma !== undefined) {
        choices++
        group.varies = true
      }
      continue
    }
    atomVaries = false
  }
  return { nested, choices, alternatives }
}

/** Whether a pattern takes few steps on any text of a length: each choice is made once for each character at most. */
function isCheap(pattern: string, length: number): boolean {
  const { nested, choices, alternatives } = shapeOf(pattern)
  return !nested && (length + 2) ** (choices + 1) * 2 ** alternatives < 1_000_000
}

/** Texts on which a pattern fails late, if it repeats what can match in several ways. */
function hostileTexts(pattern: string, example: unknown): string[] {
  const own = [...new Set(pattern.replace(/\\[\s\S]/g, (pair) => pair.slice(1)))].filter(
    (character) => !/[()[\]{}|?*+^$\\]/.test(character),
  )
  const repeated = [
    ...new Set(['a', 'A', '0', ' ', '-', '_', '.', '/', ...own.slice(0, 16), ...(pattern.match(/[a-zA-Z0-9]{2,4}/g) ?? []).slice(0, 4)]),
  ]
  const starts = typeof example === 'string' && example !== '' && example.length < 200 ? ['', example] : ['']
  const ends = ['\u0001', '\n\n', ...own.slice(0, 4)]
  return starts.flatMap((start) => repeated.flatMap((piece) => ends.map((end) => start + piece.repeat(piece.length === 1 ? 34 : 25) + end)))
}

/** Every text in a value, keys included. */
function textsIn(value: unknown): string[] {
  const texts: string[] = []
  const look = (item: unknown): void => {
    if (typeof item === 'string') texts.push(item)
    else if (Array.isArray(item)) for (const one of item) look(one)
    else if (typeof item === 'object' && item !== null) {
      for (const [key, one] of Object.entries(item)) {
        texts.push(key)
        look(one)
      }
    }
  }
  look(value)
  return texts
}

/** The patterns of a schema, and where in it they are. */
export function patternsIn(
  schema: unknown,
  path: readonly (string | number)[] = [],
): { pattern: string; path: readonly (string | number)[] }[] {
  if (typeof schema !== 'object' || schema === null) return []
  return Object.entries(schema).flatMap(([key, item]) => {
    const at = [...path, Array.isArray(schema) ? Number(key) : key]
    if (key === 'pattern' && typeof item === 'string') return [{ pattern: item, path: at }]
    // Values are no schemas, whatever their keys are.
    return ['example', 'examples', 'enum', 'const', 'default'].includes(key) ? [] : patternsIn(item, at)
  })
}

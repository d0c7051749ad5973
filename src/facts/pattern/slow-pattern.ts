import { createContext, Script } from 'node:vm'
import { limits } from '../../model/limits.js'
import { hostileTexts } from '../markdown/hostile-texts.js'

export type PatternProblem = 'slow' | 'slow on a long value' | 'too long' | 'untested'

export type GuardedResult<T> =
  | { readonly result: T }
  /** The pattern that was too slow, and the length of the longest string in the test. */
  | { readonly problem: PatternProblem; readonly pattern: string; readonly length: number }

/**
 * Runs tests with patterns from users, which may backtrack forever. Each run needs its own guard.
 * The guard caches results, so a pattern that a thousand params share costs only as much as one.
 */
export interface PatternGuard {
  /**
   * Returns the problem with a pattern, or undefined if it is safe for any value. `example` is a
   * value that the pattern should match.
   */
  problemOf(pattern: string, example: unknown): PatternProblem | undefined
  /**
   * Runs a test that matches strings in `value` against the patterns. Returns the result of the
   * test, or a pattern that is too slow.
   */
  run<T>(patterns: readonly string[], value: unknown, test: () => T): GuardedResult<T>
}

/** The timeout of a test, in milliseconds. */
const patience = 40

/**
 * A test that times out counts as slow if it used more CPU time than this, in milliseconds. Common
 * patterns need a few microseconds.
 */
const slowFrom = 15

/** A test that uses at most this much CPU time, in milliseconds, does not count toward `budget`. */
const negligible = 5

/** Replaces `negligible` in a second run, because the pattern is already compiled. */
const negligibleAgain = 1

/**
 * After this many slow patterns, no more patterns are tested, because each slow one takes a long
 * time.
 */
const mostSlow = 10

/**
 * The total CPU time for patterns that are almost slow, in milliseconds. After that, no more
 * patterns are tested.
 */
const budget = 1500

/** The number of strings in a batch. */
const partSize = 40

/** If a pattern is slow on a string up to this length, it is slow on ordinary input. */
const shortText = 100

export function patternGuard(): PatternGuard {
  const problems = new Map<string, PatternProblem | undefined>()
  const slowValues = new Set<string>()
  const clock = timer()
  let [slow, spent] = [0, 0]

  const isExhausted = () => slow >= mostSlow || spent >= budget
  const isSlow = (pattern: RegExp, texts: readonly string[]): boolean => {
    const test = () => testAll(pattern, texts)
    const cost = clock.costOf(test)
    if (cost === undefined) slow++
    else if (cost > negligible) count(cost, test)
    return cost === undefined
  }
  /**
   * Adds the cost of a test to the total. The test runs again first, because the first run may have
   * waited for the compiler or the garbage collector.
   */
  const count = (cost: number, again: () => void) => {
    const { cpu } = clock.attempt(again)
    spent += cpu > negligibleAgain ? cost : cpu
  }

  /**
   * Tests many strings in batches, because a pattern with hundreds of alternatives may take a long
   * time on all strings together without being slow.
   */
  const tryAll = (pattern: RegExp, texts: readonly string[]): PatternProblem | undefined => {
    const first = clock.attempt(() => testAll(pattern, texts))
    if (first.isDone && first.cpu <= negligible) return undefined
    for (let at = 0; at < texts.length; at += partSize) {
      if (isExhausted()) return 'untested'
      const cost = clock.costOf(() => testAll(pattern, texts.slice(at, at + partSize)))
      if (cost === undefined) {
        slow++
        return 'slow'
      }
      if (cost > negligibleAgain) spent += cost
    }
    return undefined
  }

  const judge = (pattern: string, example: unknown): PatternProblem | undefined => {
    if (pattern.length > limits.pattern) return 'too long'
    if (!shapeOf(pattern).nested) return undefined
    if (isExhausted()) return 'untested'
    const compiled = compile(pattern)
    if (compiled === undefined) return undefined
    return tryAll(compiled, hostileTexts(pattern, example))
  }

  /** Returns the first pattern that is slow on these strings. */
  const slowOn = (patterns: readonly string[], texts: readonly string[], length: number) => {
    for (const pattern of patterns) {
      if (isCheap(pattern, length)) continue
      const key = JSON.stringify([pattern, ...texts])
      const problem = length > shortText ? 'slow on a long value' : 'slow'
      if (slowValues.has(key)) return { problem, pattern, length } as const
      if (isExhausted()) return { problem: 'untested', pattern, length } as const
      const compiled = compile(pattern)
      if (!compiled || !isSlow(compiled, texts)) continue
      if (problem === 'slow') problems.set(pattern, problem)
      else slowValues.add(key)
      return { problem, pattern, length } as const
    }
    return undefined
  }

  return {
    problemOf(pattern, example) {
      if (!problems.has(pattern)) problems.set(pattern, judge(pattern, example))
      return problems.get(pattern)
    },
    run(patterns, value, test) {
      const texts = textsIn(value)
      const length = texts.reduce((most, text) => Math.max(most, text.length), 0)
      if (patterns.every((pattern) => isCheap(pattern, length))) return { result: test() }
      if (isExhausted() || slowValues.size > 0)
        return slowOn(patterns, texts, length) ?? { result: test() }
      let result: { readonly result: ReturnType<typeof test> } | undefined
      const { cpu } = clock.attempt(() => {
        result = { result: test() }
      })
      if (result && cpu <= negligible) return result
      // A value with thousands of items takes long with any pattern, so measure only the patterns.
      const problem = slowOn(patterns, texts, length)
      if (problem) return problem
      count(cpu, () => {
        for (const pattern of patterns)
          if (!isCheap(pattern, length)) testAll(compile(pattern) ?? /^/, texts)
      })
      return result ?? { result: test() }
    },
  }
}

/** Measures CPU time, so that a busy machine does not make patterns look slow. */
function timer() {
  const context = createContext({ run: undefined })
  const script = new Script('run()')
  const attempt = (run: () => void): { readonly isDone: boolean; readonly cpu: number } => {
    context.run = run
    const before = process.cpuUsage()
    const cpu = () => {
      const { user, system } = process.cpuUsage(before)
      return (user + system) / 1000
    }
    try {
      // Only this timeout can interrupt a regular expression in V8.
      script.runInContext(context, { timeout: patience })
      return { isDone: true, cpu: cpu() }
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw cause
      return { isDone: false, cpu: cpu() }
    } finally {
      context.run = undefined
    }
  }
  /** Returns the CPU time in milliseconds, or undefined if the run does not finish in time. */
  const costOf = (run: () => void): number | undefined => {
    let slow = 0
    // Count it as slow only after two timeouts, because something else in this process may have
    // used the time.
    for (let attempts = 0; attempts < 40 && slow < 2; attempts++) {
      const { isDone, cpu } = attempt(run)
      if (isDone) return cpu
      if (cpu > slowFrom) slow++
    }
    return undefined
  }
  return { attempt, costOf }
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
  /** Whether the pattern repeats a part that can match in several ways, or has a backreference. */
  readonly nested: boolean
  /** The number of quantifiers that allow more than one count. */
  readonly choices: number
  readonly alternatives: number
  /** The number of characters if `a{3}` is written as `aaa`. */
  readonly size: number
}

/** Scans a pattern to estimate how far it can backtrack. */
function shapeOf(pattern: string): PatternShape {
  let [nested, choices, alternatives] = [false, 0, 0]
  let group = { varies: false, size: 1 }
  const around: (typeof group)[] = []
  // For the part before a quantifier: whether it can match in several ways, and its size.
  let [atomVaries, atomSize] = [false, 1]
  const token =
    /\\(?:[1-9]|k<)|\\[\s\S]|\[(?:\\[\s\S]|[^\]\\])*\]|\(\?(?:<?[=!]|:|<[^>]*>)|\(|\)|\||[*+?]|\{(\d+)(,(\d*))?\}|[\s\S]/g
  for (const [text, least, comma, most] of pattern.matchAll(token)) {
    const isRepetition =
      /^[*+]$/.test(text) || (least !== undefined && !(Number(most ?? least) <= 1 && most !== ''))
    if (/^\\(?:[1-9]|k<)$/.test(text)) nested = true
    else if (text.startsWith('(')) {
      around.push(group)
      group = { varies: false, size: 1 }
    } else if (text === ')') {
      atomVaries = group.varies
      atomSize = group.size
      group = around.pop() ?? group
      group.size += atomSize
      if (atomVaries) group.varies = true
      continue
    } else if (text === '|') {
      alternatives++
      group.varies = true
    } else if (isRepetition || text === '?') {
      if (isRepetition && atomVaries) nested = true
      atomSize *= Math.max(1, Number(most || least || 1))
      group.size += atomSize
      if (least === undefined || comma !== undefined) {
        choices++
        group.varies = true
      }
      continue
    }
    if (!text.startsWith('(')) group.size++
    ;[atomVaries, atomSize] = [false, 1]
  }
  return {
    nested,
    choices,
    alternatives,
    size: [...around, group].reduce((sum, { size }) => sum + size, 0),
  }
}

/**
 * Whether a pattern takes few steps on any string of this length. Each quantifier multiplies the
 * steps by at most the length, and each alternative doubles them.
 */
function isCheap(pattern: string, length: number): boolean {
  const { nested, choices, alternatives, size } = shapeOf(pattern)
  return !nested && (length + 2) ** (choices + 1) * 2 ** alternatives * size < 100_000
}

/** All strings in a value, including keys. */
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

/** The patterns in a schema with their paths. */
export function patternsIn(
  schema: unknown,
  path: readonly (string | number)[] = [],
): { pattern: string; path: readonly (string | number)[] }[] {
  if (typeof schema !== 'object' || schema === null) return []
  return Object.entries(schema).flatMap(([key, item]) => {
    const at = [...path, Array.isArray(schema) ? Number(key) : key]
    if (key === 'pattern' && typeof item === 'string') return [{ pattern: item, path: at }]
    // Values are not schemas, even if they have a key `pattern`.
    return ['example', 'examples', 'enum', 'const', 'default'].includes(key)
      ? []
      : patternsIn(item, at)
  })
}

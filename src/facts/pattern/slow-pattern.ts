import { createContext, Script } from 'node:vm'
import { limits } from '../../model/limits.js'
import { hostileTexts } from '../markdown/hostile-texts.js'

export type PatternProblem = 'slow' | 'slow on a long value' | 'too long' | 'untested'

export type GuardedResult<T> =
  | { readonly result: T }
  /**
   * The pattern that kept a test from ending, and the length of the longest text that it was
   * matched with.
   */
  | { readonly problem: PatternProblem; readonly pattern: string; readonly length: number }

/**
 * Runs what matches patterns that somebody else wrote, which may backtrack without end. One guard
 * belongs to one run: it remembers what it knows of a pattern, so that one which a thousand params
 * share costs as much as one.
 */
export interface PatternGuard {
  /**
   * What is wrong with a pattern, whatever it is matched with. `example` is a value that it should
   * match.
   */
  problemOf(pattern: string, example: unknown): PatternProblem | undefined
  /**
   * The result of a test, or the pattern that is too slow for it. `value` holds the texts that the
   * test matches.
   */
  run<T>(patterns: readonly string[], value: unknown, test: () => T): GuardedResult<T>
}

/** Milliseconds after which a test is given up. */
const patience = 40

/**
 * Milliseconds of CPU that make it slow. Patterns that people use need a few thousandths of one.
 */
const slowFrom = 15

/** Milliseconds of CPU that are not counted. */
const negligible = 5

/** The same for a second run, for which nothing has to be compiled. */
const negligibleAgain = 1

/**
 * After so many slow patterns, those that need a guard are not tried any more: each of them costs
 * time.
 */
const mostSlow = 10

/**
 * The same for patterns that are almost slow: milliseconds of CPU that all of them may take
 * together.
 */
const budget = 1500

/** Texts that are tried at a time. */
const partSize = 40

/** A pattern that is slow on a text of this length is slow on what people type. */
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
   * A first run may have waited for a compiler or for the garbage collector, which is not the
   * pattern's fault.
   */
  const count = (cost: number, again: () => void) => {
    const { cpu } = clock.attempt(again)
    spent += cpu > negligibleAgain ? cost : cpu
  }

  /**
   * Tries many texts. All of them together may take long with a pattern that has hundreds of
   * options.
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

  /** The first pattern that is slow on the texts. */
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
      // A value of many thousand items takes its time with any pattern, so only the patterns are
      // measured.
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

/** Measures CPU time, so that a busy machine makes no pattern slow. */
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
      // V8 interrupts a regular expression for this, and nothing else does.
      script.runInContext(context, { timeout: patience })
      return { isDone: true, cpu: cpu() }
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw cause
      return { isDone: false, cpu: cpu() }
    } finally {
      context.run = undefined
    }
  }
  /** Milliseconds that something takes, or nothing if it does not end in time. */
  const costOf = (run: () => void): number | undefined => {
    let slow = 0
    // Twice, as the time may have gone to something else in this process.
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
  /** Whether something that can match in several ways is repeated, or a group is referred to. */
  readonly nested: boolean
  /** How many quantifiers leave the matcher a choice. */
  readonly choices: number
  readonly alternatives: number
  /** How many characters it has if `a{3}` is written as `aaa`. */
  readonly size: number
}

/** What of a pattern says how far it can backtrack, from a look at its characters. */
function shapeOf(pattern: string): PatternShape {
  let [nested, choices, alternatives] = [false, 0, 0]
  let group = { varies: false, size: 1 }
  const around: (typeof group)[] = []
  // Whether what stands before a quantifier can match in several ways itself, and its size.
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
 * Whether a pattern takes few steps on any text of a length: each choice is made once for each
 * character at most, and what is written once may be matched many times.
 */
function isCheap(pattern: string, length: number): boolean {
  const { nested, choices, alternatives, size } = shapeOf(pattern)
  return !nested && (length + 2) ** (choices + 1) * 2 ** alternatives * size < 100_000
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
    return ['example', 'examples', 'enum', 'const', 'default'].includes(key)
      ? []
      : patternsIn(item, at)
  })
}

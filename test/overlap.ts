import { textsOf } from '../src/facts/entry/texts.js'

/**
 * Returns the five-word sequences in all texts of an entry. Words of its own code are masked,
 * because two pages made from one template usually differ only in these words.
 */
export function runsOf(code: string, data: unknown): ReadonlySet<string> {
  const own = new Set(wordsOf(code).flatMap((word) => [word, `${word}s`]))
  const runs = new Set<string>()
  for (const { path, value } of textsOf(data)) {
    if (
      path[0] === 'code' ||
      path[0] === 'title' ||
      path[0] === 'operations' ||
      path.at(-1) === 'url' ||
      path.includes('headers') ||
      (path[0] === 'related' && path.at(-1) === 'code')
    )
      continue
    const words = wordsOf(value).map((word) => (own.has(word) ? '·' : word))
    for (let at = 0; at + 5 <= words.length; at++) runs.add(words.slice(at, at + 5).join(' '))
  }
  return runs
}

/** Returns how much of the smaller set is also in the larger set, from 0 to 1. */
export function sharedRuns(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a]
  let shared = 0
  for (const run of small) if (large.has(run)) shared++
  return small.size === 0 ? 0 : shared / small.size
}

export function mostShared(sets: readonly (readonly [name: string, runs: ReadonlySet<string>])[]): {
  share: number
  a: string
  b: string
} {
  let most = { share: 0, a: '', b: '' }
  for (const [at, [a, runs]] of sets.entries()) {
    for (const [b, others] of sets.slice(at + 1)) {
      const share = sharedRuns(runs, others)
      if (share > most.share) most = { share, a, b }
    }
  }
  return most
}

/** Returns the words in lower case. `identity_not_found` is three words, `getIdentity` is one. */
function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)*/gu) ?? []
}

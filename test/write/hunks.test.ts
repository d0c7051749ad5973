import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hunks } from '../../src/write/hunks.js'

/** Applies hunks to text. If the hunks are correct, the result is the new text. */
function applied(before: string, shown: readonly string[]): string {
  const lines = before.split('\n')
  for (const hunk of [...shown].reverse()) {
    const [head = '', ...rest] = hunk.split('\n')
    const at = Number(/^@@ line (\d+) @@$/.exec(head)?.[1]) - 1
    const marked = (mark: string) =>
      rest.filter((line) => line[0] === mark).map((line) => line.slice(2))
    expect(lines.slice(at, at + marked('-').length)).toEqual(marked('-'))
    lines.splice(at, marked('-').length, ...marked('+'))
  }
  return lines.join('\n')
}

const text = fc
  .array(fc.constantFrom('a', 'b', 'c', '', 'd'), { maxLength: 40 })
  .map((lines) => lines.join('\n'))

describe('the hunks between two texts', () => {
  it('turn one text into the other when applied', () => {
    fc.assert(
      fc.property(text, text, (before, after) => applied(before, hunks(before, after)) === after),
    )
  })

  it('turn a long text into another when applied', () => {
    const line = fc.integer({ min: 0, max: 3000 }).map(String)
    const long = fc.array(line, { minLength: 800, maxLength: 2000 })
    const edit = fc.tuple(fc.nat(1999), fc.nat(700), fc.array(line, { maxLength: 700 }))
    fc.assert(
      fc.property(long, fc.array(edit, { maxLength: 3 }), (lines, edits) => {
        const changed = [...lines]
        for (const [at, removed, added] of edits) changed.splice(at, removed, ...added)
        const [before, after] = [lines.join('\n'), changed.join('\n')]
        expect(applied(before, hunks(before, after))).toBe(after)
      }),
      { numRuns: 20 },
    )
  })

  it('contain one hunk per edit, even if an edit moves the lines after it', () => {
    const lines = Array.from({ length: 3000 }, (_, at) => `line ${at}`)
    const added = Array.from({ length: 300 }, (_, at) => `new ${at}`)
    const changed = ['first', ...lines.slice(1, 200), ...added, ...lines.slice(200, 2999), 'last']
    expect(hunks(lines.join('\n'), changed.join('\n'))).toHaveLength(3)
    expect(hunks(changed.join('\n'), lines.join('\n'))).toHaveLength(3)
  })

  it('are a single shortened hunk if long texts have no common line', () => {
    const [before, after] = ['a', 'b'].map((name) =>
      Array.from({ length: 50_000 }, (_, at) => `${name}${at}`).join('\n'),
    )
    const [only, ...others] = hunks(before!, after!)
    expect(others).toEqual([])
    expect(only?.split('\n').length).toBeLessThan(20)
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { difference } from '../../src/write/difference.js'

const lines = (...all: string[]) => all.join('\n')

describe('the difference of two texts', () => {
  it('contains the lines between the common start and end', () => {
    expect(difference(lines('a', 'b', 'c', 'd'), lines('a', 'x', 'y', 'd'))).toBe(
      lines('@@ line 2 @@', '- b', '- c', '+ x', '+ y'),
    )
  })

  it('starts at the first different line', () => {
    expect(difference(lines('b', 'c'), lines('a', 'c'))).toBe(lines('@@ line 1 @@', '- b', '+ a'))
  })

  it('contains only added lines for an addition, and only removed lines for a removal', () => {
    expect(difference(lines('a', 'c'), lines('a', 'b', 'c'))).toBe(lines('@@ line 2 @@', '+ b'))
    expect(difference(lines('a', 'b', 'c'), lines('a', 'c'))).toBe(lines('@@ line 2 @@', '- b'))
    // A line that belongs to both the common start and the common end is not counted twice.
    expect(difference(lines('a', 'a'), lines('a', 'a', 'a'))).toBe(lines('@@ line 3 @@', '+ a'))
    expect(difference(lines('a', 'a', 'a'), lines('a', 'a'))).toBe(lines('@@ line 3 @@', '- a'))
  })

  it('shows four lines of each text, and the number of omitted lines', () => {
    const four = ['1', '2', '3', '4']
    expect(difference('', four.join('\n'))).toBe(
      lines('@@ line 1 @@', '-', '+ 1', '+ 2', '+ 3', '+ 4'),
    )
    expect(difference([...four, '5', '6'].join('\n'), '')).toBe(
      lines('@@ line 1 @@', '- 1', '- 2', '- 3', '- 4', '- … 2 more', '+'),
    )
    expect(difference('a\nb', 'c\nd', 1)).toBe(
      lines('@@ line 1 @@', '- a', '- … 1 more', '+ c', '+ … 1 more'),
    )
  })

  it('ignores line ends', () => {
    expect(difference('a\r\nb\r\n', 'a\nc\n')).toBe(lines('@@ line 2 @@', '- b', '+ c'))
  })

  it('starts with the number of the first different line, for random texts', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b', ''), { maxLength: 8 })
      .map((all) => all.join('\n'))
    fc.assert(
      fc.property(text, text, (one, other) => {
        fc.pre(one !== other)
        const line = Number(/^@@ line (\d+) @@/.exec(difference(one, other))?.[1])
        const [a, b] = [one.split('\n'), other.split('\n')]
        expect(a.slice(0, line - 1)).toEqual(b.slice(0, line - 1))
        expect(a.slice(line - 1)).not.toEqual(b.slice(line - 1))
      }),
    )
  })
})

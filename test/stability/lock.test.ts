import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lockText } from '../../src/facts/promise/lock.js'
import { snapshotOf } from '../../src/facts/promise/snapshot.js'
import { decodeLock } from '../../src/load/decode/lock.js'
import { base, errors, read, world } from './world.js'

describe('the lock', () => {
  it('has the same text whatever the order of the errors or of its earlier lines', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(errors, { minLength: errors.length }),
        fc.nat(),
        (order, seed) => {
          const catalog = read({ vocabulary: world().vocabulary, errors: order })!
          const text = lockText(snapshotOf(catalog), undefined)
          const lines = text.trimEnd().split('\n')
          const shuffled = [
            ...lines.slice(seed % lines.length),
            ...lines.slice(0, seed % lines.length),
          ].join('\r\n')
          const lock = decodeLock({ file: 'lock', text: shuffled })
          expect(lock.findings).toEqual([])
          expect(lockText(snapshotOf(catalog), lock.value)).toBe(text)
        },
      ),
      { numRuns: 30 },
    )
  })

  it('contains values that clients rely on, but no prose', () => {
    const text = lockText(snapshotOf(base), undefined)
    for (const promised of [
      'FullOne',
      '404',
      'r_2',
      'Race-Count',
      'transient',
      'err:acme:data:older',
      'NOT_FOUND',
      '"legacy":12',
      'requestId',
    ])
      expect(text).toContain(promised)
    for (const word of ['No race has this id', 'Taken by some', 'team-b', 'It goes'])
      expect(text).not.toContain(word)
    expect(text).not.toMatch(/20\d\d-\d\d/)
  })

  it('is rejected if a line was edited or cut off, and the finding names the error', () => {
    const text = lockText(snapshotOf(base), undefined)
    const lines = text.trimEnd().split('\n')
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: lines.length - 1 }),
        fc.nat(),
        fc.boolean(),
        (line, at, cut) => {
          const old = lines[line]!
          const place = 60 + (at % (old.length - 60))
          const damaged = cut
            ? old.slice(0, place)
            : `${old.slice(0, place)}~${old.slice(place + 1)}`
          const { value, findings } = decodeLock({
            file: 'lock',
            text: lines.with(line, damaged).join('\n'),
          })
          expect(value).toBeUndefined()
          expect(findings.map(({ code }) => code)).toEqual(['lock-damaged'])
          expect(findings[0]!.message).toContain((JSON.parse(old) as { code: string }).code)
        },
      ),
      { numRuns: 200 },
    )
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { diff } from '../../src/diff/diff.js'
import { lockText } from '../../src/facts/promise/lock.js'
import { snapshotOf, snapshotOfLock } from '../../src/facts/promise/snapshot.js'
import { decodeLock } from '../../src/load/decode/lock.js'
import { at, leaves, other, set, unset } from './edits.js'
import { isTold } from './told.js'
import { base, changesBetween, errors, read, vocabulary, world } from './world.js'

describe('a comparison of two catalogs', () => {
  it('finds nothing if a catalog is compared with itself or its lock', () => {
    expect(changesBetween(base, read(world())!)).toEqual([])
    const lock = decodeLock({ file: 'lock', text: lockText(snapshotOf(base), undefined) })
    expect(lock.findings).toEqual([])
    expect(diff(snapshotOfLock(lock.value!), { ...snapshotOf(base), catalog: base })).toEqual([])
  })

  it('finds nothing after a rename and a rename back', () => {
    const renamed = world()
    Object.assign(renamed.errors[1]!, {
      code: 'err:acme:data:simple',
      aliases: ['err:acme:data:plain'],
    })
    for (const error of renamed.errors) {
      for (const one of (error.related ?? []) as { code: string }[])
        one.code = 'err:acme:data:simple'
      for (const key of ['deprecated', 'retired'])
        if (error[key]) (error[key] as { replacedBy: string }).replacedBy = 'err:acme:data:simple'
    }
    const there = changesBetween(base, read(renamed)!)
    expect(there.map(({ rule, before, after }) => [rule, before, after])).toContainEqual([
      'code-renamed',
      'err:acme:data:plain',
      'err:acme:data:simple',
    ])
    const back = world()
    back.errors[1]!.aliases = ['err:acme:data:simple']
    expect(changesBetween(base, read(back)!)).toEqual([])
    expect(changesBetween(base, read(world())!)).toEqual([])
  })

  it('reports a single edit if and only if the policy of the field requires it', () => {
    const spots = [
      ...leaves(vocabulary, ['vocabulary']),
      ...errors.flatMap((error, at) => [...leaves(error, ['errors', at])]),
    ]
    let told = 0
    let silent = 0
    fc.assert(
      fc.property(
        fc.constantFrom(...spots),
        fc.constantFrom('change', 'remove'),
        fc.nat(),
        (path, edit, seed) => {
          const edited = world()
          const before = at(edited, path)
          if (edit === 'remove') unset(edited, path)
          else set(edited, path, other(before, seed))
          const after = read(edited)
          // Skip invalid edits, because `check` reports them.
          fc.pre(after !== undefined)
          const rulesFound = changesBetween(base, after!).map(({ rule }) => rule)
          const expected = isTold(path, after!, before, at(edited, path))
          expect(
            rulesFound.length > 0,
            `${path.join('.')} ${JSON.stringify(before)} → ${JSON.stringify(at(edited, path))}: ${rulesFound}`,
          ).toBe(expected)
          if (expected) told++
          else silent++
        },
      ),
      {
        numRuns: Number(process.env.ERRBOOK_EDITS ?? 120),
        ...(process.env.SEED && { seed: Number(process.env.SEED) }),
      },
    )
    expect(told).toBeGreaterThan(20)
    expect(silent).toBeGreaterThan(2)
  })
})

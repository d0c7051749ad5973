import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { type CatalogData, compared, type FoundChange } from './compared.js'

// Tests how severe a change is for a project, whether it was accepted, and which release it needs.
const vocabulary = {
  name: 'Acme',
  code: '{category}:{name}',
  docs: 'https://acme.test/{category}/{name}',
  categories: { data: { title: 'Data', status: 404 } },
}
const catalog = (errors: Record<string, object>, more: object = {}): CatalogData => ({
  vocabulary: { ...vocabulary, ...more },
  errors: Object.fromEntries(Object.entries(errors).map(([name, data]) => [`data:${name}`, data])),
})
const one = catalog({ gone: {} })
const moved = catalog({ gone: { status: 410 } })
const rulesOf = (findings: readonly FoundChange[]) => findings.map(({ code }) => code)

/** Returns a file that accepts these changes, with some members replaced. */
const accepting = (findings: readonly FoundChange[], other: object = {}) => ({
  'new/catalog.accepted.yaml': stringify(
    findings.flatMap(({ code: rule, change }) =>
      change
        ? [{ rule, code: change.code, fingerprint: change.fingerprint, reason: 'Ok.', ...other }]
        : [],
    ),
  ),
})

describe('the severity of a change', () => {
  it('is set by its rule, unless the config changes it', async () => {
    const levelOf = async (rules: object) => {
      const { findings, exitCode, bump } = await compared(one, moved, {
        config: { rules: { stub: 'off', ...rules } },
      })
      const found = findings.find(({ code }) => code === 'status-changed')
      return [found?.severity, exitCode, bump]
    }
    expect(await levelOf({})).toEqual(['error', 1, 'major'])
    expect(await levelOf({ 'status-changed': 'warn' })).toEqual(['warning', 0, 'minor'])
    expect(await levelOf({ 'status-changed': 'info' })).toEqual(['info', 0, 'patch'])
    expect(await levelOf({ 'status-changed': 'off' })).toEqual([undefined, 0, 'none'])
  })

  it('is only "info" if `stability.level` does not cover the change', async () => {
    const [before, after] = [catalog({ gone: {} }), catalog({ gone: { identifier: 'Renamed' } })]
    const severityAt = async (level: string) => {
      const { findings } = await compared(before, after, { config: { stability: { level } } })
      return findings.find(({ code }) => code === 'constant-changed')?.severity
    }
    expect(await severityAt('docs')).toBe('error')
    expect(await severityAt('source')).toBe('error')
    expect(await severityAt('schema')).toBe('info')
    expect(await severityAt('wire')).toBe('info')
  })
})

describe('the next release', () => {
  it('is determined by the most severe change, in any order of changes', async () => {
    const bumpOf = async (after: CatalogData) => (await compared(one, after)).bump
    expect(await bumpOf(one)).toBe('none')
    expect(await bumpOf(catalog({ gone: { summary: 'Other words.' } }))).toBe('patch')
    expect(await bumpOf(catalog({ gone: { summary: 'Other.' }, a_new: {}, z_new: {} }))).toBe(
      'minor',
    )
    expect(await bumpOf(catalog({ a_new: {}, gone: { status: 410, summary: 'Other.' } }))).toBe(
      'major',
    )
  })
})

describe('an accepted change', () => {
  it('must have the same rule, code and fingerprint as the reported change', async () => {
    const { findings } = await compared(one, moved)
    const breaks = findings.filter(({ severity }) => severity === 'error')
    expect(rulesOf(breaks)).toContain('status-changed')
    const accepted = await compared(one, moved, { more: accepting(breaks) })
    expect(accepted.exitCode).toBe(0)
    const told = accepted.findings.find(({ code }) => code === 'status-changed')
    expect(told?.change?.accepted).toBe('Ok.')
    expect(told?.message).toContain('Accepted: Ok.')
    for (const other of [
      { rule: 'type-changed' },
      { code: 'data:other' },
      { fingerprint: '000000000000' },
    ]) {
      const refused = await compared(one, moved, { more: accepting(breaks, other) })
      expect(refused.exitCode).toBe(1)
      expect(rulesOf(refused.findings)).toContain('accepted-unused')
    }
  })

  it('is reported as unused if the change breaks nothing', async () => {
    const added = catalog({ gone: {}, fresh: {} })
    const { findings } = await compared(one, added)
    const { findings: again, exitCode } = await compared(one, added, { more: accepting(findings) })
    expect(rulesOf(again)).toContain('accepted-unused')
    expect(exitCode).toBe(1)
    expect(again.find(({ code }) => code === 'code-added')?.change?.accepted).toBeUndefined()
  })
})

describe('one line of catalog.yaml that changes several errors', () => {
  const before = catalog({ a: {}, b: {}, c: {} })
  const after = catalog(
    { a: {}, b: {}, c: {} },
    { categories: { data: { title: 'Data', status: 410 } } },
  )

  it('is reported once, with the other errors that it changes', async () => {
    const { findings } = await compared(before, after)
    const found = findings.filter(({ code }) => code === 'status-changed')
    expect(found).toHaveLength(1)
    expect(found[0]?.change?.also.map(({ code }) => code)).toEqual(['data:b', 'data:c'])
    expect(found[0]?.message).toContain('2 other errors.')
  })

  it('is reported with the number of other errors, if there are any', async () => {
    const two = catalog({ a: {}, b: {} })
    const twoAfter = catalog(
      { a: {}, b: {} },
      { categories: { data: { title: 'Data', status: 410 } } },
    )
    const { findings } = await compared(two, twoAfter)
    const found = findings.find(({ code }) => code === 'status-changed')
    expect(found?.message).toContain('1 other error.')
    const alone = await compared(one, moved)
    const single = alone.findings.find(({ code }) => code === 'status-changed')
    expect(single?.message).not.toContain('other error')
  })
})

describe('the rewording of an error', () => {
  it('is reported once per error, with the reworded fields', async () => {
    const before = catalog({ gone: { description: 'A.', causes: ['B.', 'C.'], detail: 'D' } })
    const after = catalog({ gone: { description: 'E.', causes: ['F.', 'G.'], detail: 'H' } })
    const { findings } = await compared(before, after)
    const found = findings.filter(({ code }) => code === 'text-changed')
    expect(found).toHaveLength(1)
    expect(found[0]?.message).toMatch(/`\w+`, `\w+` and `\w+`\.$/)
    for (const field of ['description', 'causes', 'detail'])
      expect(found[0]?.message).toContain(`\`${field}\``)
  })

  it('is reported for each error, even if two errors have the same texts', async () => {
    const before = catalog({ a: { description: 'A.' }, b: { description: 'A.' } })
    const after = catalog({ a: { description: 'B.' }, b: { description: 'B.' } })
    const { findings } = await compared(before, after)
    expect(findings.map(({ change }) => change?.code)).toEqual(['data:a', 'data:b'])
  })
})

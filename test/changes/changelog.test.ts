import { describe, expect, it } from 'vitest'
import { changelog } from '../../src/diff/changelog.js'
import { ruleIds } from '../../src/diff/rules.js'
import type { Catalog, Entry } from '../../src/model/catalog.js'
import type { Change } from '../../src/model/change.js'
import type { Finding } from '../../src/model/diagnostic.js'

// A changelog line shows the error, the old value and the new value.
const entry = (code: string, data: object) =>
  [code, { code, data: { code, summary: `What ${code} means.`, ...data } } as Entry] as const
const catalog = {
  byCode: new Map([
    entry('fresh', {}),
    entry('over', { retired: { reason: 'No boats left', replacedBy: 'fresh' } }),
    entry('ending', { deprecated: { reason: 'Too vague.' } }),
  ]),
} as unknown as Catalog

const found = (
  rule: string,
  change: Partial<Change>,
  severity: Finding['severity'] = 'error',
): Finding =>
  ({
    code: rule,
    severity,
    message: '',
    change: { rule, code: 'gone', field: '', also: [], ...change },
  }) as unknown as Finding

/** Returns the heading and the line for one change. */
function told(rule: string, change: Partial<Change>, severity?: Finding['severity']): string[] {
  return changelog([found(rule, change, severity)], catalog).flatMap(({ heading, lines }) => [
    heading,
    ...lines,
  ])
}

describe('a line of the changelog', () => {
  it('shows the summary of an added error', () => {
    expect(told('code-added', { code: 'fresh', after: 'fresh' }, 'info')).toEqual([
      'Added',
      '`fresh`: What fresh means.',
    ])
    expect(told('code-added', { code: 'hidden', after: 'hidden' }, 'info')).toEqual([
      'Added',
      '`hidden`',
    ])
  })

  it('says why an error is retired or deprecated, and what to use instead', () => {
    expect(told('code-retired', { code: 'over' })).toEqual([
      'Retired',
      '`over`: No boats left. Use `fresh`.',
    ])
    expect(told('code-deprecated', { code: 'ending' }, 'info')).toEqual([
      'Deprecated',
      '`ending`: Too vague.',
    ])
    expect(told('code-retired', { code: 'unknown' })).toEqual(['Retired', '`unknown`'])
    expect(told('code-deprecated', { code: 'fresh' })).toEqual(['Deprecated', '`fresh`'])
  })

  it.each(['code-removed', 'retired-removed'])('says that an error was removed: %s', (rule) => {
    expect(told(rule, {})).toEqual(['Breaking', '`gone` was removed.'])
  })

  it.each([
    ['code-undeprecated', '`gone` is no longer deprecated.'],
    ['retired-revived', '`gone` is active again.'],
  ])('says that an error is no longer deprecated or retired: %s', (rule, said) => {
    expect(told(rule, {}, 'info')).toEqual(['Changed', said])
  })

  it.each(['code-renamed', 'renamed-without-alias', 'code-case-changed'])(
    'shows both codes of a rename: %s',
    (rule) => {
      const names = { before: 'old', after: 'fresh' }
      expect(told(rule, names)).toEqual(['Breaking', '`old` was renamed to `fresh`.'])
    },
  )

  it('says that a rename did not change responses', () => {
    const [, line] = told('renamed-keeping-wire', { before: 'old', after: 'fresh' }, 'info')
    expect(line).toBe('`old` was renamed to `fresh`. Responses are unchanged.')
  })

  it('shows the changed field with its old and new value', () => {
    const line = (change: Partial<Change>) => told('status-changed', change)[1]
    expect(line({ field: 'status', before: 404, after: 410 })).toBe(
      '`gone`: `status` changed from `404` to `410`.',
    )
    expect(line({ field: 'title', before: 'A', after: 'B' })).toBe(
      '`gone`: `title` changed from `A` to `B`.',
    )
    expect(line({ field: 'extra.a', after: ['x'] })).toBe('`gone`: `extra.a` added.')
    expect(line({ field: 'type', before: 'x' })).toBe('`gone`: `type` removed (`x`).')
    expect(line({ field: 'params.a', before: { type: 'string' } })).toBe(
      '`gone`: `params.a` removed.',
    )
    expect(line({ code: 'catalog.yaml', field: 'response.body.a', after: 'x' })).toBe(
      'Every response: `response.body.a` added.',
    )
  })

  it('counts how many other errors a line of catalog.yaml changes', () => {
    const also = (...codes: string[]) =>
      codes.map((code) => ({ code, field: 'status', before: 1, after: 2 }))
    const line = (...codes: string[]) =>
      told('status-changed', { field: 'status', before: 1, after: 2, also: also(...codes) })[1]
    expect(line('a')).toBe('`gone`: `status` changed from `1` to `2`.')
    expect(line('a', 'b')).toBe(
      '`gone`: `status` changed from `1` to `2`. The same applies to 1 other error.',
    )
    expect(line('a', 'b', 'b', 'c')).toBe(
      '`gone`: `status` changed from `1` to `2`. The same applies to 2 other errors.',
    )
  })
})

describe('the heading of a change', () => {
  it('is "Breaking" if the change breaks clients or users, even if it is accepted', () => {
    expect(told('param-added', { field: 'x', after: 1 }, 'error')[0]).toBe('Breaking')
    expect(told('param-added', { field: 'x', after: 1, accepted: 'Ok.' }, 'info')[0]).toBe(
      'Breaking',
    )
    expect(told('param-added', { field: 'x', after: 1 }, 'info')[0]).toBe('Added')
    expect(told('retry-changed', { field: 'x', after: 1 }, 'warning')[0]).toBe('Changed')
    expect(told('code-retired', { accepted: 'Ok.' }, 'info')[0]).toBe('Retired')
  })

  it('is one of five, sorted by importance, for every rule', () => {
    const all = ruleIds.flatMap((rule) =>
      (['error', 'info'] as const).map((severity) =>
        found(rule, { field: 'x', before: 1, after: 2 }, severity),
      ),
    )
    const order = ['Breaking', 'Added', 'Deprecated', 'Retired', 'Changed']
    expect(changelog(all, catalog).map(({ heading }) => heading)).toEqual(order)
  })

  it('is omitted if nothing changed', () => {
    const other = { code: 'todo', message: 'x' } as Finding
    expect(changelog([other], catalog)).toEqual([])
  })
})

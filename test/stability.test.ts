import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse, stringify } from 'yaml'
import { check } from '../src/compile.js'
import { diff } from '../src/diff/diff.js'
import { rules } from '../src/diff/rules.js'
import { canonical } from '../src/facts/promise/canonical.js'
import { effectiveFields, effectiveVocabulary } from '../src/facts/promise/effective.js'
import { lockText } from '../src/facts/promise/lock.js'
import { isLocked, policyOf } from '../src/facts/promise/promised.js'
import { snapshotOf, snapshotOfLock } from '../src/facts/promise/snapshot.js'
import { branches, eachOf, membersOf } from '../src/facts/schema.js'
import { decodeLock } from '../src/load/decode/lock.js'
import type { Catalog } from '../src/model/catalog.js'
import type { Policy } from '../src/model/change.js'
import { entrySchema } from '../src/model/entry.js'
import { vocabularySchema } from '../src/model/vocabulary.js'

// What is promised of a catalog, as properties over a small one that has every kind of field.
const vocabulary = parse(`
name: Acme
code: "err:{system}:{category}:{name}"
docs: "https://acme.test/errors/{system}/{category}/{name}"
unexpected: err:acme:data:unexpected
response:
  mediaType: [application/json, application/problem+json]
  body: { meta: { requestId: "{requestId}" }, error: { code: "{code}", type: "{type}", title: "{title}", ...: "{params}" } }
  values: { requestId: { type: string, description: The id of the request., example: req_1 } }
systems:
  acme: { title: Acme errors, description: Raised by Acme. }
categories:
  data: { title: Data, description: Reading and writing., retry: never, logLevel: warn, status: 409, owner: team-a }
params:
  shared: { type: string, description: Taken by some., example: s_1 }
headers:
  Shared: { type: integer, description: Taken by some., value: "7" }
`) as Record<string, unknown>
const errors = parse(`
- code: err:acme:data:full
  identifier: FullOne
  status:
    - { status: 404, when: It never was. }
    - { status: 410, when: It is over., title: Gone, headers: { Own: { type: string, description: Own., value: x } } }
  title: Not Found
  summary: No race has this id.
  detail: There is no race {raceId} in {lap}.
  params:
    raceId: { type: string, description: The id., example: r_1, pattern: "^r_", enum: [r_1, r_2] }
    lap: { type: [integer, "null"], description: The lap., example: 3, required: false, maximum: 9, sensitive: true }
    place: { type: object, description: Where., example: { city: Oslo }, properties: { city: { type: string, title: City } } }
    shared: true
  headers: { Race-Count: { type: integer, description: How many., value: "{lap}", required: false }, Shared: true }
  extra: { legacy: 12 }
  description: What happened.
  causes: [One cause, { text: Another, fix: Mend it. }]
  example: { caption: Asking, language: bash, code: acme race }
  fixes: { steps: [Do this., Then that.] }
  mistakes: [{ title: A slip, text: It is one. }]
  sections: [{ title: More, after: causes, body: Text. }]
  related: [{ code: err:acme:data:plain, when: It is plain. }]
  operations: [GET /races, POST /races]
  retry: transient
  fault: upstream
  logLevel: error
  visibility: partner
  owner: team-b
  tags: [one, two]
  links: [{ title: A link, url: https://acme.test/a }]
  since: 1.2.0
  deprecated: { since: 2.0.0, reason: It goes., replacedBy: err:acme:data:plain }
  aliases: [err:acme:data:older]
  grpc: NOT_FOUND
  ignore: { stub: It is a stub. }
- { code: err:acme:data:plain, title: Conflict, summary: Two at once. }
- { code: err:acme:data:over, title: Conflict, summary: Over., retired: { reason: It is over., replacedBy: err:acme:data:plain } }
- { code: err:acme:data:unexpected, status: 500, title: Oops, summary: Anything else. }
`) as Record<string, unknown>[]

interface World {
  vocabulary: Record<string, unknown>
  errors: Record<string, unknown>[]
}
const world = (): World => structuredClone({ vocabulary, errors })

function read({ vocabulary, errors }: World): Catalog | undefined {
  const file = (name: string, value: unknown) => ({
    file: `errors/${name}`,
    text: stringify(value, { lineWidth: 0 }),
  })
  const entries = errors.map((error) =>
    file(`${String(error.code).split(':').slice(1).join('/')}.yaml`, error),
  )
  const rules = { stub: 'off', 'unused-ignore': 'off' } as const
  const { value, findings } = check(
    { folder: 'errors', vocabulary: file('catalog.yaml', vocabulary), entries, unreadable: [] },
    { rules },
  )
  return findings.some(({ severity = 'error' }) => severity === 'error') ? undefined : value
}
const changesBetween = (before: Catalog, after: Catalog) =>
  diff(snapshotOf(before), { ...snapshotOf(after), catalog: after })
const base = read(world())!

describe('every field', () => {
  const walk = function* (
    schema: Parameters<typeof policyOf>[0],
    path: string,
  ): Generator<[string, Policy | undefined]> {
    const policy = policyOf(schema)
    const each = eachOf(schema)
    const members = membersOf(schema)
    if (policy !== undefined) yield [path, policy]
    else if (members.length === 0) yield [path, undefined]
    // Below these, members have policies of their own.
    if (policy === undefined || policy.by === 'identity')
      for (const [key, member] of members) yield* walk(member, `${path}.${key}`)
    if (policy?.by === 'members' && each) yield* walk(each, `${path}.*`)
    if (policy?.by === 'statuses' && each)
      for (const [key, member] of membersOf(each))
        if (key !== 'status') yield* walk(member, `${path}.*.${key}`)
  }
  const fields = [...walk(entrySchema, 'entry'), ...walk(vocabularySchema, 'catalog')]

  it('has a rule, or says why it is free to change', () => {
    expect(fields.length).toBeGreaterThan(100)
    expect(fields.filter(([, policy]) => policy === undefined).map(([path]) => path)).toEqual([])
    for (const [path, policy] of fields)
      if (policy?.by === 'free') expect(policy.why, path).toMatch(/\w{3}/)
  })

  it('names rules that there are, and every rule is named', () => {
    const named = new Set<string>(
      fields.flatMap(([, policy]): readonly string[] =>
        policy?.by === 'identity'
          ? policy.rules
          : Object.entries(policy ?? {}).flatMap(([key, value]) =>
              ['by', 'of', 'why', 'unset'].includes(key) || typeof value !== 'string'
                ? []
                : [value],
            ),
      ),
    )
    expect([...named].filter((rule) => !(rule in rules))).toEqual([])
    expect(Object.keys(rules).filter((rule) => !named.has(rule))).toEqual([])
  })

  it('is walked through unions and lists alike', () => {
    expect(branches(entrySchema).length).toBe(1)
    expect(fields.map(([path]) => path)).toEqual(
      expect.arrayContaining([
        'entry.params.*.enum',
        'entry.status.*.when',
        'catalog.systems.*.response.body.*',
      ]),
    )
  })
})

describe('a comparison', () => {
  it('of a catalog with itself finds nothing, nor with what the lock remembers of it', () => {
    expect(changesBetween(base, read(world())!)).toEqual([])
    const lock = decodeLock({ file: 'lock', text: lockText(snapshotOf(base), undefined) })
    expect(lock.findings).toEqual([])
    expect(diff(snapshotOfLock(lock.value!), { ...snapshotOf(base), catalog: base })).toEqual([])
  })

  it('finds nothing after a rename and its way back', () => {
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

  it('after a single edit finds something exactly where the policy of the field says so', () => {
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
          // An edit that is a mistake is for `check`.
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

describe('the lock', () => {
  it('is the same when it is made twice, and in any order of its lines', () => {
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

  it('holds what is promised, and no words', () => {
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

  it('finds any line that was edited or cut, and names its error', () => {
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

type Path = (string | number)[]

/** Every scalar of a value, and every map and list in it. */
function* leaves(value: unknown, path: Path): Generator<Path> {
  if (path.length > 2 || (path[0] === 'vocabulary' && path.length > 1)) yield path
  if (Array.isArray(value))
    for (const [at, item] of value.entries()) yield* leaves(item, [...path, at])
  else if (typeof value === 'object' && value !== null)
    for (const [key, item] of Object.entries(value)) yield* leaves(item, [...path, key])
}

function at(root: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (here, step) => (here as Record<string | number, unknown> | undefined)?.[step],
    root,
  )
}

function set(root: unknown, path: Path, value: unknown): void {
  ;(at(root, path.slice(0, -1)) as Record<string | number, unknown>)[path.at(-1)!] = value
}

function unset(root: unknown, path: Path): void {
  const parent = at(root, path.slice(0, -1))
  if (Array.isArray(parent)) parent.splice(Number(path.at(-1)), 1)
  else delete (parent as Record<string, unknown>)[path.at(-1)!]
}

/** Another value of the same kind, and one that may be valid in its place. */
function other(value: unknown, seed: number): unknown {
  const lists = [
    ['never', 'after_fix', 'transient', 'throttled'],
    ['client', 'server', 'upstream'],
    ['error', 'warn', 'info', 'debug'],
    ['public', 'partner', 'internal'],
    ['string', 'integer', 'number', 'boolean'],
    ['NOT_FOUND', 'INTERNAL', 'ABORTED'],
  ]
  const list = lists.find((one) => one.includes(String(value)))
  if (list)
    return list[(list.indexOf(String(value)) + 1 + (seed % (list.length - 1))) % list.length]
  if (typeof value === 'string') return seed % 2 === 0 ? `${value}x` : `${value}y`
  if (typeof value === 'number') return value + 1 + (seed % 3)
  if (typeof value === 'boolean') return !value
  return value === null ? 'string' : structuredClone(value)
}

/** What the policies say of an edit, from the effective fields on both sides and nothing else. */
function isTold(path: Path, after: Catalog, _before: unknown, _after: unknown): boolean {
  if (path[0] === 'vocabulary' && path[1] === 'code') return true
  const differs = (schema: Parameters<typeof policyOf>[0], old: unknown, now: unknown): boolean => {
    if (canonical(old) === canonical(now)) return false
    const policy = policyOf(schema)
    if (policy === undefined || (policy.by === 'identity' && isMap(old) && isMap(now)))
      return membersOf(schema).some(([key, member]) =>
        differs(
          member,
          (old as Record<string, unknown> | undefined)?.[key],
          (now as Record<string, unknown> | undefined)?.[key],
        ),
      )
    switch (policy.by) {
      case 'free':
      case 'effect':
        return false
      case 'value':
        return old !== undefined || policy.added !== null
      case 'scale': {
        const step = (value: unknown) => policy.scale.indexOf(value ?? policy.unset)
        return (
          step(old) !== step(now) &&
          (step(now) > step(old) ? policy.less : policy.more) !== undefined
        )
      }
      case 'items': {
        const [a, b] = [old, now].map((list) =>
          (list === undefined ? [] : [list].flat()).map(canonical),
        )
        if (policy.changed !== undefined && (old === undefined) !== (now === undefined)) return true
        return (
          (policy.removed !== undefined && a!.some((one) => !b!.includes(one))) ||
          (policy.added !== undefined && b!.some((one) => !a!.includes(one)))
        )
      }
      case 'members': {
        const [a, b] = [
          (old ?? {}) as Record<string, unknown>,
          (now ?? {}) as Record<string, unknown>,
        ]
        return [...new Set([...Object.keys(a), ...Object.keys(b)])].some((key) =>
          a[key] === undefined
            ? policy.added !== undefined
            : b[key] === undefined
              ? policy.removed !== undefined
              : differs(eachOf(schema)!, a[key], b[key]),
        )
      }
      case 'statuses': {
        const cases = (value: unknown) => (value ?? []) as { status: number }[]
        const numbers = (value: unknown) => canonical(cases(value).map(({ status }) => status))
        const same = (status: number) => cases(now).find((one) => one.status === status)
        return (
          numbers(old) !== numbers(now) ||
          cases(old).some((one) =>
            membersOf(eachOf(schema)!).some(
              ([key, member]) =>
                key !== 'status' &&
                differs(member, one[key as 'status'], same(one.status)?.[key as 'status']),
            ),
          )
        )
      }
      case 'types':
        return canonical([old].flat().sort()) !== canonical([now].flat().sort())
      default:
        return true
    }
  }
  return (
    differs(
      vocabularySchema,
      effectiveVocabulary(base.vocabulary),
      effectiveVocabulary(after.vocabulary),
    ) ||
    base.entries.length !== after.entries.length ||
    base.entries.some((entry) => {
      const now = after.byCode.get(entry.code)
      if (now === undefined || now.state !== entry.state || now.docsUrl !== entry.docsUrl)
        return true
      return differs(
        entrySchema,
        effectiveFields(entry, base.vocabulary),
        effectiveFields(now, after.vocabulary),
      )
    })
  )
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

// A field that the lock remembers is one that somebody relies on.
it('what is locked has a rule', () => {
  for (const [, schema] of membersOf(entrySchema)) {
    const policy = policyOf(schema)!
    if (isLocked(policy)) expect(['free', 'effect', 'text', 'template']).not.toContain(policy.by)
  }
})

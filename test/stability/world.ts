import { parse, stringify } from 'yaml'
import { check } from '../../src/compile.js'
import { diff } from '../../src/diff/diff.js'
import { snapshotOf } from '../../src/facts/promise/snapshot.js'
import type { Catalog } from '../../src/model/catalog.js'

// A small catalog with every kind of field. Property tests edit it to check the stability promises.
export const vocabulary = parse(`
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
export const errors = parse(`
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
  causes: [One cause, { text: Another, fix: Fix it. }]
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
export const world = (): World => structuredClone({ vocabulary, errors })

export function read({ vocabulary, errors }: World): Catalog | undefined {
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
export const changesBetween = (before: Catalog, after: Catalog) =>
  diff(snapshotOf(before), { ...snapshotOf(after), catalog: after })
export const base = read(world())!

import { stringify } from 'yaml'

// Catalogs in which every text would break out of its literal, comment or type if not escaped.

const hostile =
  'a "b" \'c\' `d` ${e} */ /* // \\ \\u0041 <f> </script> {g} @deprecated not really & %s'
const twoLines = `${hostile}\n * @deprecated neither is this \u2028 nor this\n */ export const Pwned = 1 //`
export const params = {
  text: { type: 'string', example: 'x' },
  choice: { enum: ['a"b', 'c`${d}', 7, true, null], example: 7 },
  always: { const: "it's", example: "it's" },
  count: { type: 'integer', example: 3 },
  ratio: { type: 'number', example: 0.5 },
  on: { type: 'boolean', example: false },
  none: { type: 'null', example: null },
  list: { type: 'array', items: { type: ['string', 'null'] }, example: ['a', null] },
  object: {
    type: 'object',
    properties: {
      in: {
        type: 'object',
        properties: { 'a-b': { type: 'integer' }, '*/': { type: 'string' } },
        required: ['a-b'],
      },
    },
    example: { in: { 'a-b': 1 } },
  },
  table: { type: 'object', additionalProperties: { type: 'number' }, example: { x: 1 } },
  any: { example: { deep: [1, 'two'] } },
  either: { type: ['string', 'integer'], example: 5 },
  maybe: { type: 'string', required: false, example: 'there' },
  maybeList: { type: 'array', items: { type: 'integer' }, required: false, example: [1] },
  secret: { type: 'string', sensitive: true, example: 's3cret' },
}
export const entry = (fields: object) =>
  stringify({ title: 'Title', summary: 'Summary.', ...fields }, { lineWidth: 0 })
export const hostileCatalog: Record<string, string> = {
  'errbook.config.yaml': stringify({
    catalog: 'errors',
    rules: { stub: 'off' },
    outputs: [{ emit: 'typescript', to: 'ts', audience: 'internal' }],
  }),
  'errors/catalog.yaml': stringify({
    name: hostile,
    code: 'err:{system}:{category}:{name}',
    docs: 'https://acme.test/errors/{system}/{category}/{name}',
    unexpected: 'err:acme:data:texts',
    systems: {
      acme: { title: 'Acme' },
      cli: { title: 'A program', kind: 'cli' },
      lib: { title: 'A library', kind: 'library' },
    },
    categories: { data: { title: hostile, description: twoLines } },
  }),
  'errors/acme/data/texts.yaml': entry({
    code: 'err:acme:data:texts',
    status: 500,
    title: hostile,
    summary: hostile,
    detail: twoLines.replace(/[{}]/g, '$&$&'),
    type: 'urn:acme:texts',
  }),
  'errors/acme/data/params.yaml': entry({
    code: 'err:acme:data:params',
    status: 422,
    detail: Object.keys(params)
      .map((name) => `${name} {${name}}`)
      .join(', '),
    params,
    extra: { constant: [1, { two: '*/' }] },
    operations: ['POST /v2/"quoted"', "get'It"],
  }),
  'errors/acme/data/plain.yaml': entry({
    code: 'err:acme:data:plain',
    status: 404,
    aliases: ['err:acme:data:simple', 'err:acme:data:params-', 'err:other:data:gone'],
  }),
  'errors/acme/data/statuses.yaml': entry({
    code: 'err:acme:data:statuses',
    status: [
      { status: 408, when: 'a' },
      { status: 504, when: 'b', title: 'Other' },
    ],
    operations: ["get'It"],
  }),
  'errors/acme/data/headers.yaml': entry({
    code: 'err:acme:data:headers',
    status: 429,
    retry: 'throttled',
    params: { retryAfter: { type: 'integer', example: 30 } },
    detail: 'Wait {retryAfter} seconds',
    headers: { 'Retry-After': { description: hostile, type: 'integer', value: '{retryAfter}' } },
  }),
  'errors/acme/data/old.yaml': entry({
    code: 'err:acme:data:old',
    status: 400,
    deprecated: {
      since: '2.0 */',
      reason: `${hostile} [see](err:acme:data:plain)`,
      replacedBy: 'err:acme:data:plain',
    },
  }),
  'errors/acme/data/gone.yaml': entry({
    code: 'err:acme:data:gone',
    status: 410,
    retired: { reason: twoLines.replace(/\n \*/g, '\n') },
  }),
  'errors/acme/data/2-fast_4-you.yaml': entry({ code: 'err:acme:data:2-fast_4-you', status: 400 }),
  'errors/acme/data/Named.yaml': entry({
    code: 'err:acme:data:Named',
    identifier: 'MyOwnName',
    status: 499,
  }),
  'errors/cli/data/usage.yaml': entry({
    code: 'err:cli:data:usage',
    identifier: 'CliUsage',
    exitCode: 64,
  }),
  'errors/lib/data/usage.yaml': entry({
    code: 'err:lib:data:usage',
    identifier: 'LibUsage',
    detail: 'a {{brace}}',
  }),
}

// A catalog with codes that have no system or category.
export const flatCatalog: Record<string, string> = {
  'errbook.config.yaml': hostileCatalog['errbook.config.yaml']!,
  'errors/catalog.yaml': stringify({
    name: 'Flat',
    code: '{name}',
    docs: 'https://acme.test/errors/{name}',
  }),
  'errors/20404.yaml': entry({ code: '20404', status: 404 }),
  'errors/E-12.yaml': entry({
    code: 'E-12',
    status: 400,
    detail: 'no {what}',
    params: { what: { type: 'string', example: 'x' } },
  }),
}
export const emptyCatalog: Record<string, string> = {
  'errbook.config.yaml': hostileCatalog['errbook.config.yaml']!,
  'errors/catalog.yaml': flatCatalog['errors/catalog.yaml']!,
}

// Code that uses the module of the hostile catalog. It must compile, except for the marked lines.
export const uses = `
import { DataParams, DataPlain, DataSimple, DataStatuses, DataHeaders, CliUsage, LibUsage, MyOwnName, Data2Fast4You, DataOld } from './index.js'
import type { ErrorCode, ErrorDef, ErrorMap, OpenErrorCode, OperationErrors, ProblemOf } from './index.js'
import { DataParams as code } from './codes.js'
import type { Code } from './codes.js'
import { errors } from './table.js'

// Literal types are kept.
export const plain: 'err:acme:data:plain' = DataPlain.code
export const status: 404 = DataPlain.status
export const statuses: 408 | 504 = DataStatuses.status
export const none: undefined = LibUsage.status
export const exit: number | undefined = CliUsage.exitCode
export const same: 'err:acme:data:params' = code
// @ts-expect-error another code
export const wrongCode: 'err:acme:data:plain' = DataParams.code
// @ts-expect-error another status
export const wrongStatus: 400 = DataPlain.status

// An earlier name is the same error.
export const simple: 'err:acme:data:plain' = DataSimple.code

// Each of them is an ErrorDef.
export const all: readonly ErrorDef[] = [DataParams, DataPlain, DataStatuses, DataHeaders, CliUsage, LibUsage, MyOwnName, Data2Fast4You, DataOld]

// Params have their types.
export const wait: string | undefined = DataHeaders.detail?.({ retryAfter: 30 })
// @ts-expect-error a string
DataHeaders.detail?.({ retryAfter: '30' })
// @ts-expect-error a missing param
DataHeaders.detail?.({})
declare const sent: ErrorMap['err:acme:data:params']['params']
export const text: string = sent.text
export const choice: 'a"b' | 'c\`\${d}' | 7 | true | null = sent.choice
export const always: "it's" = sent.always
export const count: number = sent.count
export const none2: null = sent.none
export const list: ReadonlyArray<string | null> = sent.list
export const object: { in?: { 'a-b': number; '*/'?: string } } = sent.object
export const table: Readonly<Record<string, number>> = sent.table
export const either: string | number = sent.either
export const maybe: string | undefined = sent.maybe
// @ts-expect-error optional
export const surely: string = sent.maybe
// @ts-expect-error unknown
export const any: string = sent.any

// Codes: closed and open unions.
export const known: ErrorCode = 'err:cli:data:usage'
export const sameCodes: Code = known
export const newer: OpenErrorCode = 'err:acme:data:from_tomorrow'
// @ts-expect-error not in the catalog
export const unknown: ErrorCode = 'err:acme:data:from_tomorrow'
// @ts-expect-error retired
export const retired: ErrorCode = 'err:acme:data:gone'

// A union narrows by its code.
export function read(problem: ProblemOf<OperationErrors["get'It"]>): string {
  if (problem.code === 'err:acme:data:params') return problem.params.text + problem.status.toFixed()
  const status: 408 | 504 = problem.status
  // @ts-expect-error not one of its params
  problem.params.text
  return String(status)
}
export const title: string | undefined = errors['err:acme:data:gone']?.title
// @ts-expect-error read only
DataPlain.title = 'other'
`

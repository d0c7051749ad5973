import { join } from 'node:path'
import { stringify } from 'yaml'
import { repository } from '../project.js'

// Texts that would end a comment, a string or a line if they were not escaped.
const hostile = "a \"b\" 'c' \"\"\" ''' `d` ${e} */ /* // # \\ \\u0041 %s {{f}} it's"
const twoLines = `${hostile}\n"""\nimport os\n*/ func init() {} // end"`
const params = {
  text: { type: 'string', description: hostile, example: 'it\'s "quoted"' },
  choice: { enum: ['a"b', "it's", 7, true, null], example: 7 },
  word: { enum: ['a"b', 'c'], example: 'c' },
  always: { const: "it's", example: "it's" },
  count: { type: 'integer', example: 3 },
  ratio: { type: 'number', example: 0.5 },
  whole: { type: 'number', example: 2 },
  on: { type: 'boolean', example: false },
  none: { type: 'null', example: null },
  list: { type: 'array', items: { type: ['string', 'null'] }, example: ['a', null] },
  object: { type: 'object', properties: { 'a-b': { type: 'integer' } }, example: { 'a-b': 1 } },
  table: { type: 'object', additionalProperties: { type: 'number' }, example: { x: 1.5 } },
  any: { example: { deep: [1, 'two', '<&>'] } },
  either: { type: ['string', 'integer'], example: 5 },
  nullable: { type: ['string', 'null'], example: null },
  maybe: { type: 'string', required: false, example: 'there' },
  maybeList: { type: 'array', items: { type: 'integer' }, required: false, example: [1] },
  maybeNumber: { type: 'integer', required: false, example: 9 },
  class: { type: 'string', example: 'a keyword' },
  self: { type: 'string', example: 'a name' },
  type_: { type: 'string', example: 'x' },
  _private: { type: 'string', example: 'y' },
  userId: { type: 'string', example: 'one' },
  user_id: { type: 'string', example: 'two' },
}
const entry = (fields: object) =>
  stringify({ title: 'Title', summary: hostile, ...fields }, { lineWidth: 0 })

const hostileCatalog: Record<string, string> = {
  'errors/catalog.yaml': stringify({
    name: 'Acme "API" */',
    code: 'err:{system}:{category}:{name}',
    docs: 'https://acme.test/errors/{system}/{category}/{name}',
    systems: {
      acme: { title: hostile },
      cli: { title: 'Cli', kind: 'cli' },
      lib: { title: 'Lib', kind: 'library' },
    },
    // Names that have a special meaning in Go or Python, as file names or as identifiers.
    categories: {
      data: { title: 'Data' },
      test: { title: 'Test' },
      linux: { title: 'Linux' },
      class: { title: 'Class' },
    },
  }),
  'errors/acme/data/every.yaml': entry({
    code: 'err:acme:data:every',
    status: 404,
    title: hostile,
    detail: `${twoLines.replaceAll('{', '{{').replaceAll('}', '}}')} ${Object.keys(params)
      .map((name) => `{${name}}`)
      .join(' ')}`,
    params,
  }),
  'errors/acme/data/plain.yaml': entry({
    code: 'err:acme:data:plain',
    status: [
      { status: 408, when: 'first' },
      { status: 504, when: 'then' },
    ],
    aliases: ['err:acme:data:former'],
    tags: ['a', 'b-c'],
    owner: hostile,
  }),
  'errors/acme/data/old.yaml': entry({
    code: 'err:acme:data:old',
    status: 400,
    deprecated: {
      since: '1',
      reason: `*${hostile.replaceAll('*', '')}*`,
      replacedBy: 'err:acme:data:plain',
    },
  }),
  'errors/acme/data/gone.yaml': entry({
    code: 'err:acme:data:gone',
    status: 400,
    retired: { since: '1', reason: 'Gone' },
  }),
  'errors/acme/test/case.yaml': entry({ code: 'err:acme:test:case', status: 400 }),
  'errors/acme/linux/only.yaml': entry({ code: 'err:acme:linux:only', status: 400 }),
  'errors/acme/class/def.yaml': entry({
    code: 'err:acme:class:def',
    status: 400,
    identifier: 'HTTPNotFoundID',
  }),
  [`errors/acme/data/${'a_very_long_name_'.repeat(6)}end.yaml`]: entry({
    code: `err:acme:data:${'a_very_long_name_'.repeat(6)}end`,
    status: 400,
    params: { [`a_${'long_'.repeat(20)}param`]: { type: 'string', required: false, example: 'x' } },
    detail: `{a_${'long_'.repeat(20)}param}`,
  }),
  'errors/acme/data/wide.yaml': entry({
    code: 'err:acme:data:wide',
    status: 409,
    title: '注文が見つかりません',
    summary: `${'注文は既に取り消されました。'.repeat(12)} ${'é🎉'.repeat(60)}\\`,
    detail: `${'残高不足です。'.repeat(30)} {longChoice} {nested}`,
    owner: '決済チーム',
    tags: Array.from({ length: 60 }, (_, at) => `tag-${at}`),
    aliases: Array.from(
      { length: 12 },
      (_, at) => `err:acme:data:${'earlier_'.repeat(at + 1)}name`,
    ),
    params: {
      longChoice: {
        enum: Array.from({ length: 30 }, (_, at) => `choice number ${at} "é"`),
        example: 'choice number 1 "é"',
      },
      maybeLongChoice: {
        enum: ['通貨', `${'x'.repeat(90)}`, null, 5],
        required: false,
        example: '通貨',
      },
      nested: {
        type: 'object',
        additionalProperties: {
          type: 'array',
          items: { type: 'array', items: { type: ['object', 'null'] } },
        },
        example: { é: [[{ 円: 1 }, null]] },
      },
      maybeNested: {
        type: 'array',
        items: {
          type: 'object',
          additionalProperties: { type: 'array', items: { type: ['number', 'null'] } },
        },
        required: false,
        description: `${'説明。'.repeat(50)}"`,
        example: [{ a: [1, null] }],
      },
    },
  }),
  'errors/cli/data/flag.yaml': entry({ code: 'err:cli:data:flag', exitCode: 64 }),
  'errors/lib/data/misuse.yaml': entry({ code: 'err:lib:data:misuse' }),
}

/** A catalog with codes that have no system or category, one of which starts with a digit. */
const flatCatalog: Record<string, string> = {
  'errors/catalog.yaml': stringify({
    name: 'Flat',
    code: '{name}',
    docs: 'https://acme.test/{name}',
  }),
  'errors/20404.yaml': entry({
    code: '20404',
    status: 404,
    detail: 'No {what}',
    params: { what: { type: 'string', example: 'thing' } },
  }),
  'errors/true.yaml': entry({ code: 'true-enough', status: 400 }).replace(
    'true-enough',
    'true-enough',
  ),
}
flatCatalog['errors/true-enough.yaml'] = flatCatalog['errors/true.yaml']!
delete flatCatalog['errors/true.yaml']

const emptyCatalog: Record<string, string> = {
  'errors/catalog.yaml': stringify({
    name: 'Empty',
    code: '{name}',
    docs: 'https://acme.test/{name}',
  }),
}

/** The files of each project, and the path of its catalog, which may be outside the project. */
export const catalogs: Readonly<
  Record<string, { readonly files: Readonly<Record<string, string>>; readonly catalog: string }>
> = {
  reference: { files: {}, catalog: join(repository, 'errors') },
  complete: { files: {}, catalog: join(repository, 'test/fixtures/complete/errors') },
  hostile: { files: hostileCatalog, catalog: 'errors' },
  flat: { files: flatCatalog, catalog: 'errors' },
  empty: { files: emptyCatalog, catalog: 'errors' },
}

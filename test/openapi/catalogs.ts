import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { apiOf } from '../outputs/api.js'
import { inFolder, renderProject, repository } from '../project.js'

/** A catalog, its API description, and one union of errors that a client program handles. */
export interface Proof {
  readonly name: string
  readonly files: Readonly<Record<string, string>>
  /** The operation and status of the union that the program handles. */
  readonly path: string
  readonly method: string
  readonly operation: string
  readonly status: number
  readonly mediaType: string
  /** The path from the body to the discriminating member. */
  readonly at: string
  readonly by: string
  /** All values of the discriminating member. */
  readonly values: readonly string[]
  /** A member that only the error with this value has. */
  readonly own: { readonly value: string; readonly member: string } | undefined
}

const hostile = 'Text that */ ends a comment, `${code}`, </script>, "quotes" \\ and *stars*'
const error = (name: string, status: unknown, more: object = {}) =>
  stringify({
    code: `err:acme:data:${name}`,
    status,
    title: 'Not Found',
    summary: `${name}: ${hostile}`,
    detail: 'It is not there',
    ...more,
  })

/** A catalog with RFC 9457 bodies, hostile texts, and every kind of header and param. */
async function books(): Promise<Proof> {
  const files = {
    'errors/catalog.yaml': stringify({
      name: 'Acme API',
      code: 'err:{system}:{category}:{name}',
      docs: 'https://acme.test/errors/{system}/{category}/{name}',
      unexpected: 'err:acme:data:unexpected',
      systems: { acme: { title: 'Acme' } },
      categories: { data: { title: 'Data' } },
    }),
    'errors/acme/data/unexpected.yaml': error('unexpected', 500),
    'errors/acme/data/book_not_found.yaml': error('book_not_found', 404, {
      detail: 'There is no {bookId}',
      params: {
        bookId: { type: 'string', description: hostile, example: 'book_1' },
        shelf: {
          type: ['string', 'null'],
          description: 'Where it was.',
          example: null,
          required: false,
        },
      },
      headers: { 'Retry-After': { type: 'integer', description: 'Seconds.', value: '30' } },
      operations: ['books.get', 'DELETE /books/{bookId}'],
    }),
    'errors/acme/data/shelf_not_found.yaml': error('shelf_not_found', 404, {
      operations: ['books.get'],
    }),
    'errors/acme/data/slow.yaml': error(
      'slow',
      [
        { status: 408, when: 'the API gives up' },
        { status: 504, when: 'its proxy does', title: 'Gateway Timeout' },
      ],
      { operations: ['books.get'], deprecated: { reason: 'It is quick now' } },
    ),
    'api.yaml': api('/books/{bookId}', { get: 'books.get', delete: undefined }),
  }
  const page = (name: string) => `https://acme.test/errors/acme/data/${name}`
  return {
    name: 'books',
    files,
    path: '/books/{bookId}',
    method: 'get',
    operation: 'BooksGet',
    status: 404,
    mediaType: 'application/problem+json',
    at: '',
    by: 'type',
    values: ['book_not_found', 'shelf_not_found', 'unexpected'].map(page),
    own: { value: page('book_not_found'), member: 'bookId' },
  }
}

/** Writes YAML without aliases, which would turn equal responses into one shared response. */
const plain = (value: object) => stringify(value, { aliasDuplicateObjects: false })

function api(path: string, operations: Readonly<Record<string, string | undefined>>): string {
  const responses = { '200': { description: 'Done' } }
  const parameters = [
    {
      name: 'bookId',
      in: 'path',
      required: true,
      description: 'The book.',
      schema: { type: 'string' },
    },
  ]
  const made = Object.entries(operations).map(([method, operationId]) => [
    method,
    {
      operationId: operationId ?? `books.${method}`,
      summary: method,
      description: method,
      tags: ['all'],
      responses,
    },
  ])
  const paths = { [path]: { parameters, ...Object.fromEntries(made) } }
  return `# Theirs.\n${plain({
    openapi: '3.1.0',
    info: {
      title: 'Books',
      version: '2.0.0',
      description: 'A description.',
      contact: { name: 'Support', url: 'https://acme.test', email: 'support@acme.test' },
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: 'https://api.acme.test' }],
    security: [{ key: [] }],
    tags: [{ name: 'all', description: 'All operations.' }],
    paths,
    components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
  })}`
}

/** The reference catalog, with an envelope that nests the error under `error`. */
async function reference(): Promise<Proof> {
  const config = `catalog: ${JSON.stringify(join(repository, 'errors'))}\n`
  const { catalog } = await inFolder({ 'errbook.config.yaml': config }, renderProject)
  const { code, operations } = unionOf(catalog.entries)
  const members = catalog.entries.filter(
    ({ data, statuses }) => data.operations?.includes(operations) && statuses[0]?.status === 404,
  )
  return {
    name: 'reference',
    files: { 'errbook.config.yaml': config, 'api.yaml': apiOf(catalog) },
    path: operations.split(' ')[1]!,
    method: 'post',
    operation: code,
    status: 404,
    mediaType: 'application/json',
    at: '.error',
    by: 'type',
    values: [
      ...members.map(({ type }) => type),
      catalog.byCode.get(catalog.vocabulary.unexpected!)!.type,
    ],
    own: undefined,
  }
}

/** Returns the first operation that has at least two errors with status 404. */
function unionOf(
  entries: readonly {
    data: { operations?: string[] | undefined }
    statuses: readonly { status: number }[]
  }[],
) {
  const counts = new Map<string, number>()
  for (const { data, statuses } of entries)
    if (statuses[0]?.status === 404)
      for (const name of data.operations ?? []) counts.set(name, (counts.get(name) ?? 0) + 1)
  const [operations] = [...counts].find(([, count]) => count > 1)!
  const words = operations.split('/').at(-1)!.split('.')
  return { operations, code: words.map((word) => word[0]!.toUpperCase() + word.slice(1)).join('') }
}

/** The feature-complete catalog, with two envelopes, one of which nests the error under `error`. */
async function complete(): Promise<Proof> {
  const folder = join(repository, 'test/fixtures/complete')
  return {
    name: 'complete',
    files: {
      'errbook.config.yaml': `catalog: ${JSON.stringify(join(folder, 'errors'))}\n`,
      'api.yaml': readFileSync(join(folder, 'openapi.yaml'), 'utf8').replace(/ +default: .*\n/, ''),
    },
    path: '/v2/everything',
    method: 'post',
    operation: 'EverythingMake',
    status: 400,
    mediaType: 'application/json',
    at: '.error',
    by: 'type',
    values: ['legacy', 'old', 'unexpected'].map(
      (name) => `https://acme.test/errors/acme/data/${name}`,
    ),
    own: undefined,
  }
}

export const proofs = { books, reference, complete } as const

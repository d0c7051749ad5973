import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse, parseDocument, stringify } from 'yaml'
import { run } from '../../src/commands/run.js'
import { captureIo } from '../io.js'
import { inFolder, renderProject, repository } from '../project.js'
import { apiOf, type Description, reference } from './api.js'

const vocabulary = {
  name: 'Acme API',
  code: 'err:{system}:{category}:{name}',
  docs: 'https://acme.test/errors/{system}/{category}/{name}',
  unexpected: 'err:acme:data:unexpected',
  systems: { acme: { title: 'Acme' } },
  categories: { data: { title: 'Data' } },
}
const error = (name: string, status: unknown, more: object = {}) =>
  stringify({
    code: `err:acme:data:${name}`,
    status,
    title: 'A title',
    summary: `About ${name}.`,
    ...more,
  })
const books = {
  'errors/catalog.yaml': stringify(vocabulary),
  'errors/acme/data/unexpected.yaml': error('unexpected', 500),
  'errors/acme/data/book_not_found.yaml': error('book_not_found', 404, {
    params: {
      bookId: { type: ['string', 'null'], description: 'An *id*.', example: 'b' },
      pages: { type: 'integer', exclusiveMinimum: 0, example: 1, description: 'x' },
    },
    operations: ['books.get', 'DELETE /books/{id}'],
  }),
  'errors/acme/data/shelf_not_found.yaml': error('shelf_not_found', 404, {
    operations: ['books.get'],
  }),
  'errors/acme/data/full.yaml': error('full', 409, { operations: ['books.get'] }),
  'errbook.config.yaml': 'catalog: errors\nrules: { stub: off }\n',
}
const description = {
  openapi: '3.1.0',
  info: { title: 'Books', version: '1' },
  paths: {
    '/books/{id}': {
      get: {
        operationId: 'books.get',
        responses: { '200': { description: 'A book' }, default: { description: 'Else' } },
      },
      delete: { operationId: 'books.delete', responses: { '204': { description: 'Gone' } } },
    },
  },
  components: {
    schemas: { Book: { type: 'object', properties: { constructor: { type: 'string' } } } },
  },
}

async function merge(
  files: Readonly<Record<string, string>>,
  name: string,
  flags: readonly string[] = [],
) {
  return inFolder(files, async (folder) => {
    const io = captureIo(folder)
    const exitCode = await run(['openapi', 'merge', name, ...flags], io)
    const text = readFileSync(join(folder, name), 'utf8')
    const again = captureIo(folder)
    await run(['openapi', 'merge', name], again)
    return {
      exitCode,
      said: io.text(),
      stdout: io.stdout(),
      text,
      again: readFileSync(join(folder, name), 'utf8'),
    }
  })
}

const block = stringify(description)
const layouts: Record<string, string> = {
  'block.yaml': `# First\n${block.replace('paths:', 'paths: # ways in\n  # a comment')}`,
  'crlf.yaml': block.replaceAll('\n', '\r\n'),
  'four.yaml': stringify(description, { indent: 4, singleQuote: true }),
  'end.yaml': block.replace(/components:[\s\S]*/, '').trimEnd(),
  'numbers.yaml': block.replace('"200"', '200').replace('"204"', '204'),
  'flow-responses.yaml': block.replace(
    /responses:\n +"204":\n +description: Gone/,
    'responses: { "204": { description: Gone } }',
  ),
  'empty.yaml': block
    .replace(/responses:\n +"204":\n +description: Gone/, 'responses: {}')
    .replace(/components:[\s\S]*/, 'components:\n'),
  'kept-lines.yaml': block.replace('description: Gone', 'description: |+\n            Gone\n\n'),
  'flow.yaml': stringify(description, { collectionStyle: 'flow' }),
  'pretty.json': `${JSON.stringify(description, null, 2)}\n`,
  'tabs.json': JSON.stringify(description, null, '\t'),
  'compact.json': JSON.stringify(description),
  'odd.json': JSON.stringify(description, null, 2)
    .replace('"paths": {', '"paths":\n  {')
    .replace('"version": "1"', '"version" : "1"'),
}

describe('merging into an API description', () => {
  it.each(Object.keys(layouts))(
    'keeps the existing content of %s, and changes nothing if run again',
    async (name) => {
      const before = layouts[name]!
      const { exitCode, said, text, again } = await merge({ ...books, [name]: before }, name)
      expect(exitCode, said).toBe(0)
      expect(again).toBe(text)
      const document = parseDocument(text)
      expect(document.errors).toEqual([])
      const { paths, components } = document.toJS() as Description
      expect(Object.keys(paths['/books/{id}']!.get!.responses).sort()).toEqual([
        '200',
        '404',
        '409',
        'default',
      ])
      expect(paths['/books/{id}']!.delete!.responses['404']).toEqual({
        $ref: '#/components/responses/BooksDelete404',
      })
      expect(Object.keys(components.responses)).toEqual([
        'BooksDelete404',
        'BooksGet404',
        'BooksGet409',
      ])
      expect(components.schemas.BooksGet404).toMatchObject({
        oneOf: [{}, {}, {}],
        discriminator: { propertyName: 'type' },
      })
      // All existing lines must be kept, except lines that the merge has to reformat, such as a
      // map on one line.
      const lines = before
        .split('\n')
        .filter(
          (line) => line.trim() !== '' && !/"204"|responses: \{|components:|^\s*[{}],?$/.test(line),
        )
      if (!['flow.yaml', 'compact.json', 'kept-lines.yaml'].includes(name))
        for (const line of lines) expect(text, line).toContain(line.replace(/[,\r]+$/, ''))
      if (name === 'crlf.yaml') expect(text.replaceAll('\r\n', '')).not.toContain('\n')
      if (name === 'block.yaml') expect(text).toContain('paths: # ways in\n  # a comment')
    },
  )

  it('treats two paths that reference the same path item as one operation', async () => {
    const { get } = description.paths['/books/{id}']
    const shared = (more: object, operations: string[]) => ({
      ...books,
      'errors/acme/data/book_not_found.yaml': error('book_not_found', 404, { operations }),
      'errors/acme/data/shelf_not_found.yaml': error('shelf_not_found', 404),
      'errors/acme/data/full.yaml': error('full', 409),
      'api.yaml': stringify({
        ...description,
        paths: {
          '/tomes': { $ref: '#/components/pathItems/books' },
          '/books': { $ref: '#/components/pathItems/books' },
        },
        components: { pathItems: { books: { get: { ...get, operationId: undefined, ...more } } } },
      }),
    })
    for (const [more, operations, name] of [
      [{ operationId: 'listBooks' }, ['listBooks'], 'ListBooks404'],
      [{ operationId: 'listBooks' }, ['GET /tomes', 'GET /books'], 'ListBooks404'],
      [{}, ['GET /books', 'GET /tomes'], 'GetTomes404'],
    ] as const) {
      const { exitCode, said, text, again } = await merge(shared(more, [...operations]), 'api.yaml')
      expect(exitCode, said).toBe(0)
      expect(parse(text).components.pathItems.books.get.responses['404']).toEqual({
        $ref: `#/components/responses/${name}`,
      })
      expect(again).toBe(text)
    }
  })

  it('removes responses that no longer have errors, without leaving a trace', async () => {
    await inFolder({ ...books, 'api.yaml': layouts['block.yaml']! }, async (folder) => {
      const merged = async (files: object) => {
        const { writeFiles } = await import('../project.js')
        writeFiles(folder, Object.entries(files) as [string, string][])
        expect(await run(['openapi', 'merge', 'api.yaml'], captureIo(folder))).toBe(0)
        return readFileSync(join(folder, 'api.yaml'), 'utf8')
      }
      expect(await merged({})).toContain('BooksGet409')
      const less = await merged({ 'errors/acme/data/full.yaml': error('full', 409) })
      expect(less).not.toContain('409')
      expect(less).toContain('BooksGet404')
      const none = {
        'errors/acme/data/book_not_found.yaml': error('book_not_found', 404),
        'errors/acme/data/shelf_not_found.yaml': error('shelf_not_found', 404),
      }
      expect(await merged(none)).toBe(layouts['block.yaml'])
    })
  })

  it('replaces a handwritten response only with --replace, and reports it', async () => {
    const taken = block.replace(
      'default:',
      '"404":\n            description: Theirs\n        default:',
    )
    const files = {
      ...books,
      'api.yaml': block.replace(
        /( +)default:\n/,
        '$1"404":\n$1  description: Theirs\n$1default:\n',
      ),
    }
    expect(taken).not.toBe(block)
    const refused = await merge(files, 'api.yaml')
    expect(refused.exitCode).toBe(1)
    expect(refused.text).toBe(files['api.yaml'])
    const { exitCode, said, text } = await merge(files, 'api.yaml', ['--replace'])
    expect(exitCode).toBe(0)
    expect(said).toContain('Replaced the 404 response of books.get.')
    expect(text).not.toContain('Theirs')
  })

  it('writes to another file with --out, and writes nothing with --check', async () => {
    const files = { ...books, 'api.yaml': block }
    const printed = await merge(files, 'api.yaml', ['--out', '-'])
    expect(parse(printed.stdout)).toHaveProperty(['components', 'responses', 'BooksGet404'])
    const checked = await merge(files, 'api.yaml', ['--check'])
    expect(checked.exitCode).toBe(1)
    await inFolder(files, async (folder) => {
      expect(
        await run(['openapi', 'merge', 'api.yaml', '-o', 'merged.yaml'], captureIo(folder)),
      ).toBe(0)
      expect(readFileSync(join(folder, 'api.yaml'), 'utf8')).toBe(block)
      expect(readFileSync(join(folder, 'merged.yaml'), 'utf8')).toBe(printed.stdout)
      expect(await run(['openapi', 'merge', 'merged.yaml', '--check'], captureIo(folder))).toBe(0)
    })
  })

  it('writes OpenAPI 3.0 syntax into an OpenAPI 3.0 description', async () => {
    const { text } = await merge(
      { ...books, 'api.yaml': block.replace('3.1.0', '3.0.3') },
      'api.yaml',
    )
    const { schemas } = (parse(text) as Description).components
    expect(schemas.DataBookNotFound).toMatchObject({
      properties: {
        status: { type: 'integer', enum: [404] },
        bookId: { type: 'string', nullable: true, example: 'b', description: 'An \\*id\\*.' },
        pages: { type: 'integer', minimum: 0, exclusiveMinimum: true },
      },
    })
    expect(text).not.toMatch(/\bconst:|\bexamples:\n +-/)
  })

  it('adds no discriminator if no member of the body distinguishes the errors', async () => {
    const response = {
      body: { message: '{detail}', status: '{status}', title: '{title}', '...': '{params}' },
    }
    const { text } = await merge(
      {
        ...books,
        'errors/catalog.yaml': stringify({ ...vocabulary, response }),
        'api.yaml': block,
      },
      'api.yaml',
    )
    const { schemas } = (parse(text) as Description).components
    expect(schemas.BooksGet404).toEqual({
      'x-generated-by': 'errbook',
      anyOf: ['DataBookNotFound', 'DataShelfNotFound', 'DataUnexpected'].map((name) => ({
        $ref: `#/components/schemas/${name}`,
      })),
    })
  })

  it('has the same result as applying the generated overlay', async () => {
    const { catalog } = await inFolder(reference, renderProject)
    const api = apiOf(catalog)
    const errors = {
      'errbook.config.yaml': `catalog: ${join(repository, 'errors')}\noutputs: [{ emit: openapi, to: out, api: api.yaml }]\n`,
      'api.yaml': api,
    }
    await inFolder(errors, async (folder) => {
      const { files } = await renderProject(folder)
      const overlay = parse(files.get('out/overlay.yaml')!) as {
        actions: { target: string; remove?: true; update?: object }[]
      }
      expect(
        await run(['openapi', 'merge', 'api.yaml', '--allow-outside'], captureIo(folder)),
      ).toBe(0)
      const merged = readFileSync(join(folder, 'api.yaml'), 'utf8')
      expect(apply(parse(api) as object, overlay.actions)).toEqual(parse(merged))
      // The merge only adds lines. Existing lines, including comments, are kept.
      const lines = merged.split('\n')
      expect(api.split('\n').every((line) => lines.includes(line))).toBe(true)
    })
  })
})

/**
 * Applies an overlay. Its targets are exact (names after dots or in quotes), because errbook writes
 * no others.
 */
function apply(
  document: object,
  actions: readonly { target: string; remove?: true; update?: object }[],
): object {
  const copy = structuredClone(document) as Record<string, unknown>
  for (const { target, remove, update } of actions) {
    const path = [...target.matchAll(/\.(\w+)|\['((?:[^'\\]|\\.)*)'\]/g)].map(
      ([, plain, quoted]) => plain ?? quoted!.replace(/\\(.)/g, '$1'),
    )
    const at = (keys: readonly string[]) =>
      keys.reduce<Record<string, unknown> | undefined>(
        (object, key) => object?.[key] as Record<string, unknown>,
        copy,
      )
    if (remove) delete at(path.slice(0, -1))?.[path.at(-1)!]
    else mergeDeep(at(path)!, update as Record<string, unknown>)
  }
  return copy
}

function mergeDeep(into: Record<string, unknown>, from: Record<string, unknown>): void {
  for (const [key, value] of Object.entries(from)) {
    if (typeof value === 'object' && value !== null && typeof into[key] === 'object')
      mergeDeep(into[key] as Record<string, unknown>, value as Record<string, unknown>)
    else into[key] = value
  }
}

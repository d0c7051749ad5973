import { readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { run } from '../../src/commands/run.js'
import { captureIo } from '../io.js'
import { inFolder } from './folder.js'

const head = 'openapi: 3.1.0\ninfo: { title: Books, version: "1" }\n'

/** An API description in several YAML and JSON files, with references in all directions. */
const split = {
  'api/openapi.yaml': `${head}paths:
  /books:
    $ref: ./paths/books.yaml
  /books/{id}:
    get:
      $ref: "paths/get%20book.json"
    delete: { operationId: deleteBook, responses: { $ref: "responses.yaml#/delete" } }
components:
  schemas:
    Problem:
      type: object
      properties: { code: { type: string }, message: { type: string }, cause: { $ref: schemas/cause.yaml } }
`,
  'api/paths/books.yaml': `post:
  operationId: createBook
  responses:
    "409": { $ref: "../responses.yaml#/shelf~1full" }
`,
  'api/paths/get book.json': JSON.stringify({
    operationId: 'getBook',
    responses: {
      '404': { $ref: '../responses/not-found.yaml' },
      '429': { $ref: '../responses.yaml#/busy' },
    },
  }),
  'api/responses/not-found.yaml': `description: No book
content:
  application/json:
    schema: { $ref: "../openapi.yaml#/components/schemas/Problem" }
    example: { code: no_book, message: No book has this id }
`,
  'api/responses.yaml': `shelf/full:
  description: The shelf is full
  content: { application/json: { example: { code: shelf_full, message: No space }, schema: { $ref: "#/problem" } } }
busy: { description: Too many requests }
delete: { "403": { $ref: "#/forbidden" } }
forbidden:
  description: Not yours
  content: { application/json: { example: { code: not_yours, message: It is not yours } } }
problem: { $ref: "openapi.yaml#/components/schemas/Problem" }
`,
  // This schema refers to itself.
  'api/schemas/cause.yaml': 'type: object\nproperties: { inner: { $ref: cause.yaml } }\n',
}

describe('the import of an API description in several files', () => {
  it('includes the errors of all files', async () => {
    await inFolder(split, async (cwd) => {
      const io = captureIo(cwd)
      const args = [
        'import',
        'openapi',
        'api/openapi.yaml',
        '--code',
        '{name}',
        '--docs',
        'https://b.test/{name}',
        '--report',
        'report.json',
      ]
      expect(await run(args, io)).toBe(0)
      const operationsOf = (name: string) =>
        /operations:\n((?: {2}- .*\n)+)/.exec(
          readFileSync(join(cwd, `errors/${name}.yaml`), 'utf8'),
        )?.[1]
      expect(operationsOf('no_book')).toBe('  - getBook\n')
      expect(operationsOf('shelf_full')).toBe('  - createBook\n')
      expect(operationsOf('not_yours')).toBe('  - deleteBook\n')
      expect(operationsOf('busy')).toBe('  - getBook\n')
      const report = readFileSync(join(cwd, 'report.json'), 'utf8')
      expect(report).not.toContain('x-errbook-files')
      expect(report).toContain('"api/paths/get book.json"')
    })
  })

  /** Imports a description with one reference. Returns the first lines of the findings. */
  async function problemsOf(
    reference: string,
    files: Record<string, string> = {},
    prepare: (cwd: string) => void = () => {},
  ) {
    const found: string[] = []
    await inFolder(
      {
        ...files,
        '.git/HEAD': '',
        'api/openapi.yaml': `${head}paths:\n  /a: { $ref: "${reference}" }\n`,
      },
      async (cwd) => {
        prepare(cwd)
        const io = captureIo(cwd)
        await run(['import', 'openapi', 'api/openapi.yaml', '--to', 'imported'], io)
        const lines = io.text().split('\n')
        found.push(
          ...lines.flatMap((line, at) =>
            line.startsWith('error[') ? [`${line.slice(0, 60)} ${lines[at + 1]?.trim()}`] : [],
          ),
        )
      },
    )
    return found
  }

  it('reports a reference to a missing, invalid or remote file, or to a file outside the project', async () => {
    expect(await problemsOf('gone.yaml')).toMatchInlineSnapshot(`
      [
        "error[unknown-path]: File \`api/gone.yaml\` does not exist. --> api/openapi.yaml:4:15",
      ]
    `)
    expect(await problemsOf('../../../outside.yaml')).toMatchInlineSnapshot(`
      [
        "error[outside-project]: \`../../outside.yaml\` is outside the  --> api/openapi.yaml:4:15",
      ]
    `)
    expect(await problemsOf('/etc/hostname')).toMatchInlineSnapshot(`
      [
        "error[outside-project]: \`/etc/hostname\` is outside the proje --> api/openapi.yaml:4:15",
      ]
    `)
    expect(await problemsOf('https://acme.test/a.yaml')).toMatchInlineSnapshot(`
      [
        "error[unknown-path]: Reference \`https://acme.test/a.yaml\` do --> api/openapi.yaml:4:1",
      ]
    `)
    expect(
      await problemsOf('b.yaml', {
        'api/b.yaml': 'get:\n  responses: { "404": { $ref: c.yaml } }\n',
      }),
    ).toMatchInlineSnapshot(`
      [
        "error[unknown-path]: File \`api/c.yaml\` does not exist. --> api/b.yaml:2:31",
      ]
    `)
    expect(await problemsOf('b.yaml', { 'api/b.yaml': 'get: [\n' })).toMatchInlineSnapshot(`
      [
        "error[yaml-syntax]: Invalid YAML: Flow sequence in block col --> api/b.yaml:2:1",
      ]
    `)
    expect(await problemsOf('b.yaml#/nope', { 'api/b.yaml': 'get: {}\n' })).toMatchInlineSnapshot(`
      [
        "error[unknown-path]: Reference \`api/b.yaml#/nope\` does not l --> api/openapi.yaml:4:1",
      ]
    `)
    expect(await problemsOf('#/nowhere')).toMatchInlineSnapshot(`
      [
        "error[unknown-path]: Reference \`#/nowhere\` does not lead to  --> api/openapi.yaml:4:1",
      ]
    `)
  })

  it('rejects a file that links to a file outside the project', async () => {
    await inFolder(
      { 'secret.yaml': 'get: { responses: { "404": { description: Secret } } }\n' },
      async (outer) => {
        const link = (cwd: string) =>
          symlinkSync(join(outer, 'secret.yaml'), join(cwd, 'api/b.yaml'))
        expect(await problemsOf('b.yaml', {}, link)).toMatchInlineSnapshot(`
          [
            "error[outside-project]: \`api/b.yaml\` leads outside the proje --> api/openapi.yaml:4:15",
          ]
        `)
      },
    )
  })
})

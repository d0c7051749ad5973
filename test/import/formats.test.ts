import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { run } from '../../src/commands/run.js'
import { captureIo } from '../io.js'
import { inFolder } from './folder.js'

describe('a list of errors', () => {
  it('is imported from JSON, YAML and CSV as the same entries', async () => {
    const json =
      '{ "errors": [{ "id": "E1001", "http": 404, "name": "No order", "message": "No order {id}.", "fix": ["Look", "Ask"] }] }'
    const yaml =
      'errors:\n  E1001: { http: 404, name: No order, message: "No order {id}.", fix: [Look, Ask] }\n'
    const csv = 'id,http,name,message,fix\nE1001,404,No order,No order {id}.,Look|Ask\n'
    const map = (code: string) =>
      `items: errors\nfields:\n  code: ${code}\n  status: http\n  title: name\n  detail: message\n  fixes: { from: fix, split: "|" }\n`
    const entries: string[] = []
    for (const [format, text, code] of [
      ['json', json, 'id'],
      ['yaml', yaml, '$key'],
      ['csv', csv, 'id'],
    ] as const) {
      await inFolder({ [`list.${format}`]: text, 'map.yaml': map(code) }, async (cwd) => {
        expect(
          await run(
            [
              'import',
              format,
              `list.${format}`,
              '--map',
              'map.yaml',
              '--docs',
              'https://acme.test/{name}',
            ],
            captureIo(cwd),
          ),
        ).toBe(0)
        entries.push(readFileSync(join(cwd, 'errors/E1001.yaml'), 'utf8'))
        expect(await run(['check'], captureIo(cwd))).toBe(0)
      })
    }
    expect(new Set(entries).size).toBe(1)
    expect(entries[0]).toContain('status: 404\ntitle: No order\n')
    expect(entries[0]).toContain('  steps:\n    - Look\n    - Ask\n')
  })
})

it('`import openapi` creates an error for each example and each branch, with its operations', async () => {
  const api = readFileSync(join(import.meta.dirname, 'shop.openapi.yaml'), 'utf8')
  await inFolder({ 'api.yaml': api }, async (cwd) => {
    const io = captureIo(cwd)
    expect(await run(['import', 'openapi', 'api.yaml', '--report', 'report.json'], io)).toBe(0)
    const entry = (name: string) => readFileSync(join(cwd, `errors/${name}.yaml`), 'utf8')
    expect(readdirSync(join(cwd, 'errors')).sort()).toEqual([
      'catalog.yaml',
      'customer_not_found.yaml',
      'duplicate_order.yaml',
      'order_locked.yaml',
      'order_not_found.yaml',
      'too_many_requests.yaml',
    ])
    expect(entry('order_not_found')).toContain(
      'orderId: { type: string, description: The order., example: o_1, required: false }',
    )
    expect(entry('too_many_requests')).toContain('operations:\n  - getOrder\n  - POST /orders\n')
    expect(entry('catalog')).toContain('docs: "https://shop.test/errors/{name}"')
    const { pieces } = JSON.parse(readFileSync(join(cwd, 'report.json'), 'utf8')) as {
      pieces: { line: number; text: string; note: string }[]
    }
    expect(pieces.map(({ line, text, note }) => `${line} ${text}: ${note}`)).toEqual([
      '10 description: The order is not there.: no matching field',
      '32 code: neither a param nor in the body in catalog.yaml',
      '41 code: neither a param nor in the body in catalog.yaml',
      '21 /orders/{id} get responses default: a response for `default` does not have a single status',
    ])
    expect(await run(['check'], captureIo(cwd))).toBe(0)
  })
})

it('`import openapi` reports an invalid reference at its line, and imports the rest', async () => {
  const api =
    'openapi: 3.1.0\ninfo: { title: Shop, version: "1" }\npaths:\n  /orders:\n    post:\n      responses:\n        "404": { description: No such order. }\n        "409": { $ref: "#/components/responses/Gone%" }\n        "410": { $ref: "./common.yaml#/Gone" }\n'
  await inFolder({ 'api.yaml': api }, async (cwd) => {
    const io = captureIo(cwd)
    expect(await run(['import', 'openapi', 'api.yaml'], io)).toBe(1)
    expect(io.text()).toContain(
      'error[unknown-path]: Reference `#/components/responses/Gone%` does not lead',
    )
    expect(io.text()).toContain('--> api.yaml:9:1')
    expect(readdirSync(join(cwd, 'errors'))).toEqual(['catalog.yaml', 'not_found.yaml'])
  })
})

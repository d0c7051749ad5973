import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse, stringify } from 'yaml'
import { fieldOf, mappedValue, usualMapping, valueAt } from '../../src/author/importers/fields.js'
import { run } from '../../src/commands/run.js'
import { captureIo } from '../io.js'
import { filesBelow, inFolder } from './folder.js'

// Tests the defaults for fields that an item does not have, and the conversion of values.
async function imported(items: readonly object[], mapping?: object) {
  const entries: Record<string, Record<string, unknown>> = {}
  const files = {
    'list.json': JSON.stringify(items),
    ...(mapping && { 'map.yaml': stringify(mapping) }),
  }
  const io = captureIo('')
  await inFolder(files, async (cwd) => {
    const flags = ['--docs', 'https://acme.test/{name}', ...(mapping ? ['--map', 'map.yaml'] : [])]
    await run(['import', 'json', 'list.json', ...flags], { ...io, cwd })
    for (const file of filesBelow(cwd).filter((one) => /^errors\/(?!catalog)/.test(one))) {
      const entry = parse(readFileSync(join(cwd, file), 'utf8'))
      entries[entry.code] = entry
    }
  })
  return { entries, text: io.text() }
}
const item = (code: string, more: object = {}) => ({ code, status: 404, ...more })

describe('the import of a list', () => {
  it('uses the words of the code if an item has no title', async () => {
    const { entries } = await imported([item('key_not-found'), item('keyExpired', { title: 'X' })])
    expect(entries['key_not-found']!.title).toBe('Key not found')
    expect(entries.keyExpired!.title).toBe('X')
  })

  it('uses the start of the description, the message or the title if an item has no summary', async () => {
    const { entries } = await imported([
      item('a', { summary: 'Sum.', description: 'This is the description. More.', message: 'M' }),
      item('b', { description: 'This is the description. More.', message: 'M' }),
      item('c', { message: 'This is the message.' }),
      item('d', { title: 'Gone' }),
    ])
    const summaries = Object.values(entries).map(({ summary }) => summary)
    expect(summaries).toEqual(['Sum.', 'This is the description.', 'This is the message.', 'Gone'])
  })
})

describe('the related errors of an imported error', () => {
  it('include only errors in the list, and never the error itself', async () => {
    const { entries } = await imported([
      item('a', { related: ['b', 'a', 'nowhere'] }),
      item('b', { related: ['nowhere'] }),
    ])
    expect(entries.a!.related).toEqual([{ code: 'b', when: 'B' }])
    expect(entries.b).not.toHaveProperty('related')
  })
})

describe('a mapping', () => {
  it('provides a default for a field that an item does not have', async () => {
    const fields = { code: 'code', status: { from: 'status', default: 422 }, detail: 'message' }
    const { entries } = await imported([{ code: 'a' }, item('b')], { fields })
    expect([entries.a!.status, entries.b!.status]).toEqual([422, 404])
  })

  it('is rejected if a key exists in no item, unless it has a default', async () => {
    const fields = { code: 'code', status: 'status', title: 'nmae' }
    expect((await imported([item('a')], { fields })).text).toContain('[unknown-path]')
    const withDefault = { ...fields, title: { from: 'nmae', default: 'Gone' } }
    const { text, entries } = await imported([item('a')], { fields: withDefault })
    expect(text).not.toContain('[unknown-path]')
    expect(entries.a!.title).toBe('Gone')
  })

  it('translates a value, or each value of a list', () => {
    const values = { yes: 'transient', no: 'never' }
    const item = { retry: 'yes', many: 'yes; no', other: 'maybe', mixed: 'yes; maybe' }
    const translated = (from: string, more: object = {}) =>
      mappedValue(item, { from, values, ...more } as never)
    expect(translated('retry')).toEqual({ value: 'transient' })
    expect(translated('many', { split: ';' })).toEqual({ value: ['transient', 'never'] })
    expect(translated('other', { default: 'never' })).toEqual({ value: 'never', unknown: 'maybe' })
    expect(translated('mixed', { split: ';' })).toMatchObject({ unknown: 'maybe' })
    expect(translated('missing', { default: 'never' })).toEqual({ value: 'never' })
    // A member of Object.prototype is not part of the mapping.
    expect(mappedValue({ retry: 'toString' }, { from: 'retry', values } as never)).toMatchObject({
      unknown: 'toString',
    })
  })
})

describe('a path in a mapping', () => {
  it('selects members of objects, but not of other values', () => {
    const value = { http: { status: 404 }, empty: '', none: null, zero: 0, no: false }
    expect(valueAt(value, 'http.status')).toBe(404)
    expect(valueAt(value, 'zero')).toBe(0)
    expect(valueAt(value, 'no')).toBe(false)
    for (const path of [
      'empty',
      'none',
      'http.code',
      'zero.x',
      'none.x',
      'toString',
      'http.status.x',
    ])
      expect(valueAt(value, path), path).toBeUndefined()
  })
})

describe('a list without a mapping', () => {
  it('is imported by usual key names, with the most common name first', () => {
    expect(usualMapping([{ code: 'a', id: 'b', http: { status: 404 }, msg: 'x' }])).toEqual({
      code: 'code',
      status: 'http.status',
      detail: 'msg',
    })
    expect(usualMapping([{ id: 'a' }, { status_code: 404, name: 'x' }])).toEqual({
      code: 'id',
      status: 'status_code',
      title: 'name',
    })
  })
})

describe('an imported value', () => {
  it.each<[Parameters<typeof fieldOf>[0], unknown, object | undefined]>([
    ['status', 404, { status: 404 }],
    ['status', '404', { status: 404 }],
    ['status', 400, { status: 400 }],
    ['status', 599, { status: 599 }],
    ['status', 399, undefined],
    ['status', 600, undefined],
    ['status', 404.5, undefined],
    ['exitCode', 1, { exitCode: 1 }],
    ['exitCode', 255, { exitCode: 255 }],
    ['exitCode', 0, undefined],
    ['exitCode', 256, undefined],
    ['title', '  Not\n found ', { title: 'Not found' }],
    ['title', '   ', undefined],
    ['title', {}, undefined],
    ['causes', 'One.', { causes: ['One.'] }],
    ['causes', ['One.', 'Two.'], { causes: ['One.', 'Two.'] }],
    ['causes', [], undefined],
    ['causes', ['One.', {}], undefined],
    ['fixes', 'Do it.', { fixes: { body: 'Do it.' } }],
    ['fixes', ['Do it.', 'Then that.'], { fixes: { steps: ['Do it.', 'Then that.'] } }],
    ['tags', 'a, b,c', { tags: ['a', 'b', 'c'] }],
    ['tags', ['a', 'b'], { tags: ['a', 'b'] }],
    ['links', 'https://a.test', { links: [{ title: 'https://a.test', url: 'https://a.test' }] }],
    [
      'links',
      { text: 'A', href: 'https://a.test' },
      { links: [{ title: 'A', url: 'https://a.test' }] },
    ],
    ['links', 'javascript:alert(1)', undefined],
    ['links', ['https://a.test', 'docs/a'], undefined],
    [
      'related',
      'a, x:key_gone',
      {
        related: [
          { code: 'a', when: 'A' },
          { code: 'x:key_gone', when: 'Key gone' },
        ],
      },
    ],
    ['related', [{ code: 'a', when: 'Later.' }], { related: [{ code: 'a', when: 'Later.' }] }],
    ['related', [{ when: 'Later.' }], undefined],
    ['related', 7, undefined],
  ])('is converted for the field %s, or rejected: %j', (field, value, made) => {
    expect(fieldOf(field, value)).toEqual(made)
  })
})

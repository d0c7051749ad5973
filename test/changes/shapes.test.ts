import { describe, expect, it } from 'vitest'
import { type CatalogData, compared } from './compared.js'

// A change to the values of a param or to the statuses of an error is reported as breaking if a
// client can notice it. A change to a description is not.
const catalog = (data: object): CatalogData => ({
  vocabulary: {
    name: 'Acme',
    code: '{category}:{name}',
    docs: 'https://acme.test/{category}/{name}',
    response: { body: { code: '{code}', '...': '{params}' } },
    categories: { data: { title: 'Data', status: 404 } },
  },
  errors: { 'data:gone': data },
})
const rulesOf = async (before: object, after: object) =>
  (await compared(catalog(before), catalog(after))).findings.map(({ code }) => code)

const text = (description: string) => ({ type: 'string', description })
const withMembers = (properties: object, more: object = {}) => ({
  params: {
    box: { type: 'object', description: 'A box.', example: {}, properties, ...more },
  },
})
const withItems = (items: object) => ({
  params: { list: { type: 'array', description: 'A list.', example: [], items } },
})
const typeRules = (rules: readonly string[]) => rules.filter((rule) => rule !== 'text-changed')

describe('the schema inside a param', () => {
  it('counts as unchanged if only descriptions differ, at any depth', async () => {
    const deep = (words: string) => ({
      a: { type: 'object', title: words, properties: { b: text(words) } },
      c: { type: 'array', items: text(words) },
    })
    expect(typeRules(await rulesOf(withMembers(deep('A.')), withMembers(deep('B.'))))).toEqual([])
    expect(typeRules(await rulesOf(withItems(text('A.')), withItems(text('B.'))))).toEqual([])
  })

  it('counts as changed if a type differs, at any depth', async () => {
    const deep = (type: string) => ({
      a: { type: 'object', properties: { b: { type } } },
    })
    expect(await rulesOf(withMembers(deep('string')), withMembers(deep('number')))).toEqual([
      'param-type-changed',
    ])
    expect(await rulesOf(withItems({ type: 'string' }), withItems({ type: 'number' }))).toEqual([
      'param-type-changed',
    ])
  })

  it('counts as changed if a property that is named `title` differs', async () => {
    const [one, other] = [{ title: { type: 'string' } }, { title: { type: 'number' } }]
    expect(await rulesOf(withMembers(one), withMembers(other))).toEqual(['param-type-changed'])
    expect(await rulesOf(withMembers({}), withMembers(one))).toEqual(['param-type-changed'])
  })
})

describe('the type of a param', () => {
  const param = (type: unknown) => ({
    params: { it: { description: 'It.', example: null, ...(type === undefined ? {} : { type }) } },
  })

  it('counts as narrowed if it allows fewer values, and as changed if it allows other values', async () => {
    const all = ['string', 'number', 'boolean', 'object', 'array', 'null']
    expect(await rulesOf(param(['integer', 'null']), param(['number', 'null']))).toContain(
      'param-type-changed',
    )
    expect(await rulesOf(param(['number', 'null']), param(['integer', 'null']))).toContain(
      'param-type-narrowed',
    )
    expect(await rulesOf(param(all), param(undefined))).toEqual([])
    expect(await rulesOf(param(['string', 'null']), param(['boolean', 'null']))).toContain(
      'param-type-changed',
    )
  })
})

describe('the statuses of an error', () => {
  const statuses = (...all: (readonly [number, string?])[]) => ({
    status: all.map(([status, when = `if ${status}`]) => ({ status, when })),
  })

  it('are reported once if changed, once if removed and once if added', async () => {
    const rules = (before: object, after: object) => rulesOf(before, after)
    const statusRules = async (before: object, after: object) =>
      (await rules(before, after)).filter((rule) => rule.startsWith('status-')).sort()
    expect(await statusRules(statuses([404], [410]), statuses([404], [410]))).toEqual([])
    expect(await statusRules(statuses([404], [410]), statuses([410], [404]))).toEqual([
      'status-changed',
    ])
    expect(await statusRules(statuses([404], [410]), statuses([404]))).toEqual(['status-removed'])
    expect(await statusRules(statuses([404]), statuses([404], [410]))).toEqual(['status-added'])
    expect(await statusRules(statuses([404]), statuses([410]))).toEqual(['status-changed'])
    expect(await statusRules(statuses([404], [409]), statuses([410], [411]))).toEqual([
      'status-added',
      'status-changed',
      'status-removed',
    ])
  })

  it('are matched by number, whatever their order', async () => {
    expect(await rulesOf(statuses([404], [410, 'A']), statuses([404], [410, 'B']))).toEqual([
      'text-changed',
    ])
    expect(await rulesOf(statuses([404], [410], [411]), statuses([404], [411], [410]))).toEqual([])
  })
})

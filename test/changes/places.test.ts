import { describe, expect, it } from 'vitest'
import { type CatalogData, compared } from './compared.js'

// `diff` underlines what the author edited: the field in the entry, or the default in catalog.yaml.
const param = { type: 'string', description: 'An id.', example: 'x' }
const cart = {
  title: 'Cart',
  status: 404,
  retry: 'never',
  fault: 'client',
  logLevel: 'info',
  visibility: 'public',
}
const body = { error: { code: '{code}', type: '{type}', more: { detail: '{detail}' } } }
const base = {
  vocabulary: {
    name: 'Acme',
    code: '{system}:{category}:{name}',
    docs: 'https://acme.test/{system}/{category}/{name}',
    response: { body: { ...body, '...': '{params}' } },
    params: { id: param },
    headers: { 'X-Id': { type: 'string', description: 'An id.', value: '{id}' } },
    systems: { shop: { title: 'Shop', categories: { cart } }, pay: { title: 'Pay' } },
    categories: { card: { ...cart, title: 'Card' } },
  },
  errors: {
    'shop:cart:full': { params: { id: true, own: param }, headers: { 'X-Id': true } },
    'pay:card:gone': {
      status: [
        { status: 410, when: 'gone', headers: { 'X-Id': true } },
        { status: 411, when: 'never there' },
      ],
      params: { id: true },
    },
  },
} satisfies CatalogData

type Base = typeof base
/** Returns the base with another value at a path. The value `undefined` removes the key. */
function edited(path: readonly (string | number)[], value: unknown): CatalogData {
  const copy = structuredClone(base) as unknown as Record<string, unknown>
  const last = path.at(-1) ?? ''
  const parent = path.slice(0, -1).reduce<Record<string, unknown>>((node, step) => {
    node[step] ??= {}
    return node[step] as Record<string, unknown>
  }, copy)
  if (value === undefined) delete parent[last]
  else parent[last] = value
  return copy as unknown as Base
}

const [full, gone] = ['shop:cart:full', 'pay:card:gone'] as const
const shop = ['vocabulary', 'systems', 'shop'] as const

const cases: readonly [
  what: string,
  path: readonly (string | number)[],
  value: unknown,
  rule: string,
  place: string,
][] = [
  [
    'the `docs` template',
    ['vocabulary', 'docs'],
    'https://acme.test/x/{category}/{name}',
    'page-moved',
    'catalog.yaml: https://acme.test/x/{category}/{name}',
  ],
  [
    'the `docs` template from which types are derived',
    ['vocabulary', 'docs'],
    'https://acme.test/y/{category}/{name}',
    'type-changed',
    'catalog.yaml: https://acme.test/y/{category}/{name}',
  ],
  [
    'the `docs` template of one system',
    [...shop, 'docs'],
    'https://shop.test/{category}/{name}',
    'page-moved',
    'catalog.yaml: https://shop.test/{category}/{name}',
  ],
  [
    'the `type` template',
    ['vocabulary', 'type'],
    'https://acme.test/type/{name}',
    'type-changed',
    'catalog.yaml: https://acme.test/type/{name}',
  ],
  [
    'the `type` template of one system',
    [...shop, 'type'],
    'https://shop.test/type/{name}',
    'type-changed',
    'catalog.yaml: https://shop.test/type/{name}',
  ],
  [
    'the `type` of one error',
    ['errors', full, 'type'],
    'https://own.test/full',
    'type-changed',
    'shop/cart/full.yaml: https://own.test/full',
  ],
  [
    'a shared param',
    ['vocabulary', 'params', 'id'],
    { ...param, type: 'number', example: 1 },
    'param-type-changed',
    'catalog.yaml: number',
  ],
  [
    'a param of one error',
    ['errors', full, 'params', 'own'],
    { ...param, type: 'number', example: 1 },
    'param-type-changed',
    'shop/cart/full.yaml: number',
  ],
  [
    'a shared param that is no longer required',
    ['vocabulary', 'params', 'id'],
    { ...param, required: false },
    'param-made-optional',
    'catalog.yaml: false',
  ],
  [
    'a new header of a status',
    ['errors', gone, 'status', 1, 'headers'],
    { 'X-Id': true },
    'header-added',
    'pay/card/gone.yaml: ',
  ],
  [
    'the second status of an error',
    ['errors', gone, 'status', 1, 'status'],
    412,
    'status-added',
    'pay/card/gone.yaml: 412',
  ],
  [
    'the first status of an error',
    ['errors', gone, 'status', 0, 'status'],
    409,
    'status-changed',
    'pay/card/gone.yaml: 409',
  ],
  [
    'the only status of an error',
    ['errors', full, 'status'],
    409,
    'status-changed',
    'shop/cart/full.yaml: 409',
  ],
  [
    'the status of a category of a system',
    [...shop, 'categories', 'cart', 'status'],
    409,
    'status-changed',
    'catalog.yaml: 409',
  ],
  [
    'the `retry` of a category of a system',
    [...shop, 'categories', 'cart', 'retry'],
    'transient',
    'retry-changed',
    'catalog.yaml: transient',
  ],
  [
    'the `retry` of a category of all systems',
    ['vocabulary', 'categories', 'card', 'retry'],
    'transient',
    'retry-changed',
    'catalog.yaml: transient',
  ],
  [
    'the `fault` of a category',
    [...shop, 'categories', 'cart', 'fault'],
    'server',
    'fault-changed',
    'catalog.yaml: server',
  ],
  [
    'the `logLevel` of a category',
    [...shop, 'categories', 'cart', 'logLevel'],
    'error',
    'log-level-changed',
    'catalog.yaml: error',
  ],
  [
    'the `visibility` of a category',
    [...shop, 'categories', 'cart', 'visibility'],
    'internal',
    'visibility-narrowed',
    'catalog.yaml: internal',
  ],
  [
    'a member of the response body',
    ['vocabulary', 'response', 'body', 'error', 'more', 'detail'],
    '{title}',
    'envelope-member-changed',
    'catalog.yaml: "{title}"',
  ],
  [
    'the response body of one system',
    [...shop, 'response'],
    { body: { ...body, note: 'new', '...': '{params}' } },
    'envelope-member-added',
    'catalog.yaml: new',
  ],
]

describe('`diff` underlines the source of a change', () => {
  it.each(cases)('if it is %s', async (_, path, value, rule, place) => {
    const { findings } = await compared(base, edited(path, value))
    const found = findings.filter(({ code }) => code === rule)
    expect(found.map((one) => one.place)).toEqual(
      found.map(() => (place.endsWith(': ') ? expect.stringContaining(place) : place)),
    )
    expect(found.length).toBeGreaterThan(0)
  })

  it('if a field is removed from an error, which is the error itself', async () => {
    const own = edited(['errors', full, 'retry'], 'transient')
    const { findings } = await compared(own, base)
    const [found] = findings.filter(({ code }) => code === 'retry-changed')
    expect(found?.place).toContain('shop/cart/full.yaml: ')
  })

  it('if a fault is derived from a changed status, which is in the error', async () => {
    const bare = edited(['vocabulary', 'categories', 'card', 'fault'], undefined)
    const server = structuredClone(bare) as Base
    server.errors[gone].status[0]!.status = 503
    const { findings } = await compared(bare, server)
    const [found] = findings.filter(({ code }) => code === 'fault-changed')
    expect(found?.place).toContain('pay/card/gone.yaml: ')
  })
})

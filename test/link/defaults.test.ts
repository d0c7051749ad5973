import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import type { Entry } from '../../src/model/catalog.js'
import { inFolder, renderProject } from '../project.js'

// A value set on an error overrides the value of its category, which overrides the default that
// errbook derives.
async function linked(own: object, category: object = {}, vocabulary: object = {}): Promise<Entry> {
  const files = {
    'errbook.config.yaml': stringify({ catalog: 'errors', rules: {} }),
    'errors/catalog.yaml': stringify({
      name: 'Acme',
      code: '{category}/{name}',
      docs: 'https://acme.test/{category}/{name}',
      categories: { data: { title: 'Data', ...category } },
      ...vocabulary,
    }),
    'errors/data/gone.yaml': stringify({
      code: 'data/gone',
      title: 'Gone',
      summary: 'It is gone.',
      ...own,
    }),
  }
  const { catalog } = await inFolder(files, renderProject)
  return catalog.entries[0]!
}

describe.each([
  ['retry', { retry: 'never' }, { retry: 'transient' }, undefined],
  ['fault', { fault: 'upstream' }, { fault: 'server' }, 'client'],
  ['visibility', { visibility: 'partner' }, { visibility: 'internal' }, 'public'],
] as const)('field `%s`', (field, own, category, otherwise) => {
  const status = { status: 404 }

  it('comes from the error even if its category sets another one', async () => {
    expect(await linked({ ...status, ...own }, category)).toMatchObject(own)
  })

  it('comes from the category if the error has none', async () => {
    expect(await linked(status, category)).toMatchObject(category)
  })

  it(`is ${otherwise} if neither sets it`, async () => {
    expect((await linked(status))[field]).toBe(otherwise)
  })
})

describe('fault', () => {
  it.each([
    [400, 'client'],
    [499, 'client'],
    [500, 'server'],
    [501, 'server'],
    [502, 'upstream'],
    [503, 'server'],
    [504, 'upstream'],
    [505, 'server'],
  ])('for status %d, is `%s` by default', async (status, fault) => {
    expect((await linked({ status })).fault).toBe(fault)
  })

  it('is derived from the first status if an error has several', async () => {
    const status = [
      { status: 504, when: 'It is slow.' },
      { status: 404, when: 'It was deleted.' },
    ]
    expect((await linked({ status })).fault).toBe('upstream')
  })

  it('is undefined for an error without a status', async () => {
    expect((await linked({}, {}, { kind: 'library' })).fault).toBeUndefined()
  })
})

describe('status', () => {
  const numbers = (entry: Entry) => entry.statuses.map(({ status }) => status)

  it('comes from the error even if its category sets another one', async () => {
    expect(numbers(await linked({ status: 410 }, { status: 404 }))).toEqual([410])
  })

  it('comes from the category if the error has none', async () => {
    expect(numbers(await linked({}, { status: 404 }))).toEqual([404])
  })

  it('is not inherited from the category if the error is not sent over HTTP', async () => {
    expect(numbers(await linked({ exitCode: 3 }, { status: 404 }, { kind: 'cli' }))).toEqual([])
  })

  it('uses the title of the error unless it has its own title', async () => {
    const status = [
      { status: 404, when: 'It may come back.' },
      { status: 410, when: 'It will not.', title: 'Gone for good' },
    ]
    expect((await linked({ status })).statuses.map(({ title }) => title)).toEqual([
      'Gone',
      'Gone for good',
    ])
  })
})

describe('headers', () => {
  const header = { type: 'integer', description: 'Seconds.', value: '30' }

  it('are always sent unless declared optional', async () => {
    const { headers } = await linked({
      status: 404,
      headers: { 'X-Always': header, 'X-Maybe': { ...header, required: false } },
    })
    expect(headers['X-Always']!.required).toBe(true)
    expect(headers['X-Maybe']!.required).toBe(false)
  })

  it('include headers of a status, which replace headers of the error with the same name', async () => {
    const { statuses } = await linked({
      headers: { 'X-Both': header, 'X-Error': header },
      status: [
        { status: 404, when: 'It may come back.' },
        {
          status: 410,
          when: 'It will not.',
          headers: { 'X-Both': { ...header, value: '60' }, 'X-Status': header },
        },
      ],
    })
    expect(Object.keys(statuses[0]!.headers).sort()).toEqual(['X-Both', 'X-Error'])
    expect(Object.keys(statuses[1]!.headers).sort()).toEqual(['X-Both', 'X-Error', 'X-Status'])
    expect(statuses[1]!.headers['X-Both']!.value).toBe('60')
  })
})

describe('kind', () => {
  const systems = (kind?: string) => ({
    kind: 'library',
    code: '{system}/{category}/{name}',
    docs: 'https://acme.test/{system}/{category}/{name}',
    systems: { acme: { title: 'Acme', ...(kind && { kind }) } },
  })
  const inSystem = async (own: object, kind?: string) => {
    const files = {
      'errbook.config.yaml': 'catalog: errors\n',
      'errors/catalog.yaml': stringify({
        name: 'Acme',
        categories: { data: { title: 'Data' } },
        ...systems(kind),
      }),
      'errors/acme/data/gone.yaml': stringify({
        code: 'acme/data/gone',
        title: 'Gone',
        summary: 'It is gone.',
        ...own,
      }),
    }
    return (await inFolder(files, renderProject)).catalog.entries[0]!
  }

  it('comes from the system even if the catalog sets another one', async () => {
    expect((await inSystem({ status: 404 }, 'http')).statuses).toHaveLength(1)
    expect((await inSystem({ exitCode: 3 }, 'cli')).data.exitCode).toBe(3)
  })

  it('comes from the catalog if the system has none', async () => {
    expect((await inSystem({})).statuses).toEqual([])
    await expect(inSystem({ status: 404 })).rejects.toThrow('misplaced-key')
  })
})

describe('the identifier and the type URI', () => {
  it('are derived from the code unless the author sets them', async () => {
    const made = await linked({ status: 404 })
    expect([made.identifier, made.type]).toEqual(['DataGone', 'https://acme.test/data/gone'])
    const own = { status: 404, identifier: 'Vanished', type: 'urn:acme:vanished' }
    expect(await linked(own)).toMatchObject({
      identifier: 'Vanished',
      type: 'urn:acme:vanished',
      docsUrl: 'https://acme.test/data/gone',
    })
  })
})

describe('the state of an error', () => {
  const ending = { reason: 'Nothing raises it.', since: '2.0' }

  it.each([
    ['active', {}],
    ['deprecated', { deprecated: ending }],
    ['retired', { retired: ending }],
    ['retired', { deprecated: ending, retired: ending }],
  ])('is `%s` for %j', async (state, own) => {
    expect((await linked({ status: 404, ...own })).state).toBe(state)
  })
})

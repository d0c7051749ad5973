import { expect, it } from 'vitest'
import { stringify } from 'yaml'
import { membersOf } from '../../src/emit/typescript/constant.js'
import { type Envelope, type ErrorDef, ProblemError } from '../../src/runtime/index.js'
import { inFolder, renderProject } from '../project.js'

// A generated definition includes the title of a status only if it differs from the error's.
async function defined(status: unknown, vocabulary: object = {}) {
  const files = {
    'errbook.config.yaml': 'catalog: errors\nrules: { stub: off }\n',
    'errors/catalog.yaml': stringify({
      name: 'Acme',
      code: '{name}',
      docs: 'https://acme.test/{name}',
      ...vocabulary,
    }),
    'errors/gone.yaml': stringify({ code: 'gone', status, title: 'Gone', summary: 'It is gone.' }),
  }
  const { catalog } = await inFolder(files, renderProject)
  const entry = catalog.entries[0]!
  return { entry, members: membersOf(entry, catalog, []) }
}

const one = { status: 404, when: 'It never was there.' }
const two = { status: 410, when: 'It was deleted.' }
const three = { status: 451, when: 'It was taken down.' }

it.each([
  ['an error with one status', 404, null],
  ['statuses of the same title', [one, two, three], null],
  ['a status with another title', [one, { ...two, title: 'Deleted' }, three], { 410: 'Deleted' }],
  ['an explicit title that is the same', [one, { ...two, title: 'Gone' }], null],
  ['a first status with another title', [{ ...one, title: 'Nowhere' }, two], { 410: 'Gone' }],
])('%s', async (_, status, titles) => {
  const { entry, members } = await defined(status)
  expect(members.titles).toEqual(titles)
  // The response of a service for each status matches the catalog.
  const def = { ...members, titles: members.titles ?? undefined, envelope: {} as Envelope }
  for (const { status: sent, title } of entry.statuses)
    expect(new ProblemError(def as unknown as ErrorDef, {}, { status: sent }).title).toBe(title)
})

it('an error with one status has no list of statuses', async () => {
  expect((await defined(404)).members).toMatchObject({ status: 404, statuses: null })
  expect((await defined([one, two])).members).toMatchObject({ status: 404, statuses: [404, 410] })
})

it('an error without a status has its own title', async () => {
  const { members } = await defined(undefined, { kind: 'library' })
  expect(members).toMatchObject({ status: null, statuses: null, titles: null, title: 'Gone' })
})

import { expect, it } from 'vitest'
import { stringify } from 'yaml'
import { membersOf } from '../../src/emit/typescript/constant.js'
import { type Envelope, type ErrorDef, ProblemError } from '../../src/runtime/index.js'
import { inFolder, renderProject } from '../project.js'

// A generated definition includes the title of a status only if it differs from the error's title.
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
  ['no titles if an error has one status', 404, null],
  ['no titles if all statuses have the same title', [one, two, three], null],
  ['a title that differs', [one, { ...two, title: 'Deleted' }, three], { 410: 'Deleted' }],
  ['no title that is explicit but the same', [one, { ...two, title: 'Gone' }], null],
  ['the error’s title for a later status only', [{ ...one, title: 'No' }, two], { 410: 'Gone' }],
])('a definition includes %s', async (_, status, titles) => {
  const { entry, members } = await defined(status)
  expect(members.titles).toEqual(titles)
  // For each status, a service sends the title in the catalog.
  const def = { ...members, titles: members.titles ?? undefined, envelope: {} as Envelope }
  for (const { status: sent, title } of entry.statuses)
    expect(new ProblemError(def as unknown as ErrorDef, {}, { status: sent }).title).toBe(title)
})

it('a definition lists statuses only if an error has several', async () => {
  expect((await defined(404)).members).toMatchObject({ status: 404, statuses: null })
  expect((await defined([one, two])).members).toMatchObject({ status: 404, statuses: [404, 410] })
})

it('a definition includes the title of an error that has no status', async () => {
  const { members } = await defined(undefined, { kind: 'library' })
  expect(members).toMatchObject({ status: null, statuses: null, titles: null, title: 'Gone' })
})

import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { inFolder, renderProject } from '../project.js'

const to = (...codes: string[]) => ({
  related: codes.map((code) => ({ code, when: `It is ${code}` })),
})

/** The related errors on the page of `hub`. */
async function related(entries: Readonly<Record<string, object>>, more: object = {}) {
  const files: Record<string, string> = {
    'errbook.config.yaml': stringify({
      catalog: 'errors',
      rules: { stub: 'off', 'one-way-related': 'off' },
      outputs: [{ emit: 'markdown', to: 'out', audience: 'public', ...more }],
    }),
    'errors/catalog.yaml': stringify({
      name: 'Acme',
      code: '{name}',
      docs: 'https://acme.test/{name}',
    }),
  }
  for (const [name, fields] of Object.entries(entries))
    files[`errors/${name}.yaml`] = stringify({
      code: name,
      status: 404,
      title: name,
      summary: `Nothing is ${name}.`,
      ...fields,
    })
  const { files: made } = await inFolder(files, renderProject)
  // The page contains only this list.
  return made
    .get('out/hub.md')!
    .split('\n')
    .filter((line) => line.startsWith('* '))
    .map((line) => line.replace(/^\* \[`?(.*?)`?\]\(.*?\) - /, '$1: '))
}

const spokes = (count: number, from = 0) =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`spoke${at + from}`, to('hub')]))

describe('the related errors of a page', () => {
  it('are the errors it links to, with reasons, then the errors that link to it, with summaries', async () => {
    expect(await related({ hub: to('a'), a: {}, b: to('hub') })).toEqual([
      'a: It is a',
      'b: Nothing is b.',
    ])
  })

  it('include each error once', async () => {
    expect(await related({ hub: to('a'), a: to('hub') })).toEqual(['a: It is a'])
  })

  it('are omitted if there are none', async () => {
    expect(await related({ hub: {}, a: {} })).toEqual([])
  })

  it('do not include retired errors that link to the page', async () => {
    const retired = { retired: { reason: 'Nothing raises it.', since: '2.0' } }
    expect(await related({ hub: {}, a: { ...to('hub'), ...retired } })).toEqual([])
  })

  it('do not include errors hidden from the readers of the page', async () => {
    expect(await related({ hub: {}, a: { ...to('hub'), visibility: 'internal' } })).toEqual([])
  })

  // Without a limit, the page of an error that many others link to would consist mostly of links.
  it('include at most eight errors that link to the page', async () => {
    expect(await related({ hub: {}, ...spokes(8) })).toHaveLength(8)
    expect(await related({ hub: {}, ...spokes(9) })).toEqual(
      Array.from({ length: 8 }, (_, at) => `spoke${at}: Nothing is spoke${at}.`),
    )
  })

  it('include every error that the page links to, and eight more that link to it', async () => {
    const own = Array.from({ length: 10 }, (_, at) => `own${at}`)
    const entries = Object.fromEntries(own.map((code) => [code, {}]))
    expect(await related({ hub: to(...own), ...entries })).toHaveLength(10)
    expect(await related({ hub: to(...own), ...entries, ...spokes(9) })).toHaveLength(18)
    // Errors that the page itself links to do not count toward the eight.
    const named = Object.fromEntries(own.map((code) => [code, to('hub')]))
    expect(await related({ hub: to(...own), ...named, ...spokes(8) })).toHaveLength(18)
  })
})

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { run } from '../../src/commands/run.js'
import { captureIo } from '../io.js'
import { inFolder } from '../project.js'

// Tests what a rename and a retirement change in every output: pages, redirects, constants and
// clients.
const project = {
  'package.json': '{ "type": "module" }\n',
  'errbook.config.yaml': `catalog: errors
outputs:
  - { emit: docusaurus, to: site/docs/errors, base: /docs/errors }
  - { emit: typescript, to: ts, audience: internal }
  - { emit: typescript, to: js, audience: internal, language: js }
`,
  'errors/catalog.yaml': `name: Acme API
code: "err:{system}:{category}:{name}"
docs: "https://acme.test/docs/errors/{system}/{category}/{name}"
response: { extends: problem, body: { code: "{code}" } }
systems: { acme: { title: Acme errors } }
categories: { data: { title: Data } }
`,
  'errors/acme/data/race.yaml': `code: err:acme:data:race
status: 404
title: Not Found
summary: There is no such race.
`,
  'errors/acme/data/track.yaml': `code: err:acme:data:track
status: 404
title: Not Found
summary: There is no such track.
related: [{ code: err:acme:data:race, when: When the race is missing }]
`,
}

async function errbook(folder: string, ...args: string[]): Promise<void> {
  const io = captureIo(folder)
  expect(await run(args, io), io.text()).toBe(0)
}

describe('after a rename', () => {
  it('the page has moved, its old URL redirects, the old constant is deprecated, and clients accept both codes', async () => {
    await inFolder(project, async (folder) => {
      const read = (file: string) => readFileSync(join(folder, file), 'utf8')
      await errbook(folder, 'build')
      // The response of a service that was last deployed before the rename.
      const old = {
        type: 'https://acme.test/docs/errors/acme/data/race',
        title: 'Not Found',
        status: 404,
        code: 'err:acme:data:race',
      }
      await errbook(folder, 'rename', 'err:acme:data:race', 'err:acme:data:race_not_found')
      await errbook(folder, 'build')

      expect(existsSync(join(folder, 'site/docs/errors/acme/data/race.mdx'))).toBe(false)
      expect(read('site/docs/errors/acme/data/race_not_found.mdx')).toContain(
        'err:acme:data:race_not_found',
      )
      expect(read('site/docs/errors/acme/data/track.mdx')).toContain('race_not_found.mdx')
      expect(JSON.parse(read('site/docs/errors/_redirects.json'))).toEqual([
        { from: '/docs/errors/acme/data/race', to: '/docs/errors/acme/data/race_not_found' },
      ])
      expect(read('ts/acme/data.ts')).toMatch(
        /@deprecated[^/]*DataRaceNotFound[^/]*\*\/\s*export const DataRace\b/,
      )

      const { DataRaceNotFound, DataRace } = await import(
        pathToFileURL(join(folder, 'js/acme/data.js')).href
      )
      const { parseProblem } = await import(pathToFileURL(join(folder, 'js/runtime.js')).href)
      expect(DataRace.code).toBe('err:acme:data:race_not_found')
      const sent = { ...old, type: `${old.type}_not_found`, code: `${old.code}_not_found` }
      for (const body of [old, sent]) {
        const response = new Response(JSON.stringify(body), {
          status: 404,
          headers: { 'content-type': 'application/problem+json' },
        })
        expect(await parseProblem(response, [DataRaceNotFound])).toMatchObject({
          kind: 'known',
          code: 'err:acme:data:race_not_found',
        })
      }
    })
  })
})

describe('after a retirement', () => {
  it('the page shows the reason and links to the replacement, and the constant no longer exists', async () => {
    await inFolder(project, async (folder) => {
      await errbook(folder, 'build')
      expect(readFileSync(join(folder, 'ts/acme/data.ts'), 'utf8')).toContain(
        'export const DataRace',
      )
      await errbook(
        folder,
        'deprecate',
        'err:acme:data:race',
        '--reason=Races are tracks now.',
        '--replaced-by=err:acme:data:track',
      )
      await errbook(folder, 'build')
      expect(readFileSync(join(folder, 'ts/acme/data.ts'), 'utf8')).toMatch(
        /@deprecated Races are tracks now\. Use DataTrack[^/]*\*\/\s*export const DataRace\b/,
      )

      await errbook(
        folder,
        'retire',
        'err:acme:data:race',
        '--reason=Races were tracks.',
        '--replaced-by=err:acme:data:track',
      )
      await errbook(folder, 'build')
      const page = readFileSync(join(folder, 'site/docs/errors/acme/data/race.mdx'), 'utf8')
      expect(page).toContain('Races were tracks.')
      expect(page).not.toContain('Races are tracks now.')
      expect(page).toContain('track.mdx')
      expect(readFileSync(join(folder, 'ts/acme/data.ts'), 'utf8')).not.toContain('DataRace')
    })
  })
})

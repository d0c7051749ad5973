import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { run } from '../src/commands/run.js'
import { captureIo } from './io.js'
import { repository, writeFiles } from './project.js'

// Checks the docs page of each platform. Its config must build, and its instructions for a site
// must match the site in test/sites, which `npm run test:sites` builds.
const folder = join(repository, 'docs/platforms')
const pages = readdirSync(folder)
  .filter((file) => file.endsWith('.md'))
  .map((file) => file.replace('.md', ''))
const siteOf = (platform: string) =>
  join(repository, 'test/sites', platform === 'markdown' ? 'github' : platform)

describe.each(pages)('docs/platforms/%s.md', (platform) => {
  const text = readFileSync(join(folder, `${platform}.md`), 'utf8')
  const blocks = [...text.matchAll(/<!-- (file|site): (\S+) -->\n```\w*\n([\s\S]*?)```/g)].map(
    ([, kind, file, body]) => ({
      kind,
      file: file!,
      body: body!,
    }),
  )
  const snippets = blocks.filter(({ kind }) => kind === 'site')

  it('has a config that builds the pages and every file that the site reads', async () => {
    const project = mkdtempSync(join(tmpdir(), 'errbook-platform-'))
    try {
      cpSync(siteOf(platform), project, { recursive: true })
      const config = blocks.find(({ kind }) => kind === 'file')!.body
      const [, catalog, base] = /catalog: (\w+)[\s\S]*base: (\S+?)[, ]/.exec(config)!
      const docs = /`https:\/\/[^`]*`/.exec(text)![0].slice(1, -1)
      expect(docs).toContain(base)
      writeFiles(project, [
        ['errbook.config.yaml', config],
        [
          `${catalog}/catalog.yaml`,
          `name: Acme\ncode: "err:{system}:{category}:{name}"\ndocs: "${docs}"\nsystems:\n  acme: { title: Acme }\ncategories:\n  data: { title: Data }\n`,
        ],
        [
          `${catalog}/acme/data/gone.yaml`,
          'code: err:acme:data:gone\nstatus: 404\ntitle: Not Found\nsummary: It is gone.\naliases: [err:acme:data:away]\n',
        ],
      ])
      const io = captureIo(project)
      expect(await run(['build'], io), io.text()).toBe(0)
      const read = snippets.flatMap(({ body }) =>
        [...body.matchAll(/['(]((?:\.\/)?[\w./]+\/_?\w+\.(?:json|mjs|md))/g)].map(
          ([, file]) => file!,
        ),
      )
      for (const file of read) expect(existsSync(join(project, file)), file).toBe(true)
    } finally {
      rmSync(project, { recursive: true, force: true })
    }
  })

  it.each(snippets)('shows only lines that the test site has in $file', ({ file, body }) => {
    const site = squash(readFileSync(join(siteOf(platform), file), 'utf8')).replace(
      'catalogs/',
      'catalog/',
    )
    for (const line of body.trimEnd().split('\n')) expect(site).toContain(squash(line))
  })
})

/** Removes whitespace, because formatters place it differently. */
function squash(text: string): string {
  return text.replace(/\s+/g, '')
}

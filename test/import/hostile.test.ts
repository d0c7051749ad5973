import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { run } from '../../src/commands/run.js'
import { captureIo } from '../io.js'
import { inFolder, repository } from '../project.js'

const marks = globalThis as { pageRan?: boolean }

// Each page sets a marker if anything on it runs.
const page = (body: string, frontmatter = '---\ntitle: Not Found\n---') =>
  `${frontmatter}\n\n# err:acme:data:gone\n\n## Cause\n\nIt was deleted.\n\n${body}\n`

const pages = {
  'an import and an export': page(
    "import './evil.mjs'\n\nexport const x = (globalThis.pageRan = true)\n",
  ),
  'an expression': page(
    'Text {globalThis.pageRan = true} and more.\n\n{(() => { globalThis.pageRan = true })()}',
  ),
  'an attribute': page(
    '<Note title={(globalThis.pageRan = true)} {...(globalThis.pageRan = true)}>Text</Note>',
  ),
  'a script': page('<script>globalThis.pageRan = true</script>'),
  'frontmatter in JavaScript': page(
    '',
    '---js\nmodule.exports = { title: (globalThis.pageRan = true) }\n---',
  ),
  'frontmatter with a tag': page(
    '',
    '---\ntitle: !!js/function "function () { globalThis.pageRan = true }"\n---',
  ),
}

describe('an imported page', () => {
  it.each(Object.entries(pages))('is never executed if it contains %s', async (_, text) => {
    const files = { 'pages/gone.mdx': text, 'pages/evil.mjs': 'globalThis.pageRan = true\n' }
    await inFolder(files, async (folder) => {
      const io = captureIo(folder)
      await run(['import', 'mdx', 'pages', '--code', 'err:{system}:{category}:{name}'], io)
      expect(io.text()).not.toContain('This is a bug in errbook')
      expect(marks.pageRan).toBeUndefined()
    })
  })
})

describe('an installation of errbook', () => {
  it('runs no code, because neither errbook nor a dependency has an install script', () => {
    const { scripts } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>
    }
    expect(
      Object.keys(scripts).filter((name) => /^(?:pre|post)?(?:install|prepare)$/.test(name)),
    ).toEqual([])
    const { packages } = JSON.parse(
      readFileSync(join(repository, 'package-lock.json'), 'utf8'),
    ) as {
      packages: Record<string, { dev?: boolean; optional?: boolean; hasInstallScript?: boolean }>
    }
    const needed = Object.entries(packages).filter(([, { dev }]) => dev !== true)
    expect(needed.length).toBeGreaterThan(10)
    expect(
      needed.flatMap(([name, { hasInstallScript }]) => (hasInstallScript ? [name] : [])),
    ).toEqual([])
  })
})

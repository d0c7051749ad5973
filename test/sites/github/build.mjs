// What GitHub makes of Markdown files: its own parser, cmark-gfm, with the extensions that it uses there.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const extensions = ['table', 'strikethrough', 'autolink', 'tagfilter', 'tasklist'].flatMap((name) => ['-e', name])
for (const file of readdirSync('.', { recursive: true }).filter((name) => name.endsWith('.md') && !name.startsWith('dist'))) {
  const { status, error, stdout, stderr } = spawnSync('cmark-gfm', [...extensions, '--unsafe', file], { encoding: 'utf8' })
  if (error || status !== 0) throw new Error(`cmark-gfm ${file}: ${error?.message ?? stderr}`)
  const target = join('dist', `${file}.html`)
  mkdirSync(dirname(target), { recursive: true })
  writeFileSync(target, `<!doctype html><html lang="en"><meta charset="utf-8"><title>${file}</title><body>${stdout}</body></html>\n`)
}

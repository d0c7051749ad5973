// Renders Markdown files like GitHub: with its own parser, cmark-gfm, and the same extensions.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const style = readFileSync('node_modules/github-markdown-css/github-markdown.css', 'utf8')
const frame =
  'body{margin:0}main{max-width:1012px;margin:auto;padding:32px;box-sizing:border-box;min-height:100vh}'
const extensions = ['table', 'strikethrough', 'autolink', 'tagfilter', 'tasklist'].flatMap(
  (name) => ['-e', name],
)
for (const file of readdirSync('.', { recursive: true }).filter(
  (name) => name.endsWith('.md') && !/^(?:dist|node_modules)\//.test(name),
)) {
  const { status, error, stdout, stderr } = spawnSync(
    'cmark-gfm',
    [...extensions, '--unsafe', file],
    { encoding: 'utf8' },
  )
  if (error || status !== 0) throw new Error(`cmark-gfm ${file}: ${error?.message ?? stderr}`)
  const target = join('dist', `${file}.html`)
  mkdirSync(dirname(target), { recursive: true })
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${file}</title><style>${style}${frame}</style>`
  writeFileSync(
    target,
    `<!doctype html><html lang="en"><head>${head}</head><body><main class="markdown-body">${stdout}</main></body></html>\n`,
  )
}

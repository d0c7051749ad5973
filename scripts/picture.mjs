// Draws docs/picture.png for the README: an entry with a mistake, the output of errbook, and the
// page after the fix. All of it is real output of errbook. Needs Chromium.
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { evaluate } from '@mdx-js/mdx'
import { createElement as h } from 'react'
import * as jsx from 'react/jsx-runtime'
import { renderToStaticMarkup } from 'react-dom/server'
import remarkGfm from 'remark-gfm'

const root = join(import.meta.dirname, '..')
const project = mkdtempSync(join(tmpdir(), 'errbook-picture-'))
for (const [, file, text] of readFileSync(join(root, 'README.md'), 'utf8').matchAll(
  /<!-- file: (\S+) -->\n```\w+\n([\s\S]*?)```/g,
)) {
  mkdirSync(join(project, file, '..'), { recursive: true })
  writeFileSync(join(project, file), text)
}
const errbook = (...args) =>
  spawnSync(process.execPath, [join(root, 'dist/cli.js'), ...args], {
    cwd: project,
    encoding: 'utf8',
    env: { ...process.env, FORCE_COLOR: '1', NO_COLOR: '' },
  })
const entryFile = join(project, 'errors/acme/data/order_not_found.yaml')
const sound = readFileSync(entryFile, 'utf8')
writeFileSync(entryFile, sound.replace('  orderId: {', '  order: {'))
const mistake = readFileSync(entryFile, 'utf8')
const complaint = errbook('check').stderr
writeFileSync(entryFile, sound)
errbook('build')
const mdx = readFileSync(join(project, 'docs/errors/acme/data/order_not_found.mdx'), 'utf8')
rmSync(project, { recursive: true, force: true })

const frontmatter = (key) => JSON.parse(new RegExp(`^${key}: (.*)$`, 'm').exec(mdx)?.[1] ?? '""')
const title = frontmatter('title')
const description = frontmatter('description')
const { default: Page } = await evaluate(mdx.replace(/^---[\s\S]*?\n---\n/, ''), {
  ...jsx,
  remarkPlugins: [remarkGfm],
})
const page = renderToStaticMarkup(
  h(Page, {
    components: { Danger: ({ children }) => h('div', { className: 'danger' }, children) },
  }),
)

const escapeHtml = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
const yaml = escapeHtml(mistake)
  .replace(/^(\s*-? ?)([\w]+)(:)/gm, '$1<i>$2</i>$3')
  .split('\n')
  .slice(0, 19)
  .join('\n')
const terminal = escapeHtml(complaint).replace(
  /\u001b\[(\d+)m/g,
  (_, code) =>
    ({ 31: '<b class=red>', 36: '<b class=cyan>', 2: '<b class=dim>', 1: '<b>' })[code] ?? '</b>',
)
const html = `<!doctype html><meta charset=utf8><style>
*{box-sizing:border-box}body{margin:0;padding:28px;background:#eef1f6;font:15px/1.55 "DejaVu Sans",sans-serif;color:#1b2333;display:grid;grid-template-columns:700px 1fr;gap:24px;width:1400px}
pre{font:12.5px/1.5 "DejaVu Sans Mono",monospace;margin:0;white-space:pre-wrap}.card{border-radius:12px;padding:20px 24px;box-shadow:0 2px 10px #0001;overflow:hidden}
.file{background:#fff}.term{background:#141a26;color:#d8deea;margin-top:24px}.name{font-size:12px;color:#7b879c;margin-bottom:10px;font-family:"DejaVu Sans Mono"}
i{font-style:normal;color:#0b62c4}b{font-weight:600}.red{color:#ff7b72}.cyan{color:#6cc7e6}.dim{color:#7b879c;font-weight:400}
.page{background:#fff;padding:26px 34px;height:830px}.page h1{font-size:25px;margin:0 0 4px}.page h2{font-size:18px;margin:18px 0 6px}.lead{color:#5b6780;margin:0 0 14px}
.danger{background:#fdecec;border:1px solid #f5c2c2;color:#a31414;border-radius:8px;padding:9px 14px;font-size:14px;margin-bottom:12px}.page pre{background:#f6f8fb;border:1px solid #e3e8f0;border-radius:8px;padding:10px 14px;font-size:12.5px;margin:8px 0}
.page p{margin:6px 0}.page ul,.page ol{margin:4px 0;padding-left:22px}code{font-family:"DejaVu Sans Mono";font-size:.92em}table{border-collapse:collapse;font-size:13px;margin:8px 0}td,th{border:1px solid #e3e8f0;padding:4px 10px;text-align:left}
</style><div><div class="card file"><div class=name>errors/acme/data/order_not_found.yaml</div><pre>${yaml}</pre></div>
<div class="card term"><div class=name>$ errbook check</div><pre>${terminal}</pre></div></div>
<div class="card page"><div class=name>docs/errors/acme/data/order_not_found.mdx after the fix</div><h1>${escapeHtml(title)}</h1><p class=lead>${escapeHtml(description)}</p>${page}</div>`
const scratch = mkdtempSync(join(tmpdir(), 'errbook-picture-'))
writeFileSync(join(scratch, 'page.html'), html)
execFileSync(
  'chromium',
  [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    `--user-data-dir=${scratch}/profile`,
    '--hide-scrollbars',
    '--window-size=1400,890',
    `--screenshot=${scratch}/picture.png`,
    `file://${scratch}/page.html`,
  ],
  { stdio: 'ignore' },
)
cpSync(join(scratch, 'picture.png'), join(root, 'docs/picture.png'))
rmSync(scratch, { recursive: true, force: true })

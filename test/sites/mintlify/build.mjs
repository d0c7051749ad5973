// The parts of Mintlify's own command that work offline: the strict prebuild, its link checker,
// and its renderer. The theme is not public, so a plain frame replaces it: title, navigation and
// page.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { getMdx } from '@mintlify/common/server-mdx'
import { getBrokenInternalLinks, getBrokenRedirects } from '@mintlify/link-rot'
import { prebuild } from '@mintlify/prebuild'
import yaml from 'js-yaml'
import { MDXClient } from 'next-mdx-remote-client/csr'
import { createElement as h } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'

const site = import.meta.dirname
const config = JSON.parse(readFileSync(join(site, 'docs.json'), 'utf8'))

// `prebuild` writes every page, printed again, to the current folder.
const scratch = mkdtempSync(join(tmpdir(), 'errbook-mintlify-'))
process.chdir(scratch)
await prebuild(site, { strict: true, skipStaticFiles: true })
process.chdir(site)
const prebuilt = join(scratch, 'src/_props')

const broken = [
  ...(await getBrokenInternalLinks(site, { checkAnchors: true })).map(
    (link) => `${link.relativeDir}/${link.filename}: ${link.originalPath}`,
  ),
  ...(await getBrokenRedirects(site)).map(
    ({ source, destination }) => `redirect ${source}: ${destination}`,
  ),
]
if (broken.length > 0) {
  console.error(`broken links:\n${broken.join('\n')}`)
  process.exit(1)
}

const frame = (name) => (props) =>
  h(
    'div',
    { className: name.toLowerCase() },
    [props.title, props.filename, props.label]
      .filter((text) => typeof text === 'string')
      .map((text) => h('p', { key: text }, text)),
    props.children,
  )
const link = ({ href, title, children }) =>
  h('a', { href }, h('strong', null, title), h('div', null, children))
const names =
  'Danger Warning Note Tip Info Check Callout CardGroup Columns Accordion AccordionGroup Tabs Tab Steps Step CodeGroup CodeBlock Badge Expandable Frame Panel Update ResponseField ParamField RequestExample ResponseExample Tooltip Heading'
const components = {
  ...Object.fromEntries(names.split(' ').map((name) => [name, frame(name)])),
  Card: link,
}
components.Heading = ({ level, id, children }) => h(`h${level}`, { id }, children)
components.Table = ({ children }) => h('table', null, children)

const style =
  '<style>body{margin:auto;max-width:60em;padding:1em;font:16px/1.6 sans-serif;overflow-wrap:anywhere}pre,table{display:block;overflow:auto}</style>'
const out = join(site, 'dist')
rmSync(out, { recursive: true, force: true })
const matters = new Map()
const pages = readdirSync(prebuilt, { recursive: true }).filter((file) => file.endsWith('.mdx'))
const read = (file) => {
  const text = readFileSync(join(prebuilt, file), 'utf8')
  const [whole, matter = ''] = /^---\n([\s\S]*?)\n---\n/.exec(text) ?? ['']
  return { metadata: yaml.load(matter) ?? {}, content: text.slice(whole.length) }
}
for (const file of pages) matters.set(file.slice(0, -4), read(file).metadata)

const titleOf = (page) => matters.get(page)?.sidebarTitle ?? matters.get(page)?.title ?? page
const entry = (page) => h('li', { key: page }, h('a', { href: `/${page}` }, titleOf(page)))
const group = ({ group: name, root, pages }) =>
  h(
    'li',
    { key: name },
    root === undefined ? name : h('a', { href: `/${root}` }, name),
    h(
      'ul',
      null,
      pages.map((page) => (typeof page === 'string' ? entry(page) : group(page))),
    ),
  )
const navigation = renderToStaticMarkup(
  h('nav', { id: 'navigation' }, h('ul', null, config.navigation.groups.map(group))),
)

for (const file of pages) {
  const path = file.slice(0, -4)
  const { metadata, content } = read(file)
  const { mdxSource, mdxSourceWithNoJs, parseFailed } = await getMdx({
    path,
    content,
    metadata,
    snippets: [],
    subdomain: 'acme',
    codeStyling: 'system',
  })
  for (const source of [mdxSource, mdxSourceWithNoJs])
    if (parseFailed || 'error' in source)
      throw new Error(`${file}: ${source.error ?? 'not parsed'}`)
  let failure
  const onError = ({ error }) => {
    failure = error
    return null
  }
  const body = renderToStaticMarkup(h(MDXClient, { ...mdxSource, components, onError }))
  if (failure) throw new Error(`${file}: ${failure}`)
  const head = renderToStaticMarkup(
    h('header', null, h('h1', null, metadata.title), h('p', null, metadata.description)),
  )
  const target = join(out, `${path}.html`)
  mkdirSync(dirname(target), { recursive: true })
  writeFileSync(
    target,
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">${style}</head><body>${navigation}<main>${head}${body}</main></body></html>\n`,
  )
}
rmSync(scratch, { recursive: true })
console.log(`${pages.length} pages`)

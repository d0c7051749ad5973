import type { Build } from './build.js'
import type { Document } from './html.js'

/** The address of an HTML file on the host. */
export function addressOf(file: string): string {
  return `/${file.replace(/(^|\/)index\.html$/, '$1').replace(/\.html$/, '')}`
}

/** The file that a host serves for a path. */
export function fileAt(build: Build, path: string): string | undefined {
  const name = decodeURIComponent(path).slice(1)
  const candidates =
    name === '' || name.endsWith('/')
      ? [`${name}index.html`]
      : [name, `${name}.html`, `${name}/index.html`]
  return candidates.find((candidate) => build.files.has(candidate))
}

/** The links of a page to missing files, or to missing anchors. */
export function deadLinks(
  build: Build,
  file: string,
  documents: ReadonlyMap<string, Document>,
): string[] {
  const here = new URL(addressOf(file), 'http://site.test')
  return documents.get(file)!.links.filter((href) => {
    if (!URL.canParse(href, here.href)) return true
    const url = new URL(href, here)
    if (url.host !== here.host) return false
    const target = url.pathname === here.pathname ? file : fileAt(build, url.pathname)
    if (target === undefined) return true
    const anchor = decodeURIComponent(url.hash.slice(1))
    const ids = documents.get(target)?.ids
    return anchor !== '' && ids !== undefined && !ids.has(anchor)
  })
}

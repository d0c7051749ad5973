import type { Build } from './build.js'
import type { Document } from './html.js'

/** Returns the path at which a host serves an HTML file. */
export function addressOf(file: string): string {
  return `/${file.replace(/(^|\/)index\.html$/, '$1').replace(/\.html$/, '')}`
}

/** Returns the file that a host serves for a path. */
export function fileAt(build: Build, path: string): string | undefined {
  const name = decodeURIComponent(path).slice(1)
  const candidates =
    name === '' || name.endsWith('/')
      ? [`${name}index.html`]
      : [name, `${name}.html`, `${name}/index.html`]
  return candidates.find((candidate) => build.files.has(candidate))
}

/** Returns the links of a page that lead to a missing file or a missing anchor. */
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

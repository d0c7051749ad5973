import type { Link, Nodes } from 'mdast'
import { visit } from '../../../facts/markdown/prose.js'
import { errorUrl } from '../codes.js'
import type { Ledger } from '../ledger.js'

/** Maps pages and headings to the codes of the errors imported from them. */
export interface PageIndex {
  /**
   * By lowercase page path below the folder. Pages with several errors are in `byAnchor` instead.
   */
  readonly byPath: ReadonlyMap<string, string>
  /** By path and heading. */
  readonly byAnchor: ReadonlyMap<string, string>
  /** The URL template of the pages. */
  readonly docs: string | undefined
}

/** Returns the code that a link on a page refers to. */
export function codeOfLink(
  url: string,
  from: string,
  { byPath, byAnchor, docs }: PageIndex,
): string | undefined {
  if (/^err:./.test(url)) return undefined
  const [target = '', anchor = ''] = url.split('#')
  const path = pathOf(target, docs)
  if (path === undefined) return undefined
  for (const candidate of path === '' ? [from.toLowerCase()] : candidatesOf(path, from)) {
    const code =
      (anchor !== '' ? byAnchor.get(`${candidate}#${anchor.toLowerCase()}`) : undefined) ??
      (path === '' ? undefined : byPath.get(candidate))
    if (code !== undefined) return code
  }
  return undefined
}

function pathOf(target: string, docs: string | undefined): string | undefined {
  const base = docs?.split('{')[0]?.replace(/\/$/, '')
  if (base !== undefined && base !== '' && target.startsWith(base))
    return clean(target.slice(base.length))
  return /^[a-z][a-z0-9+.-]*:|^\/\//i.test(target) ? undefined : clean(target)
}

function clean(target: string): string {
  const [path = ''] = target.split('?')
  return path
    .replace(/\/$/, '')
    .replace(/\.(?:mdx?|html?)$/i, '')
    .replace(/\/(?:index|readme)$/i, '')
}

/**
 * Returns the paths that a link may refer to. A link may be relative to the page's file, to the
 * page's URL (one level deeper if the URL ends in `/`), or to the root of the site.
 */
function candidatesOf(path: string, from: string): string[] {
  const folders = from.split('/').slice(0, -1)
  if (path.startsWith('/')) {
    const parts = path.slice(1).toLowerCase().split('/')
    return parts.map((_, at) => parts.slice(at).join('/'))
  }
  return [resolve(folders, path), resolve([...folders, '-'], path)].flatMap((one) =>
    one === undefined ? [] : [one.toLowerCase()],
  )
}

function resolve(folders: readonly string[], path: string): string | undefined {
  const parts = [...folders]
  for (const part of path.split('/')) {
    if (part === '.' || part === '') continue
    if (part !== '..') parts.push(part)
    else if (parts.pop() === undefined) return undefined
  }
  return parts.join('/')
}

/** Replaces links to pages with links to codes, in place. */
export function resolveLinks(
  nodes: readonly Nodes[],
  from: string,
  index: PageIndex,
  ledger: Ledger,
): void {
  for (const node of nodes) {
    visit(node, (inner) => {
      if (inner.type !== 'link') return
      const link = inner as Link
      const code = codeOfLink(link.url, from, index)
      if (code === undefined) return
      const [, anchor] = link.url.split('#')
      if (
        anchor !== undefined &&
        anchor !== '' &&
        !index.byAnchor.has(`${from.toLowerCase()}#${anchor.toLowerCase()}`) &&
        ![...index.byAnchor].some(
          ([key, to]) => to === code && key.endsWith(`#${anchor.toLowerCase()}`),
        )
      )
        ledger.remark(
          node,
          `The anchor #${anchor} of a link to \`${code}\` was removed, because links to errors can't have one.`,
        )
      link.url = errorUrl(code)
    })
  }
}

/** Returns the ID that most sites generate for a heading. */
export function slugOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .trim()
    .replaceAll(' ', '-')
}

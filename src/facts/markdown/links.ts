import type { Path } from '../../model/source.js'
import { textsOf } from '../entry/texts.js'
import { mayHoldLink, parseProse, parseTogether, visit } from './prose.js'
import { proseProblem } from './prose-limits.js'

/** A link in prose, to another error or to a URL. */
export type ProseLink =
  /** `target` is the link target as written in the source. It is used to locate a finding. */
  | { readonly type: 'errorLink'; readonly code: string; readonly target: string }
  | { readonly type: 'link' | 'image'; readonly url: string }

/** The links in one field, in order. */
export interface LinkedText {
  readonly path: Path
  readonly links: readonly ProseLink[]
}

const found = new WeakMap<object, readonly LinkedText[]>()

/**
 * All links in the prose of an entry. Fields without links are left out. The result is cached,
 * because parsing takes time.
 */
export function linksOf(data: object): readonly LinkedText[] {
  const known = found.get(data)
  if (known) return known
  const texts: LinkedText[] = []
  const candidates = textsOf(data).filter(
    ({ kind, value }) =>
      kind !== 'plain' && mayHoldLink(value) && proseProblem(value) === undefined,
  )
  parseTogether(candidates.map(({ value }) => value))
  for (const { path, value } of candidates) {
    const links = linksIn(value)
    if (links.length > 0) texts.push({ path, links })
  }
  found.set(data, texts)
  return texts
}

/** Returns the links in one field. */
export function linksIn(text: string): ProseLink[] {
  const links: ProseLink[] = []
  visit(parseProse(text), (node) => {
    if (node.type === 'errorLink')
      links.push({ type: node.type, code: node.code, target: node.target })
    else if (node.type === 'link' || node.type === 'image')
      links.push({ type: node.type, url: node.url })
  })
  return links
}

import type { Path } from '../../model/source.js'
import { textsOf } from '../entry/texts.js'
import { mayHoldLink, parseProse, parseTogether, visit } from './prose.js'
import { proseProblem } from './prose-limits.js'

/** What a link leads to: another error by its code, or a URL. */
export type ProseLink =
  /** `target` is the code as it stands in the source, for the place of a finding. */
  | { readonly type: 'errorLink'; readonly code: string; readonly target: string }
  | { readonly type: 'link' | 'image'; readonly url: string }

/** The links of one text, in order. Texts without any are left out. */
export interface LinkedText {
  readonly path: Path
  readonly links: readonly ProseLink[]
}

const found = new WeakMap<object, readonly LinkedText[]>()

/** Every link in the prose of an entry. Worked out once, however many ask: it takes parsing. */
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

/** The links of one text. */
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

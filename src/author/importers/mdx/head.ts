import type { Blockquote, Nodes, RootContent } from 'mdast'
import { plainText } from '../../../facts/markdown/prose.js'
import type { EntryData } from '../../../model/entry.js'
import { templateOf } from '../words.js'
import { aloneIn, type ErrorDraft } from './draft.js'
import { statusAlone } from './meta.js'
import { sourceOf } from './settling.js'

/** Facts about an error that do not come from the text of its page. */
export interface HeadContext {
  readonly code: string
  /** Fields from the frontmatter, the titles and the example body. */
  readonly head: Partial<EntryData>
  /** Whether a code block shows the same body that the generated page will show. */
  isDrawn(node: RootContent): boolean
}

/** Extracts the code, summary and message from the top of a page. Also returns the other blocks. */
export function headOf(
  draft: ErrorDraft,
  { code, head, isDrawn }: HeadContext,
  place: (node: Nodes, field: string) => void,
) {
  const nodes: RootContent[] = []
  let { summary } = head
  let message: ReturnType<typeof templateOf> | undefined
  let aliases: string[] | undefined
  for (const [at, node] of draft.nodes.entries()) {
    if (
      at < 4 &&
      (aloneIn(node) === code || (draft.told !== undefined && aloneIn(node) === draft.told))
    ) {
      if (aloneIn(node) === code) place(node, 'code')
      else draft.of.ledger.lost(node, 'it does not match the format of codes')
      const [only] = nodes
      // A paragraph between the title and the code is the summary.
      if (summary === undefined && nodes.length === 1 && only?.type === 'paragraph') {
        summary = plainText(only).replace(/\s+/g, ' ').trim()
        nodes.pop()
        place(only, 'summary')
      }
    } else if (draft.shared && at === 0 && isMessage(node)) {
      message = templateOf(
        sourceOf(node, draft.of.parsed)
          .replace(/^[ \t]*>[ \t]?/gm, '')
          .trim(),
      )
      place(node, 'detail')
    } else if (at < 4 && head.status !== undefined && statusAlone(node) === head.status) {
      draft.of.ledger.place(node, 'status', 'changed', 'the line became the field')
    } else if (at < 6 && aliases === undefined && formerCodes(node, code) !== undefined) {
      aliases = formerCodes(node, code)
      place(node, 'aliases')
    } else if (isDrawn(node)) place(node, 'response')
    else nodes.push(node)
  }
  return { nodes, summary, message, aliases }
}

/**
 * Returns the codes in a line such as "Formerly `a:b`, `a:c`." if they have the same format as
 * `code`.
 */
function formerCodes(node: RootContent, code: string): string[] | undefined {
  if (node.type !== 'paragraph' || !/^Formerly [^\s,]+(?:, [^\s,]+)*\.$/.test(plainText(node)))
    return undefined
  const codes = node.children.flatMap((child) => (child.type === 'inlineCode' ? [child.value] : []))
  const joints = (text: string) => text.replace(/[A-Za-z0-9_-]+/g, '')
  const isAll = plainText(node) === `Formerly ${codes.join(', ')}.`
  return isAll && codes.every((former) => former !== code && joints(former) === joints(code))
    ? codes
    : undefined
}

function isMessage(node: RootContent): node is Blockquote {
  return node.type === 'blockquote' && node.children.every(({ type }) => type === 'paragraph')
}

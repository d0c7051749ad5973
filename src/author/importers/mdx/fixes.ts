import type { List, Nodes, RootContent } from 'mdast'
import { plainText } from '../../../facts/markdown/prose.js'
import type { EntryData } from '../../../model/entry.js'
import { examplesAtEnd } from './examples.js'
import { blocksOf } from './lists.js'

type Fixes = NonNullable<EntryData['fixes']>

/** Converts blocks to the text of a field, and records them in the ledger. */
export type WriteField = (nodes: readonly RootContent[], field: string, top?: number) => string

/**
 * Converts the section on how to fix the error to `summary`, `steps` and `examples` if it has that
 * structure, else to `body`.
 */
export function fixesOf(
  nodes: readonly RootContent[],
  write: WriteField,
  place: (node: Nodes, field: string) => void,
): Fixes {
  const { before, examples, nodes: tail } = examplesAtEnd(nodes, 'repairs')
  const given = () => {
    for (const node of tail) place(node, 'fixes.examples')
    const [only, ...others] = examples
    if (only === undefined) return {}
    return { examples: others.length === 0 ? only : [...examples] }
  }
  const list = before.at(-1)
  const lead = before.slice(0, -1)
  if (
    list !== undefined &&
    isSteps(list) &&
    !lead.some(isSteps) &&
    !before.some(({ type }) => type === 'heading')
  ) {
    const steps = list.children.map((item) => write(blocksOf(item), 'fixes.steps', 3))
    place(list, 'fixes.steps')
    return { ...(lead.length > 0 && { summary: write(lead, 'fixes.summary') }), steps, ...given() }
  }
  if (examples.length > 0 && before.length > 0 && !before.some(({ type }) => type === 'heading'))
    return { summary: write(before, 'fixes.summary'), ...given() }
  return { body: write(nodes, 'fixes.body') }
}

function isSteps(node: RootContent): node is List {
  return (
    node.type === 'list' &&
    node.ordered === true &&
    (node.start ?? 1) === 1 &&
    node.children.every(
      (item) =>
        (item.checked ?? null) === null &&
        plainText(item).trim() !== '' &&
        item.children[0]?.type === 'paragraph',
    )
  )
}

const begins =
  /^(?:(?:in order )?to (?:fix|resolve|solve|correct|avoid|address|work ?around|prevent|remedy|get around)\b|(?:you|we) (?:can|could|should|must|need to|may) (?:also |either |often |usually )?(?:fix|resolve|solve|avoid|correct|work ?around|prevent|remedy)\b|(?:this|the|such an?) (?:error|problem|issue|warning|situation)? ?(?:can|may|could) be (?:\w+ )?(?:fixed|resolved|solved|avoided|corrected|prevented)\b|(?:one|a|the|another) (?:possible |simple |easy |quick )?(?:fix|solution|workaround|way to (?:fix|solve|resolve|avoid))\b|(?:please )?(?:ensure|make sure|verify|double-check|check) (?:that|you|your|it|all|both|every)\b|fix(?:ing)? (?:this|the|it)\b|if you (?:encounter|see|get|hit|receive) this (?:error|warning|problem)\b|instead, (?:you|use|make|try)\b|consider (?:\w+ing)\b)/i
const begsAgain =
  /\b(?:erroneous|another|second|other) (?:code )?(?:example|case|scenario|situation|error)s?\b|^another\b/i

/**
 * Returns the index of the block where text without headings starts to describe the fix. Returns
 * undefined if other content follows the fix.
 */
export function remedyAt(nodes: readonly RootContent[]): number | undefined {
  const text = (node: RootContent) => (node.type === 'paragraph' ? plainText(node).trim() : '')
  const at = nodes.findIndex((node, index) => index > 0 && begins.test(text(node)))
  return at === -1 ||
    nodes.slice(at + 1).some((node) => node.type === 'heading' || begsAgain.test(text(node)))
    ? undefined
    : at
}

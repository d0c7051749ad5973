import { digits } from './context.js'
import type { Contexts, Nodes } from './found-contexts.js'
import { note } from './found-contexts.js'

/** Records the contexts of the values in a text node. */
export function textContexts(
  text: string,
  above: readonly Nodes[],
  probe: string,
  node: Nodes,
  contexts: Contexts,
): void {
  const parent = above.at(-1)
  const start = node.position?.start.offset ?? 0
  const alone =
    parent?.type === 'paragraph' && parent.children.length === 1 && /^zq\d+zq$/.test(text)
  const holder = above.at(-2)?.type
  const block =
    alone &&
    (holder === 'root' ||
      holder === 'listItem' ||
      holder === 'blockquote' ||
      holder === 'mdxJsxFlowElement')
      ? linePrefix(probe, start, contexts)
      : undefined
  const glued = above.find(
    (node) =>
      (node.type === 'strong' || node.type === 'emphasis' || node.type === 'delete') &&
      isGlued(node, probe),
  )
  const written = probe.slice(start, node.position?.end.offset)
  for (const { 0: word, index } of written.matchAll(/zq\d+zq/g)) {
    const before = probe.slice(probe.lastIndexOf('\n', start + index - 1) + 1, start + index)
    const problem = glued
      ? `${glued.type} text that touches a word`
      : (problemOfNeighbours(written, word, index, before) ?? problemOfBlock(above, probe))
    note(
      contexts,
      word,
      problem === undefined
        ? {
            context: {
              kind: 'text',
              start: maybeFirst(before),
              block,
              under: contexts.under,
              cell: isInCell(above),
              glued: isGluedAt(above, probe, start + index, word),
            },
          }
        : { problem },
    )
  }
}

/**
 * Returns a problem if a value and the template's text next to it could change each other's
 * meaning.
 */
function problemOfNeighbours(
  written: string,
  word: string,
  index: number,
  before: string,
): string | undefined {
  const after = written.slice(index + word.length)
  const own = written.slice(0, index)
  if (/(?:^|[^\\])(?:\\\\)*\\$/.test(own)) return 'text after a backslash'
  if (/&#?\w*$/.test(own)) return 'text after `&`'
  if (/(?:https?:\/\/|www\.)\S*$/i.test(own)) return 'a bare URL'
  if (/(?:^|[^\\])[*_~]$/.test(own) || /^[*_~]/.test(after)) return 'text next to `*`, `_` or `~`'
  if (/(?:^|[^\\])\[$/.test(own) && after.startsWith(']')) return 'square brackets'
  if (/^\s*(?:i(?:m(?:p(?:or?)?)?)?|e(?:x(?:p(?:or?)?)?)?)$/.test(before))
    return 'a word that can become `import` or `export`'
  return undefined
}

/**
 * Returns a problem if the template has an unmatched backtick or `<`, because a value could close
 * it.
 */
function problemOfBlock(above: readonly Nodes[], probe: string): string | undefined {
  const isOpen = (node: Nodes): boolean => {
    if (node.type === 'text')
      return /(?:^|[^\\])`|<[a-z/!?]/i.test(
        probe.slice(node.position?.start.offset, node.position?.end.offset),
      )
    return 'children' in node && (node.children as Nodes[]).some(isOpen)
  }
  const block = above.find(
    (node) => node.type === 'paragraph' || node.type === 'heading' || node.type === 'tableCell',
  )
  return block && isOpen(block) ? 'text next to a backtick or `<`' : undefined
}

/**
 * Whether markup in a value could change or lose its meaning, because the value touches a word or
 * other marks, or is in a link.
 */
function isGluedAt(above: readonly Nodes[], probe: string, at: number, word: string): boolean {
  const before = Array.from(probe.slice(0, at).slice(-2)).at(-1) ?? ' '
  const after = Array.from(probe.slice(at + word.length).slice(0, 2))[0] ?? ' '
  const isApart = (character: string) =>
    /[\s\p{P}$+<=>|^]/u.test(character) && !/[*_~`&\\]/.test(character)
  return (
    before === '!' ||
    !isApart(before) ||
    !isApart(after) ||
    above.some(({ type }) => type === 'link')
  )
}

/**
 * Whether the marks around a node touch a word. If so, they may lose their meaning, depending on
 * how the value starts or ends.
 */
function isGlued(node: Nodes, probe: string): boolean {
  const before = Array.from(probe.slice(0, node.position?.start.offset).slice(-2)).at(-1) ?? ' '
  const after = Array.from(probe.slice(node.position?.end.offset).slice(0, 2))[0] ?? ' '
  return [before, after].some((character) => !/[\s\p{P}\p{S}]/u.test(character))
}

export function isInCell(above: readonly Nodes[]): boolean {
  return above.some((parent) => parent.type === 'tableCell')
}

/** Whether a value may start its line, because only marks, digits and other values precede it. */
function maybeFirst(before: string): boolean {
  // A value never starts a line if it follows a bracket, a cell border or the `#` of a heading.
  return !/[[|("]|#\s/.test(before) && /^(?:[^\p{L}]|zq\d+zq)*$/u.test(before)
}

/**
 * Returns the prefix for further lines of a block: the quote marks of its line, and spaces in place
 * of list markers.
 */
export function linePrefix(probe: string, offset: number, { ordinals }: Contexts): string {
  const start = probe.lastIndexOf('\n', offset - 1) + 1
  const ordinal = [...ordinals].find((at) => at >= start && at < offset)
  const line = probe.slice(start, offset)
  if (ordinal === undefined) return line.replace(/[^\s>]/g, ' ')
  const marker = line.slice(ordinal - start).replace(/^\d+/, digits)
  return `${line.slice(0, ordinal - start)}${marker}`.replace(
    new RegExp(`[^\\s>${digits}]`, 'g'),
    ' ',
  )
}

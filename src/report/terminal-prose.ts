import type { Nodes } from 'mdast'
import { capitalized } from '../facts/capitalized.js'
import { plainText } from '../facts/markdown/prose.js'
import { visible } from './plain.js'
import { width as columnsOf } from './width.js'

function blocks(node: Nodes, width: number): string[] {
  if (!('children' in node)) return proseBlock(node, width)
  return (node.children as Nodes[]).flatMap((child, at) => [
    ...(at > 0 ? [''] : []),
    ...proseBlock(child, width),
  ])
}

/**
 * Converts a block of Markdown to lines for a terminal, wrapped to `width`. Escapes control
 * characters.
 */
export function proseBlock(node: Nodes, width: number): string[] {
  switch (node.type) {
    case 'paragraph':
    case 'heading':
      return wrap(inline(node), width)
    case 'list':
      return node.children.flatMap((item, at) =>
        hang(blocks(item, width - 3), node.ordered ? `${(node.start ?? 1) + at}. ` : '- '),
      )
    case 'blockquote':
      return blocks(node, width - 2).map((line) => `| ${line}`)
    case 'callout':
      return blocks(node, width - 2).map((line, at) =>
        at === 0 ? `${capitalized(node.kind)}: ${line}` : line,
      )
    case 'code':
      return visible(node.value)
        .split('\n')
        .map((line) => `  ${line}`)
    case 'table':
      return table(
        node.children.map((row) => row.children.map((cell) => visible(inline(cell)))),
        width,
      )
    case 'thematicBreak':
      return ['-'.repeat(Math.min(20, width))]
    default:
      return wrap(inline(node), width)
  }
}

/**
 * Formats a table. The first row is the header. The last column is wrapped, or moved to separate
 * lines if there is too little room.
 */
function table([head = [], ...rows]: readonly (readonly string[])[], width: number): string[] {
  const last = head.length - 1
  const widths = head
    .slice(0, last)
    .map((_, column) => Math.max(...[head, ...rows].map((row) => columnsOf(row[column] ?? ''))))
  const lead = widths.reduce((sum, one) => sum + one + 2, 0)
  if (width - lead >= leastRoom) {
    return [head, ...rows].flatMap((row) => {
      const cells = widths.map((wide, column) => padded(row[column] ?? '', wide)).join('  ')
      return hang(wrap(row[last] ?? '', width - lead), widths.length > 0 ? `${cells}  ` : '')
    })
  }
  return rows.flatMap((row) => [
    row.slice(0, last).join('  '),
    ...wrap(row[last] ?? '', width - 2).map((line) => `  ${line}`),
  ])
}

/** The minimum width for a readable column. */
const leastRoom = 24

function padded(text: string, width: number): string {
  return `${text}${' '.repeat(Math.max(0, width - columnsOf(text)))}`
}

function inline(node: Nodes): string {
  switch (node.type) {
    case 'errorLink':
      return node.bare ? node.code : `${node.children.map(inline).join('')} (${node.code})`
    case 'link':
      return plainText(node) === node.url
        ? node.url
        : `${node.children.map(inline).join('')} (${node.url})`
    case 'inlineCode':
      return `\`${node.value}\``
    default:
      return 'children' in node ? (node.children as Nodes[]).map(inline).join('') : plainText(node)
  }
}

/** Wraps text at spaces into lines of at most `width` columns. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of visible(text)
    .split(/\s+/)
    .filter((part) => part !== '')) {
    if (line !== '' && columnsOf(line) + 1 + columnsOf(word) > width) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return line === '' ? lines : [...lines, line]
}

/** Puts a marker before the first line and indents the others to match. */
export function hang(lines: readonly string[], marker: string): string[] {
  const indent = ' '.repeat(columnsOf(marker))
  return lines.map((line, at) => {
    if (at === 0) return marker + line
    return line === '' ? '' : indent + line
  })
}

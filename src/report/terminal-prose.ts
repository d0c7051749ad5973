import type { Nodes } from 'mdast'
import { parseProse, plainText } from '../facts/markdown/prose.js'
import { visible } from './plain.js'

/**
 * Markdown as lines for a terminal, wrapped to a width. Nothing in it can reach the terminal but
 * text.
 */
export function terminalProse(markdown: string, width: number): string[] {
  return blocks(parseProse(markdown), width)
}

function blocks(node: Nodes, width: number): string[] {
  if (!('children' in node)) return block(node, width)
  return (node.children as Nodes[]).flatMap((child, at) => [
    ...(at > 0 ? [''] : []),
    ...block(child, width),
  ])
}

function block(node: Nodes, width: number): string[] {
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
        at === 0 ? `${node.kind[0]?.toUpperCase()}${node.kind.slice(1)}: ${line}` : line,
      )
    case 'code':
      return visible(node.value)
        .split('\n')
        .map((line) => `  ${line}`)
    case 'table':
      return node.children.map((row) => row.children.map((cell) => inline(cell)).join('  |  '))
    case 'thematicBreak':
      return ['-'.repeat(Math.min(20, width))]
    default:
      return wrap(inline(node), width)
  }
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

/** Lines of at most `width` characters, broken at spaces. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of visible(text)
    .split(/\s+/)
    .filter((part) => part !== '')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return line === '' ? lines : [...lines, line]
}

/** The first line behind a marker, the others under its text. */
export function hang(lines: readonly string[], marker: string): string[] {
  return lines.map((line, at) =>
    at === 0 ? `${marker}${line}` : line === '' ? '' : `${' '.repeat(marker.length)}${line}`,
  )
}

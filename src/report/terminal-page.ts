import type { Root, RootContent } from 'mdast'
import { parseProse, plainText } from '../facts/markdown/prose.js'
import { visibleLine } from './plain.js'
import type { ReportOptions } from './reporter.js'
import { proseBlock } from './terminal-prose.js'

/** Terminal width and colors. */
interface Drawing {
  readonly width: number
  readonly colors: ReportOptions['colors']
}

/** Turns a Markdown page into lines for a terminal, with bold headings and indented text. */
export function terminalPage(markdown: string, { width, colors }: Drawing): string[] {
  const lines: string[] = []
  let indent = ''
  let isUnderHeading = false
  for (const node of (parseProse(markdown) as Root).children) {
    if (lines.length > 0 && !isUnderHeading) lines.push('')
    lines.push(...drawn(node, { width: width - indent.length, colors }, indent))
    isUnderHeading = node.type === 'heading'
    if (isTopHeading(node)) indent = '  '
  }
  return lines
}

function drawn(node: RootContent, { width, colors }: Drawing, indent: string): string[] {
  if (isTopHeading(node)) return [colors.bold(visibleLine(plainText(node)))]
  if (node.type === 'heading') return [`${indent}${colors.bold(visibleLine(plainText(node)))}`]
  return proseBlock(node, width).map((line) => (line === '' ? '' : `${indent}${line}`))
}

function isTopHeading(node: RootContent): boolean {
  return node.type === 'heading' && node.depth <= 2
}

import type { Html, Paragraph, RootContent } from 'mdast'
import { scriptText } from './scripts.js'
import { keep, type Settling } from './settling.js'

const structural =
  /<\/?(?:details|summary|div|p|section|center|br|a|span|b|strong|i|em|sub|sup|kbd|small|u|h[1-6])(?:\s[^>]*)?\/?>/gi
const script = /<(su[bp])(?:\s[^>]*)?>([^<]+)<\/\1>/gi
/** A JSX tag in a page that is parsed as Markdown. */
const around = /<\/?[A-Z][A-Za-z.]*(?:\s[^<>]*[^/<>])?>/g

/**
 * Converts a block of HTML in Markdown to its text, its images or its code. Anything else is kept
 * as a code block.
 */
export function settleHtml(node: Html, settling: Settling): RootContent[] {
  const { ledger } = settling
  const value = node.value.replace(/<!--[\s\S]*?-->/g, '').trim()
  const position = node.position && { position: node.position }
  const images = [...value.matchAll(/<img\s[^>]*>/gi)].map(([tag]) => tag)
  const rest = value.replace(/<img\s[^>]*>/gi, '').replace(/<\/?picture[^>]*>/gi, '')
  const raised = rest.replace(script, (_, name: string, inner: string) =>
    scriptText(name.toLowerCase() as 'sup', inner),
  )
  const text = raised.replace(structural, '').replace(around, '')
  if (/[<>]/.test(text)) {
    ledger.changed(node, 'unsupported HTML was kept as code')
    return [keep(node, settling)]
  }
  if (images.length > 0 && text.trim() === '')
    return images.map(
      (tag): Paragraph => ({
        type: 'paragraph',
        children: [
          { type: 'image', url: attribute(tag, 'src'), alt: attribute(tag, 'alt'), title: null },
        ],
        ...position,
      }),
    )
  if (text.trim() === '') {
    ledger.changed(node, 'tags without text were removed')
    return []
  }
  ledger.changed(node, 'HTML tags were removed and their text kept')
  return text
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '')
    .map(
      (paragraph): Paragraph => ({
        type: 'paragraph',
        children: [
          {
            type: /<summary/i.test(value) ? 'strong' : 'text',
            ...(/<summary/i.test(value)
              ? { children: [{ type: 'text', value: decode(paragraph) }] }
              : { value: decode(paragraph) }),
          } as never,
        ],
        ...position,
      }),
    )
}

export function attribute(tag: string, name: string): string {
  const [, , quoted, bare] =
    new RegExp(`\\b${name}\\s*=\\s*(?:(["'])(.*?)\\1|([^\\s>]+))`, 'i').exec(tag) ?? []
  return decode(quoted ?? bare ?? '')
}

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
}

function decode(text: string): string {
  return text.replace(
    /&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return entities[name.toLowerCase()] ?? whole
      const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
      return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : whole
    },
  )
}

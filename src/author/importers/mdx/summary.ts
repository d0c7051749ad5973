import type { Paragraph, RootContent } from 'mdast'
import { plainText } from '../../../facts/markdown/prose.js'
import { openingOf } from '../words.js'

/** A marker at the start of a line: an emoji, or its name between colons. */
const sign = /^(?:(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\u200d|\ufe0f|:[a-z_]+:)\s*)+/u

/**
 * Returns the first sentence that makes sense without its context. Looks at up to `most`
 * paragraphs.
 */
export function sentenceOf(
  nodes: readonly RootContent[],
  most = Number.POSITIVE_INFINITY,
): string | undefined {
  const paragraphs = nodes
    .filter((node): node is Paragraph => node.type === 'paragraph')
    .filter(isText)
  return paragraphs
    .slice(0, most)
    .map(sentenceIn)
    .find((sentence) => !sentence.endsWith(':'))
    ?.replace(/[,;]$/, '.')
}

/**
 * Whether a paragraph is normal text. False for a value such as `**Since:** 2.0`, and for lines
 * that every page of a linter rule has, such as “🔧 This rule is fixable.”
 */
function isText(paragraph: Paragraph): boolean {
  const said = plainText(paragraph).trim()
  const text = said.replace(sign, '')
  const isLabel =
    paragraph.children[0]?.type === 'strong' &&
    /^[\p{L}\p{N} ]{2,24}:/u.test(text) &&
    text.split(/\s+/).length <= 6
  return (
    /^[\p{L}\p{N}'"“(]/u.test(text) && !isLabel && (text === said || !/^This rule\b/.test(text))
  )
}

function sentenceIn(paragraph: Paragraph): string {
  return openingOf(plainText(paragraph).trim().replace(sign, ''))
}

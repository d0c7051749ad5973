import { isScalar, type Node } from 'yaml'
import { quote } from '../decode/words.js'
import type { DroppedText, Place } from './dropped.js'

/**
 * The message and help for text that was dropped as a comment. The help shows how to write it as
 * text and as a comment.
 */
export function words(
  node: Node,
  place: Place,
  comment: readonly [number, number],
  { text, prose }: { readonly text: string; readonly prose: boolean },
): Pick<DroppedText, 'message' | 'help'> {
  const { inFlow } = place
  const dropped = text.slice(...comment).trimEnd()
  const read = `YAML reads ${shown(text, comment)} as a comment, so`
  if (!isScalar(node)) {
    return {
      message: `${read} it is missing from the value.`,
      help: `If it is part of the value, move it inside the brackets. If it is a comment, ${asComment(prose)}.`,
    }
  }
  const kept = String(node.value ?? '').trim()
  if (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED') {
    return {
      message: `${read} it is missing from the text.`,
      help: `To keep it as text, put it on its own line, indented like the text. If it is a comment, move it outside the text.`,
    }
  }
  const label = labelOf(place, text)
  // In a flow collection, the comment hides the rest of the line.
  const part = inFlow ? (/^#[^,\]}]*/.exec(dropped)?.[0].trimEnd() ?? dropped) : dropped
  const quoted = JSON.stringify(`${kept} ${part}`.trim())
  const own = `# ${dropped.replace(/^#+\s*/, '')}`
  const value = text.slice(node.range?.[0], node.range?.[1])
  const asText = ['If it is part of the text, quote the text:', `  ${label}${quoted}`]
  if (kept === '') {
    const help = [...asText, 'If it is a comment, write the value before it, or delete the key.']
    return { message: `${read} this value is empty.`, help: help.map(clip).join('\n') }
  }
  const apart = prose ? [`  ${own}`, `  ${label}${value}`] : [`  ${label}${value} ${own}`]
  const help = inFlow
    ? [...asText, `If it is a comment, ${asComment(prose)}.`]
    : [...asText, `If it is a comment, ${asComment(prose)}:`, ...apart]
  return {
    message: `${read} the text ends after ${quote(shortenStart(kept))}.`,
    help: help.map(clip).join('\n'),
  }
}

/** The key or dash before a value. */
function labelOf({ key, inFlow }: Place, text: string): string {
  if (inFlow) return ''
  return key?.range ? `${text.slice(key.range[0], key.range[1])}: ` : '- '
}

function asComment(prose: boolean): string {
  return prose ? 'move it to its own line' : 'write a space after `#`'
}

export function shown(text: string, [start, end]: readonly [number, number]): string {
  return quote(shorten(text.slice(start, end).trimEnd()))
}

export function shorten(text: string): string {
  return text.length > 50 ? `${text.slice(0, 49)}…` : text
}

function shortenStart(text: string): string {
  const line = text.slice(text.lastIndexOf('\n') + 1)
  return line.length > 50 ? `…${line.slice(-49)}` : line
}

function clip(line: string): string {
  return line.length > 100 ? `${line.slice(0, 99)}…` : line
}

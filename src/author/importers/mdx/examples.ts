import type { Code, Paragraph, RootContent } from 'mdast'
import { plainText } from '../../../facts/markdown/prose.js'
import { withoutStop } from '../../../facts/sentence.js'
import type { Example } from '../../../model/examples.js'
import { requestOf } from './curl.js'
import { partOf } from './headings.js'
import { writeInline } from './write-prose.js'

/** The examples at the end of a list of blocks, and the blocks before them. */
export interface Tail {
  readonly before: readonly RootContent[]
  readonly examples: readonly Example[]
  readonly nodes: readonly RootContent[]
}

/** A line that introduces corrected code. */
const remedy =
  /\b(?:correct|fix(?:ed|es)?|instead|valid|right|good|resolve[sd]?|solution|solve[sd]?|proper(?:ly)?|recommended|succeed|better)\b/i

/** A line that introduces correct code, as in the docs of a lint rule. */
const rightLine =
  /\b(?:correct|valid|good|passing|acceptable|okay)\b|\b(?:not|n't|never)\b.*\b(?:problems?|warnings?|errors?|report(?:ed)?|violations?)\b/i
const wrongLine = /\b(?:not|n't|never) (?:\w+ )?(?:correct|valid|good|passing|acceptable|okay)\b/i

/** The blocks with incorrect code and those with correct code, in page order. */
export interface Verdicts {
  readonly wrong: readonly RootContent[]
  readonly right: readonly RootContent[]
}

/**
 * Splits the content under an examples heading by the lines or titles that say whether code is
 * correct.
 */
export function wrongAndRight(nodes: readonly RootContent[]): Verdicts {
  const lines = nodes.flatMap(withLine)
  const lineBefore = (end: number) =>
    lines.slice(0, end).findLastIndex(({ type }) => type !== 'code')
  let at = lines.length
  for (
    let line = lineBefore(at);
    line >= 0 && line < at - 1 && isRight(lines[line]);
    line = lineBefore(at)
  )
    at = line
  // Incorrect and correct code alternate, so they are kept together.
  if (at === lines.length || lines.slice(0, at).some(isRight)) return { wrong: nodes, right: [] }
  return { wrong: lines.slice(0, at), right: lines.slice(at) }
}

/** Whether a line says that the code below it is correct. */
export function isRight(node: RootContent | undefined): boolean {
  const text = node?.type === 'paragraph' ? plainText(node).trim() : ''
  return text.endsWith(':') && rightLine.test(text) && !wrongLine.test(text)
}

/** Moves the title of a code block to a separate line if it says whether the code is correct. */
function withLine(node: RootContent): RootContent[] {
  const title = node.type === 'code' ? (saidTitle(node.meta ?? '') ?? '') : ''
  const part = partOf(title)
  if (node.type !== 'code' || (part !== 'example' && part !== 'fixes')) return [node]
  return [lineOver(title), { ...node, meta: null }]
}

/** Converts a title to a line that introduces the content below it and ends with a colon. */
export function lineOver(title: string): Paragraph {
  return {
    type: 'paragraph',
    children: [{ type: 'text', value: `${withoutStop(title)}:` }],
  }
}

/** Finds the code blocks at the end and the line that introduces each, such as `For example:`. */
export function examplesAtEnd(nodes: readonly RootContent[], which: 'raises' | 'repairs'): Tail {
  const examples: Example[] = []
  let end = nodes.length
  while (end >= 2) {
    const [caption, code] = nodes.slice(end - 2, end)
    if (caption === undefined || code === undefined) break
    const example = exampleOf(caption, code)
    const repairs = remedy.test(plainText(caption)) || isRight(caption)
    if (example === undefined || (which === 'raises' && repairs)) break
    examples.unshift(example)
    end -= 2
  }
  return { before: nodes.slice(0, end), examples, nodes: nodes.slice(end) }
}

function exampleOf(caption: RootContent, code: RootContent): Example | undefined {
  if (caption.type !== 'paragraph' || code.type !== 'code') return undefined
  const text = plainText(caption).trim()
  if (!/:$/.test(text) || text.split(/\s+/).length > 40) return undefined
  const [bold, ...others] = caption.children
  const words = bold?.type === 'strong' && others.length === 0 ? bold.children : caption.children
  const written = writeInline(words).replace(/\s*:$/, '')
  const drawn = codeOf(code)
  return drawn && written !== '' && !/[.:]$/.test(written)
    ? { caption: written, ...drawn }
    : undefined
}

/**
 * Converts a code block to an example: a request if possible, else code with language and title.
 */
export function codeOf({ lang, meta, value }: Code): Example | undefined {
  const title = titleIn(meta ?? '')
  if (lang === null || lang === undefined || title === undefined || value.trim() === '')
    return undefined
  const request = lang === 'bash' && title === '' ? requestOf(value) : undefined
  if (request) return { request }
  return { language: lang, code: value, ...(title !== '' && { title }) }
}

/** Returns an explicit title: `title="a.js"`, `filename="a.js"`, `[a.js]`. */
export function saidTitle(meta: string): string | undefined {
  const [, , quoted] = /^(?:title|filename|file|name|label)=(["'])(.*)\1$/.exec(meta) ?? []
  return quoted ?? /^\[([^\]]+)\]$/.exec(meta)?.[1]
}

/**
 * Returns the title of a code block, in the syntax of any platform. Returns '' if the info string
 * is empty, or undefined if it contains something else.
 */
export function titleIn(meta: string): string | undefined {
  const text = meta.replace(/\btheme=\{[^}]*\}/g, '').trim()
  if (text === '') return ''
  const said = saidTitle(text)
  if (said !== undefined) return said
  return /^[\w./-]+(?: [\w./-]+)*$/.test(text) &&
    !/^(?:showLineNumbers|copy|noCopy|live|twoslash|ignore|wrap|expandable|lines)\b/.test(text)
    ? text
    : undefined
}

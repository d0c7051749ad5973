import type { Code, RootContent } from 'mdast'
import { plainText } from '../../../facts/prose.js'
import type { Example } from '../../../model/entry.js'
import { requestOf } from './curl.js'
import { writeInline } from './write-prose.js'

/** Examples at the end of a run of blocks, and the blocks before them. */
export interface Tail {
  readonly before: readonly RootContent[]
  readonly examples: readonly Example[]
  readonly nodes: readonly RootContent[]
}

/** A line that leads into code which shows how it is done right. */
const remedy =
  /\b(?:correct|fix(?:ed|es)?|instead|valid|right|good|resolve[sd]?|solution|solve[sd]?|proper(?:ly)?|recommended|succeed|better)\b/i

/** The fences at the end that each have a line of their own before them: `For example:` and the code. */
export function examplesAtEnd(nodes: readonly RootContent[], which: 'raises' | 'repairs'): Tail {
  const examples: Example[] = []
  let end = nodes.length
  while (end >= 2) {
    const [caption, code] = nodes.slice(end - 2, end)
    const example = exampleOf(caption!, code!)
    if (example === undefined || (which === 'raises' && remedy.test(plainText(caption!)))) break
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
  return drawn && written !== '' && !/[.:]$/.test(written) ? { caption: written, ...drawn } : undefined
}

/** A fence as an example: a request where it is one, else the code with its language and title. */
export function codeOf({ lang, meta, value }: Code): Example | undefined {
  const title = titleIn(meta ?? '')
  if (lang === null || lang === undefined || title === undefined || value.trim() === '') return undefined
  const request = lang === 'bash' && title === '' ? requestOf(value) : undefined
  if (request) return { request }
  return { language: lang, code: value, ...(title !== '' && { title }) }
}

/** A title that is said to be one: `title="a.js"`, `filename="a.js"`, `[a.js]`. */
export function saidTitle(meta: string): string | undefined {
  const [, , quoted] = /^(?:title|filename|file|name|label)=(["'])(.*)\1$/.exec(meta) ?? []
  return quoted ?? /^\[([^\]]+)\]$/.exec(meta)?.[1]
}

/** The title of a fence in any platform's spelling; '' for none, undefined where the info string says more. */
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

import { limits } from '../../../model/limits.js'

/**
 * A `:::name Title` container of Docusaurus, Starlight or VitePress. Containers are not part of
 * Markdown.
 */
export interface Container {
  readonly name: string
  readonly title: string
}

/**
 * A page with its container markers and heading IDs replaced by comments, which every parser keeps.
 */
export interface Marked {
  readonly text: string
  readonly containers: readonly Container[]
  /** Converts a line number in `text` to a line number in the original page. */
  lineOf(line: number): number
}

// Both expect a line without trailing whitespace. Otherwise matching could take quadratic time.
const opening = /^\s*:{3,}\s*([A-Za-z][\w-]*)\s*(?:\[([^\]]*)\])?\s*(?:\{[^}]*\})?\s*([^\n]*)$/
const closing = /^\s*:{3,}\s*$/
/** A heading ID in the syntax of some sites: `## Title {#id}` or `## Title [#id]`. */
const headingId = /(?:\{(#[\w-]+)\}|\[(#[\w-]+)\])$/

/**
 * Replaces each line that opens or closes a container with the comment `[open|close] [index]`, and
 * each heading ID with a comment. Lines in code blocks and unmatched `:::` are kept.
 */
export function markContainers(text: string, mdx: boolean): Marked {
  const lines = text.split('\n')
  const containers: Container[] = []
  const marks = new Map<number, string>()
  const open: { line: number; index: number }[] = []
  let fence: string | undefined
  let inComment = false
  for (const [at, line] of lines.entries()) {
    const mark = /^\s*(`{3,}|~{3,})/.exec(line)?.[1]
    if (fence !== undefined) {
      if (mark?.startsWith(fence) && /^\s*[`~]+\s*$/.test(line)) fence = undefined
      continue
    }
    if (mark !== undefined) {
      fence = mark
      continue
    }
    // An HTML comment is not valid in MDX, but Docusaurus accepts it.
    if (mdx && (inComment || /^\s*<!--/.test(line))) {
      inComment = !line.includes('-->')
      lines[at] = line.replace('<!--', '{/*').replace('-->', '*/}')
      continue
    }
    if (closing.test(line)) {
      const last = open.pop()
      if (last === undefined) continue
      marks.set(last.line, `open ${last.index}`)
      marks.set(at, `close ${last.index}`)
      continue
    }
    const trimmed = line.trimEnd()
    const id = /^ {0,3}#{1,6}\s/.test(line) ? headingId.exec(trimmed) : null
    if (id)
      lines[at] = `${trimmed.slice(0, id.index).trimEnd()} ${comment(` ${id[1] ?? id[2]} `, mdx)}`
    const [, name, bracketed, rest] = opening.exec(trimmed) ?? []
    // Deeper containers stay text, so that deep nesting can't exhaust the stack.
    if (name === undefined || open.length >= limits.proseDepth) continue
    open.push({ line: at, index: containers.length })
    containers.push({ name: name.toLowerCase(), title: bracketed ?? rest ?? '' })
  }
  const written: string[] = []
  const origin: number[] = []
  for (const [at, line] of lines.entries()) {
    const mark = marks.get(at)
    const [indent = ''] = /^\s*/.exec(line) ?? []
    const shown = mark === undefined ? [line] : ['', `${indent}${comment(`::: ${mark}`, mdx)}`, '']
    for (const one of shown) {
      written.push(one)
      origin.push(at + 1)
    }
  }
  return { text: written.join('\n'), containers, lineOf: (line) => origin[line - 1] ?? line }
}

function comment(text: string, mdx: boolean): string {
  return mdx ? `{/*${text}*/}` : `<!--${text}-->`
}

/** Parses a comment that `markContainers` wrote. Undefined for any other comment. */
export function markOf(
  value: string,
): { readonly kind: 'open' | 'close'; readonly index: number } | undefined {
  const [, kind, index] = /::: (open|close) (\d+)/.exec(value) ?? []
  return kind === undefined ? undefined : { kind: kind as 'open' | 'close', index: Number(index) }
}

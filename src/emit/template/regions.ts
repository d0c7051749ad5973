import { fenceFor } from '../../facts/markdown/fence.js'
import { inlineCode, inlineCodeInCell, type MarkdownDialect } from '../../facts/markdown/text.js'
import type { Encoding } from './context.js'
import { collapse, jsonText } from './one-line.js'
import { runsCode } from './url.js'

/** Encodes a rendered region, so that its text is literal. */
export function encodeRegion(
  { kind, marks }: Encoding,
  rendered: string,
  dialect: MarkdownDialect,
): string {
  const inner = rendered.slice(marks, rendered.length - marks)
  switch (kind) {
    case 'fence':
      return encodeFence(rendered)
    case 'inline-code':
      return inlineCode(collapse(inner), dialect)
    case 'inline-code-cell':
      return inlineCodeInCell(collapse(inner), dialect)
    case 'attribute':
      return encodeAttribute(inner)
    case 'url-attribute':
      return encodeAttribute(runsCode(inner) ? `#${inner}` : inner)
    case 'yaml':
      return jsonText(dialect.frontmatter?.(inner) ?? inner)
  }
}

/** Returns the value of an attribute, in braces if JSX would not read the string like JSON. */
function encodeAttribute(text: string): string {
  const json = jsonText(text)
  return json === `"${text}"` && !text.includes('&') ? json : `{${json}}`
}

/** Lengthens a fence if its body could close it. */
function encodeFence(rendered: string): string {
  const lines = rendered.split('\n')
  const [open = '', ...rest] = lines
  const close = rest.pop() ?? ''
  const marks = /^(`{3,}|~{3,})/.exec(open)?.[0] ?? '```'
  const mark = marks.startsWith('~') ? '~' : '`'
  const fence = fenceFor(rest.join('\n'), mark, marks.length)
  return [
    `${fence}${open.slice(marks.length)}`.trimEnd(),
    ...rest,
    close.replace(/[`~]+\s*$/, fence),
  ].join('\n')
}

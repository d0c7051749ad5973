import { capitalized } from '../../facts/capitalized.js'
/** `missing_key` → `Missing key`. */
export function humanised(name: string): string {
  const words = name
    .replace(/[_-]+/g, ' ')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .trim()
  return words === '' ? name : capitalized(words)
}

/** Returns the first sentence of the text on one line, with its original ending. */
export function openingOf(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  const [sentence = line] = /^.{20,}?[.!?](?=\s+["'(`]?[A-Z\d]|$)/.exec(line) ?? []
  return sentence
}

/** Returns the first sentence of the text. A `:`, `,` or `;` at its end becomes a period. */
export function firstSentence(text: string): string {
  return openingOf(text).replace(/[:,;]$/, '.')
}

/** Escapes braces, so that the template produces exactly this text. */
export function literalTemplate(text: string): string {
  return text.replaceAll('{', '{{').replaceAll('}', '}}')
}

/** Unescapes the braces of a template. Placeholders stay unchanged. */
export function literalText(template: string): string {
  return template.replaceAll('{{', '{').replaceAll('}}', '}')
}

/** Converts a message with `%name%` placeholders to a template with params. */
export function templateOf(told: string): {
  detail: string
  params: Record<string, { type: 'string'; example: string }>
} {
  const params: Record<string, { type: 'string'; example: string }> = {}
  const detail = told
    .split(/(%[A-Za-z_]\w*%)/)
    .map((piece) => {
      const [, name] = /^%([A-Za-z_]\w*)%$/.exec(piece) ?? []
      if (name === undefined) return literalTemplate(piece)
      params[name] = { type: 'string', example: piece }
      return `{${name}}`
    })
    .join('')
  return { detail, params }
}

/**
 * Converts a message to a template. `{name}`, `{{name}}`, `${name}` and `%name%` become
 * placeholders, and other braces stay text. A placeholder is renamed if the response body already
 * uses its name.
 */
export function placeholders(
  told: string,
  taken: ReadonlySet<string> = new Set(),
): { detail: string; params?: Record<string, { type: 'string'; example: string }> } {
  const params: Record<string, { type: 'string'; example: string }> = {}
  const detail = told
    .split(/(\$?\{\{?\s*[A-Za-z_]\w*\s*\}?\}|%[A-Za-z_]\w*%)/)
    .map((piece) => {
      const [, braced, percent] =
        /^(?:\$?\{\{?\s*([A-Za-z_]\w*)\s*\}?\}|%([A-Za-z_]\w*)%)$/.exec(piece) ?? []
      const name = braced ?? percent
      if (name === undefined) return literalTemplate(piece)
      const own = taken.has(name) ? `${name}Value` : name
      params[own] = { type: 'string', example: name }
      return `{${own}}`
    })
    .join('')
  return { detail, ...(Object.keys(params).length > 0 && { params }) }
}

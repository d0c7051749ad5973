/**
 * A part of a template, such as `detail`, the value of a header, a member of the envelope or a URI
 * template.
 */
export type TemplatePart = { readonly text: string } | { readonly placeholder: string }

/** An unmatched brace. `nth` is the number of braces of the same kind before it. */
export class LooseBrace extends SyntaxError {
  readonly brace: string
  readonly nth: number
  constructor(brace: string, before: string) {
    super(`Unmatched \`${brace}\`.`)
    this.brace = brace
    this.nth = before.split(brace).length - 1
  }
}

/** Splits `a {b} c` into its parts. `{{` and `}}` are literal braces. Throws a LooseBrace. */
export function parseTemplate(source: string): TemplatePart[] {
  const parts: TemplatePart[] = []
  let text = ''
  const pattern = /\{\{|\}\}|\{([^{}]*)\}|[{}]|[^{}]+/g
  for (const match of source.matchAll(pattern)) {
    const [token, placeholder] = match
    if (token === '{{') text += '{'
    else if (token === '}}') text += '}'
    else if (placeholder !== undefined) {
      if (text !== '') parts.push({ text })
      text = ''
      parts.push({ placeholder })
    } else if (token === '{' || token === '}')
      throw new LooseBrace(token, source.slice(0, match.index))
    else text += token
  }
  if (text !== '') parts.push({ text })
  return parts
}

export function placeholdersOf(source: string): string[] {
  return parseTemplate(source).flatMap((part) => ('placeholder' in part ? [part.placeholder] : []))
}

/**
 * Fills in a template. A placeholder stays unchanged if `fill` returns undefined. Throws a
 * LooseBrace.
 */
export function fillTemplate(
  source: string,
  fill: (placeholder: string) => string | undefined,
): string {
  return parseTemplate(source)
    .map((part) =>
      'text' in part ? part.text : (fill(part.placeholder) ?? `{${part.placeholder}}`),
    )
    .join('')
}

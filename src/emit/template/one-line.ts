/** Collapses whitespace as browsers do. */
export function collapse(text: string): string {
  return text.replace(/[ \t\n\r\f\v]+/g, ' ').replace(/^ | $/g, '')
}

/**
 * Returns JSON that is also a YAML scalar and a JavaScript literal. It escapes characters that one
 * of these languages may treat as line breaks.
 */
export function jsonText(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** White space as a browser shows it. */
export function collapse(text: string): string {
  return text.replace(/[ \t\n\r\f\v]+/g, ' ').replace(/^ | $/g, '')
}

/**
 * JSON that is a YAML scalar and a JavaScript literal too: what either may take for a line end is
 * escaped.
 */
export function jsonText(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/**
 * Whether a URL has a scheme that makes browsers run the rest as code. Ignores control characters
 * and line breaks, as browsers do.
 */
export function runsCode(url: string): boolean {
  return /^(?:javascript|vbscript|data):/i.test(url.replace(/[\0-\x20]+/g, ''))
}

/**
 * Whether the scheme of a URL runs what follows it. Browsers drop controls and line ends before
 * they look.
 */
export function runsCode(url: string): boolean {
  return /^(?:javascript|vbscript|data):/i.test(url.replace(/[\0-\x20]+/g, ''))
}

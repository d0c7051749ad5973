import { decodeEntries } from '../../src/load/decode/decode.js'

// The characters that `check` rejects in any text. They are defined again here, so that a test
// fails if `check` rejects more.
const hidden =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/

/** Returns whether a string must be rejected as any text, only as a line, or not at all. */
export function refusal(string: string): 'text' | 'line' | undefined {
  if (hidden.test(string) || /\p{Surrogate}/u.test(string) || !/\S/.test(string)) return 'text'
  return string.includes('\n') ? 'line' : undefined
}

/**
 * Returns whether errbook accepts a string as a title (one line), a detail (text) and a description
 * (Markdown).
 */
export function loads(string: string): { line: boolean; text: boolean; markdown: boolean } {
  const value = JSON.stringify(string)
  const load = (field: string) => {
    const text = `code: err:acme:data:x\nstatus: 404\n${field === 'title' ? '' : 'title: Word\n'}summary: Word.\n${field}: ${value}\n`
    const { value: entries, findings } = decodeEntries({ file: 'x.yaml', text })
    const [entry] = entries as { data: Record<string, unknown> }[]
    if (findings.length > 0) return false
    if (entry?.data[field] !== string)
      throw new Error(`${field} ${JSON.stringify(entry?.data[field])}, expected ${value}`)
    return true
  }
  return { line: load('title'), text: load('detail'), markdown: load('description') }
}

/** Returns the strings that are allowed in a catalog. */
export function accepted(strings: readonly string[]): string[] {
  return strings.filter((string) => refusal(string) !== 'text')
}

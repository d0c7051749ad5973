import { decodeEntries } from '../../src/load/decode/decode.js'

// The characters that `check` rejects in text. They are repeated here, so that a change to the list
// in the source fails a test.
const hidden =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/

/** Whether `check` rejects a string as any text (`text`), or only as text on one line (`line`). */
export function refusal(string: string): 'text' | 'line' | undefined {
  if (hidden.test(string) || /\p{Surrogate}/u.test(string) || !/\S/.test(string)) return 'text'
  return string.includes('\n') ? 'line' : undefined
}

/**
 * The result of the loader for a string as a title (a line), a detail (text) and a description
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

/** The strings that are allowed in a catalog. */
export function accepted(strings: readonly string[]): string[] {
  return strings.filter((string) => refusal(string) !== 'text')
}

import type { Finding } from '../model/diagnostic.js'
import type { Source } from '../model/source.js'

/**
 * Decodes UTF-8 and drops a byte order mark. If the bytes are invalid, adds a finding and returns
 * undefined.
 */
export function decodeUtf8(
  file: string,
  bytes: Uint8Array,
  findings: Finding[],
): Source | undefined {
  try {
    return { file, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) }
  } catch {
    const source = { file, text: new TextDecoder('utf-8').decode(bytes) }
    const at = source.text.indexOf('\ufffd')
    findings.push({
      code: 'file-encoding',
      message: 'This file is not valid UTF-8.',
      help: 'Save the file as UTF-8.',
      at: { source, range: [at, at + 1] },
    })
    return undefined
  }
}

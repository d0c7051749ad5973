import type { RequestExample } from '../../model/examples.js'
import { drawCurl } from './curl.js'
import { drawFetch } from './fetch.js'
import { drawPython } from './python.js'

/** A way to write a request. `draw` returns undefined if it can't write the given request. */
interface DrawingKind {
  readonly label: string
  readonly language: string
  draw(request: RequestExample): string | undefined
}

/** The values allowed in `requests` of a docs output. */
export const drawings = {
  curl: { label: 'curl', language: 'bash', draw: drawCurl },
  fetch: { label: 'JavaScript', language: 'js', draw: drawFetch },
  python: { label: 'Python', language: 'python', draw: drawPython },
} as const satisfies Record<string, DrawingKind>

export type Drawing = keyof typeof drawings

export interface DrawnRequest {
  readonly label: string
  readonly language: string
  readonly code: string
}

/**
 * Writes a request in each of these ways. If none of them can write it, uses curl, which can write
 * any request.
 */
export function drawRequest(request: RequestExample, kinds: readonly Drawing[]): DrawnRequest[] {
  const drawn = kinds.flatMap((kind) => {
    const { label, language, draw } = drawings[kind]
    const code = draw(request)
    return code === undefined ? [] : [{ label, language, code }]
  })
  return drawn.length > 0 || kinds.includes('curl') ? drawn : drawRequest(request, ['curl'])
}

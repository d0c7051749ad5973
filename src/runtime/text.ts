/** Pieces of a text put together; nothing where one of them has no value. */
export function textOf(...pieces: readonly unknown[]): string | undefined {
  if (pieces.includes(undefined)) return undefined
  return pieces.map((piece) => (typeof piece === 'string' ? piece : JSON.stringify(piece))).join('')
}

/**
 * Headers as they are sent: those without a value left out, and each on one line of ASCII, or the
 * response would fail.
 */
export function headersOf(found: Readonly<Record<string, unknown>>): Record<string, string> {
  const given = Object.entries(found).filter(([, value]) => value !== undefined && value !== null)
  return Object.fromEntries(
    given.map(([name, value]) => [name, String(value).replace(/[^ -~]/g, '?')]),
  )
}

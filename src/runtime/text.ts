/**
 * Joins the pieces of a string. Anything but a string is written as JSON. Undefined if a piece is
 * undefined.
 */
export function textOf(...pieces: readonly unknown[]): string | undefined {
  if (pieces.includes(undefined)) return undefined
  return pieces.map((piece) => (typeof piece === 'string' ? piece : JSON.stringify(piece))).join('')
}

/**
 * Returns headers to send. Those without a value are left out. Characters other than printable
 * ASCII become `?`, because they would make the response fail.
 */
export function headersOf(found: Readonly<Record<string, unknown>>): Record<string, string> {
  const given = Object.entries(found).filter(([, value]) => value !== undefined && value !== null)
  return Object.fromEntries(
    given.map(([name, value]) => [name, String(value).replace(/[^ -~]/g, '?')]),
  )
}

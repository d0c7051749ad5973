import { fenceFor } from '../../facts/markdown/fence.js'

/**
 * A callout as a container directive: behind more colons than any line of its body starts with,
 * which would end it.
 */
export function directive(name: string, body: string): string {
  const fence = fenceFor(body, ':')
  return `${fence}${name}\n\n${body}\n\n${fence}`
}

import { fenceFor } from '../../facts/markdown/fence.js'

/**
 * Returns a callout as a container directive. Its fence is longer than any run of colons that
 * starts a line of the body, because such a line would end the callout.
 */
export function directive(name: string, body: string): string {
  const fence = fenceFor(body, ':')
  return `${fence}${name}\n\n${body}\n\n${fence}`
}

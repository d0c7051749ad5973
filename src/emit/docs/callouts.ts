/**
 * A callout as a container directive: behind more colons than any line of its body starts with,
 * which would end it.
 */
export function directive(name: string, body: string): string {
  const longest = Math.max(2, ...(body.match(/:{3,}/g) ?? []).map((run) => run.length))
  const fence = ':'.repeat(longest + 1)
  return `${fence}${name}\n\n${body}\n\n${fence}`
}

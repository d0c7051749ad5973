/** Keeps at most one blank line between blocks, and ends the text with a newline. */
export function tidy(text: string): string {
  // Fences are not changed, because a code sample may have blank lines.
  let fence: string | undefined
  let blank = false
  const lines: string[] = []
  for (const line of text.split('\n')) {
    const mark = /^[\s>]*(`{3,}|~{3,})/.exec(line)?.[1]
    if (fence === undefined && mark !== undefined) fence = mark
    else if (fence && mark?.startsWith(fence) && /^[\s>]*[`~]+\s*$/.test(line)) fence = undefined
    const empty = fence === undefined && line.trim() === ''
    if (!(empty && blank)) lines.push(line)
    blank = empty
  }
  // Trim before joining, because trimming the joined text would copy it.
  while (lines[0]?.trim() === '') lines.shift()
  while (lines.at(-1)?.trim() === '') lines.pop()
  lines[0] = (lines[0] ?? '').trimStart()
  lines.push((lines.pop() ?? '').trimEnd(), '')
  return lines.join('\n')
}

/**
 * Keeps at most one blank line, and ends the text with a newline. This is safe, because strings in
 * generated code contain no line breaks.
 */
export function tidyCode(text: string): string {
  return `${text.replace(/\n{3,}/g, '\n\n').trim()}\n`
}

/** One blank line between blocks, a newline at the end. */
export function tidy(text: string): string {
  // Only what stands outside fences: a code sample keeps its blank lines.
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
  // One join makes the text that is kept: trimmed afterwards, it would be kept twice.
  while (lines[0]?.trim() === '') lines.shift()
  while (lines.at(-1)?.trim() === '') lines.pop()
  lines[0] = (lines[0] ?? '').trimStart()
  lines.push((lines.pop() ?? '').trimEnd(), '')
  return lines.join('\n')
}

/** One blank line at most, a newline at the end: strings of generated code hold no line ends. */
export function tidyCode(text: string): string {
  return `${text.replace(/\n{3,}/g, '\n\n').trim()}\n`
}

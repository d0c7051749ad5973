/** A row of a table: its cells by column name, and the number of its first line. */
export interface Row {
  readonly line: number
  readonly cells: Readonly<Record<string, string>>
}

/**
 * Parses CSV (RFC 4180) with the separator that its header uses. `problem` is the line of a quote
 * that is never closed.
 */
export function readCsv(text: string): {
  head: readonly string[]
  rows: readonly Row[]
  problem?: number
} {
  const firstLine = text.split('\n', 1)[0] ?? ''
  const [[separator] = [',']] = [',', ';', '\t']
    .map((one) => [one, firstLine.split(one).length] as const)
    .sort((a, b) => b[1] - a[1])
  const records: { line: number; cells: string[] }[] = []
  let line = 1
  let record = { line, cells: [] as string[] }
  let at = 0
  while (at < text.length) {
    let cell = ''
    if (text[at] === '"') {
      const start = line
      for (at++; ; at++) {
        if (at >= text.length) return { head: [], rows: [], problem: start }
        if (text[at] === '"' && text[at + 1] === '"') at++
        else if (text[at] === '"') break
        if (text[at] === '\n') line++
        cell += text[at]
      }
      at++
    }
    while (at < text.length && text[at] !== separator && text[at] !== '\n') cell += text[at++]
    record.cells.push(cell.replace(/\r$/, ''))
    if (at >= text.length || text[at] === '\n') {
      records.push(record)
      line++
      record = { line, cells: [] }
    }
    at++
  }
  // A separator at the end of the file means that one more empty cell follows.
  if (record.cells.length > 0) records.push({ ...record, cells: [...record.cells, ''] })
  const [head = { cells: [] as string[] }, ...rest] = records
  const names = head.cells.map((name) => name.trim())
  const rows = rest
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
    .map(({ line: begins, cells }) => ({
      line: begins,
      cells: Object.fromEntries(names.map((name, index) => [name, cells[index] ?? ''])),
    }))
  return { head: names, rows }
}

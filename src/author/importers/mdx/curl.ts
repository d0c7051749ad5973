import { drawRequest } from '../../../facts/request/draw.js'
import type { RequestExample } from '../../../model/examples.js'

/**
 * Converts a curl command to a request. Returns undefined if the request would not be rendered as
 * exactly the same command.
 */
export function requestOf(command: string): RequestExample | undefined {
  const text = command.trimEnd()
  const [, comment, rest = text] = /^# ([^\n]+)\n([\s\S]*)$/.exec(text) ?? []
  const [program, ...words] = shellWords(rest) ?? []
  if (program !== 'curl') return undefined
  let method: string | undefined
  let url: string | undefined
  let data: string | undefined
  const headers: [string, string][] = []
  const value = () => words.shift() ?? ''
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    if (word === '-X' || word === '--request') method = value()
    else if (word === '-H' || word === '--header') {
      const [, name, text = ''] = /^([^:]+):\s*(.*)$/.exec(value()) ?? []
      if (name === undefined) return undefined
      headers.push([name, text])
    } else if (word === '-d' || word === '--data' || word === '--data-raw') data = value()
    else if (word === '-g') continue
    else if (word.startsWith('-') || url !== undefined) return undefined
    else url = word
  }
  if (
    url === undefined ||
    method === undefined ||
    new Set(headers.map(([name]) => name)).size !== headers.length
  )
    return undefined
  const base = { ...(comment !== undefined && { comment }), method, url }
  const json = parseJson(data)
  const first =
    headers[0]?.[0].toLowerCase() === 'content-type' && headers[0][1] === 'application/json'
  const candidates: RequestExample[] = [
    ...(json === undefined
      ? []
      : [{ ...base, ...headersOf(first ? headers.slice(1) : headers), body: json as never }]),
    { ...base, ...headersOf(headers), ...(data !== undefined && { body: data }) },
  ]
  return candidates.find((request) => drawRequest(request, ['curl'])[0]?.code === text)
}

function headersOf(headers: readonly [string, string][]): { headers?: Record<string, string> } {
  return headers.length > 0 ? { headers: Object.fromEntries(headers) } : {}
}

function parseJson(text: string | undefined): unknown {
  try {
    const value: unknown = JSON.parse(text ?? '')
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}

/**
 * Splits a simple shell command into words. Supports quotes and continued lines, but no expansions.
 */
function shellWords(text: string): string[] | undefined {
  const words: string[] = []
  const pattern =
    /\s*\\\n\s*|\s+|((?:'[^']*'|"(?:[^"\\$`]|\\["\\$`])*"|\\['"\\ ]|[^\s'"\\|&;<>()$`#*?[\]{}~])+)/y
  while (pattern.lastIndex < text.length) {
    const match = pattern.exec(text)
    if (match === null) return undefined
    if (match[1] !== undefined)
      words.push(
        match[1].replace(
          /'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)/g,
          (_, single?: string, double?: string, escaped?: string) =>
            single ?? double?.replace(/\\(.)/g, '$1') ?? escaped ?? '',
        ),
      )
  }
  return words
}

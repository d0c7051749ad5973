import type { RequestExample } from '../../model/examples.js'

/** The methods for which `requests` has a function. */
const functions = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'])

/** Writes a request as a call of Python's `requests`. */
export function drawPython({ comment, method, url, headers = {}, body }: RequestExample): string {
  const known = functions.has(method)
  const lines = [
    ...(known ? [] : [JSON.stringify(method)]),
    JSON.stringify(url),
    ...(Object.keys(headers).length === 0 ? [] : [`headers=${literal(headers, 1)}`]),
    ...(body === undefined
      ? []
      : [typeof body === 'string' ? `data=${bytes(body)}` : `json=${literal(body, 1)}`]),
  ]
  const name = `requests.${known ? method.toLowerCase() : 'request'}`
  const call =
    lines.length === 1
      ? `response = ${name}(${lines[0]})`
      : `response = ${name}(\n${lines.map((line) => `    ${line},\n`).join('')})`
  return `import requests\n\n${comment === undefined ? '' : `# ${comment}\n`}${call}`
}

/**
 * Writes text as a Python literal. Non-ASCII text is encoded as UTF-8, because the default encoding
 * here is Latin-1.
 */
function bytes(text: string): string {
  return /^[\u0000-\u007f]*$/.test(text) ? JSON.stringify(text) : `${JSON.stringify(text)}.encode()`
}

/** Writes JSON as a Python literal. JSON strings are valid Python strings. */
function literal(value: unknown, depth: number): string {
  const inner = '    '.repeat(depth + 1)
  const close = `\n${'    '.repeat(depth)}`
  if (Array.isArray(value))
    return value.length === 0
      ? '[]'
      : `[${value.map((item) => `\n${inner}${literal(item, depth + 1)},`).join('')}${close}]`
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value)
    return members.length === 0
      ? '{}'
      : `{${members.map(([key, item]) => `\n${inner}${JSON.stringify(key)}: ${literal(item, depth + 1)},`).join('')}${close}}`
  }
  if (value === null) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  return JSON.stringify(value)
}

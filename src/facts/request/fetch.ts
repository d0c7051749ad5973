import type { RequestExample } from '../../model/examples.js'

/** Methods that `fetch` refuses, and methods that it can't send with a body. */
const refused = /^(?:CONNECT|TRACE|TRACK)$/
const bodiless = /^(?:GET|HEAD)$/

/** Writes a request as a `fetch` call in a module. Undefined if `fetch` would refuse to send it. */
export function drawFetch({
  comment,
  method,
  url,
  headers = {},
  body,
}: RequestExample): string | undefined {
  if (refused.test(method) || (body !== undefined && bodiless.test(method))) return undefined
  const json = body !== undefined && typeof body !== 'string'
  const named = Object.keys(headers).some((name) => name.toLowerCase() === 'content-type')
  const sent = { ...(json && !named && { 'Content-Type': 'application/json' }), ...headers }
  const options = [
    ...(method === 'GET' ? [] : [`method: ${JSON.stringify(method)}`]),
    ...(Object.keys(sent).length === 0 ? [] : [`headers: ${literal(sent)}`]),
    ...(body === undefined
      ? []
      : [`body: ${json ? `JSON.stringify(${literal(body)})` : JSON.stringify(body)}`]),
  ]
  const call =
    options.length === 0
      ? `const response = await fetch(${JSON.stringify(url)});`
      : `const response = await fetch(${JSON.stringify(url)}, {\n${options.map((option) => `  ${option},\n`).join('')}});`
  return comment === undefined ? call : `// ${comment}\n${call}`
}

/**
 * Writes a value as a literal. JSON is valid JavaScript, but `__proto__` has another meaning in an
 * object literal.
 */
function literal(value: unknown): string {
  return JSON.stringify(value, null, 2)
    .replace(/^( *)"__proto__":/gm, '$1["__proto__"]:')
    .replaceAll('\n', '\n  ')
}

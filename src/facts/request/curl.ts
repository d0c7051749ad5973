import type { RequestExample } from '../../model/examples.js'

/**
 * A request as a curl command for a POSIX shell, one option a line. A map or list is sent as JSON
 * and its Content-Type comes first. Every value stands in quotes that no text can leave.
 */
export function drawCurl(request: RequestExample): string {
  const { comment, method, url, headers = {}, body } = request
  const json = body !== undefined && typeof body !== 'string'
  const named = Object.keys(headers).some((name) => name.toLowerCase() === 'content-type')
  const options = [
    ...(json && !named ? [`-H ${doubleQuoted('Content-Type: application/json')}`] : []),
    ...Object.entries(headers).map(([name, value]) => `-H ${doubleQuoted(`${name}: ${value}`)}`),
    // A `-d` that starts with @ would send the file of that name.
    ...(body === undefined
      ? []
      : [
          `${typeof body === 'string' && body.startsWith('@') ? '--data-raw' : '-d'} ${singleQuoted(json ? drawJson(body) : (body as string))}`,
        ]),
  ]
  // Brackets and braces in a URL stand for several to curl, unless it is told otherwise.
  const command = [
    `curl${/[[\]{}]/.test(url) ? ' -g' : ''} -X ${method} ${shellWord(url)}`,
    ...options,
  ].join(' \\\n  ')
  return comment === undefined ? command : `# ${comment}\n${command}`
}

/** JSON as a page shows it inside a command: two spaces, and two more for standing in one. */
function drawJson(body: unknown): string {
  return JSON.stringify(body, null, 2).replaceAll('\n', '\n  ')
}

function shellWord(text: string): string {
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(text) ? text : singleQuoted(text)
}

function singleQuoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}

function doubleQuoted(text: string): string {
  return /["$`\\!]/.test(text) ? singleQuoted(text) : `"${text}"`
}

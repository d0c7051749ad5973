import type { RequestExample } from '../../model/examples.js'

/**
 * Writes a request as a curl command for a POSIX shell, with one option per line. A map or list is
 * sent as JSON with a Content-Type header. Values are quoted so that no text can end the quotes.
 */
export function drawCurl(request: RequestExample): string {
  const { comment, method, url, headers = {}, body } = request
  const json = body !== undefined && typeof body !== 'string'
  const named = Object.keys(headers).some((name) => name.toLowerCase() === 'content-type')
  const options = [
    ...(json && !named ? [`-H ${doubleQuoted('Content-Type: application/json')}`] : []),
    ...Object.entries(headers).map(([name, value]) => `-H ${doubleQuoted(`${name}: ${value}`)}`),
    // With `-d`, a value that starts with `@` would send the contents of that file.
    ...(body === undefined
      ? []
      : [
          `${typeof body === 'string' && body.startsWith('@') ? '--data-raw' : '-d'} ${singleQuoted(json ? drawJson(body) : (body as string))}`,
        ]),
  ]
  // Without `-g`, curl reads brackets and braces in a URL as a pattern for several URLs.
  const command = [
    `curl${/[[\]{}]/.test(url) ? ' -g' : ''} -X ${method} ${shellWord(url)}`,
    ...options,
  ].join(' \\\n  ')
  return comment === undefined ? command : `# ${comment}\n${command}`
}

/**
 * Returns JSON for use inside a command. It is indented by two spaces, and all lines after the
 * first line by two more.
 */
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

// Helpers for the inputs of bench/linear.mjs.
//
// `files(n)` returns the files that are added to a small project, as text by path. `start` is the
// first n, which grows until a run takes long enough. `most` limits 4n, for inputs that errbook
// refuses if they are larger. Most inputs run `check`.

/**
 * @typedef {object} Input
 * @property {string} name
 * @property {boolean} [often] Whether the input is measured if no input is selected.
 * @property {number} start
 * @property {number} [most]
 * @property {readonly string[]} [args]
 * @property {(n: number) => Record<string, string>} files
 */

export const vocabulary = `name: Acme
code: "{system}_{name}"
docs: "https://acme.test/errors/{system}/{name}"
systems: { all: { title: All } }
`
export const config = 'catalog: errors\n'
export const quiet = `${config}rules: { stub: off, repeated-text: off, title-phrase: off, indistinct-errors: off }\n`

export const base = { 'errors/catalog.yaml': vocabulary, 'errbook.config.yaml': quiet }

/**
 * A list of n items, created by index.
 *
 * @type {<T>(n: number, text: (at: number) => T) => T[]}
 */
export const list = (n, text) => Array.from({ length: n }, (_, at) => text(at))
export const many = (n, text) => list(n, text).join('')

export const entry = (name, more = '') =>
  `code: all_${name}\nstatus: 404\ntitle: Not Found\nsummary: Gone ${name}.\n${more}`
export const one = (more) => ({ 'errors/all/x.yaml': entry('x', more) })
/** @type {(n: number, more?: (at: number) => string) => { 'errors/all.yaml': string }} */
export const stream = (n, more = () => '') => ({
  'errors/all.yaml': list(n, (at) => entry(at, more(at))).join('---\n'),
})
export const param = (name, more = '') =>
  `{ type: string, description: N., example: ${name}${more} }`
/** An entry with a field that contains the text as an indented block. */
const block = (field, text) => one(`${field}: |\n${text.replace(/^/gm, '  ')}\n`)
export const prose = (text) => block('description', text)

/** @type {(n: number, more?: (at: number) => string) => string} */
export const api = (n, more = () => '') =>
  `openapi: 3.1.0\ninfo: { title: A, version: "1" }\npaths:\n${many(n, (at) => `  /p${at}:\n    get:\n      operationId: op${at}\n      responses:\n        "200": { description: ok }\n${more(at)}`)}`

/**
 * A valid file of n entries with one warning each.
 *
 * @type {Input}
 */
export const stubs = {
  name: 'a stub warning an entry, one file',
  start: 200,
  files: (n) => ({ ...stream(n), 'errbook.config.yaml': config }),
}

/** @type {readonly Input[]} */

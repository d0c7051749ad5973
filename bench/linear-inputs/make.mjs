// What the inputs of bench/linear.mjs are made of.
//
// `files(n)` is what is added to a small project, path → text. `start` is where the search for an n
// that takes long enough begins, and 4n is at most `most`, for what is refused past a limit. Most
// inputs run `check`.

/**
 * @typedef {object} Input
 * @property {string} name
 * @property {boolean} [often] Whether it is measured where no input is asked for.
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
 * n texts, made by index.
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
/** A text of the entry as a block, whose lines are indented. */
const block = (field, text) => one(`${field}: |\n${text.replace(/^/gm, '  ')}\n`)
export const prose = (text) => block('description', text)

/** @type {(n: number, more?: (at: number) => string) => string} */
export const api = (n, more = () => '') =>
  `openapi: 3.1.0\ninfo: { title: A, version: "1" }\npaths:\n${many(n, (at) => `  /p${at}:\n    get:\n      operationId: op${at}\n      responses:\n        "200": { description: ok }\n${more(at)}`)}`

/**
 * A sound file of n entries, with a warning each.
 *
 * @type {Input}
 */
export const stubs = {
  name: 'a stub warning an entry, one file',
  start: 200,
  files: (n) => ({ ...stream(n), 'errbook.config.yaml': config }),
}

/** @type {readonly Input[]} */

// Prints random pieces of errbook's text, to check the wording:
//
//   npm run wording                       50 pieces, evenly over all kinds of text
//   npm run wording -- --seed 7           other pieces; the same seed prints the same pieces
//   npm run wording -- --kind comment     one kind only
//   npm run wording -- --count 200
//
// Read each piece once. If you have to read a phrase twice, rewrite it.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '50' },
    seed: { type: 'string', default: '1' },
    kind: { type: 'string' },
  },
})
const kinds = {
  help: helpTexts,
  finding: findings,
  'diagnostic page': () => pages(/^docs\/diagnostics\/.*\.md$/),
  docs: () => pages(/^(?!docs\/diagnostics\/|out\/|scripts\/|test\/|src\/).*\.md$/),
  comment: comments,
  'reference page': () => pages(/^out\/docs\/.*\.mdx$/),
  'test name': testNames,
}
const chosen = values.kind === undefined ? Object.keys(kinds) : [values.kind]
if (!chosen.every((kind) => kind in kinds)) {
  process.stderr.write(`Unknown kind "${values.kind}". Kinds: ${Object.keys(kinds).join(', ')}\n`)
  process.exit(2)
}
const random = generator(Number(values.seed))
const decks = chosen.map((kind) => ({ kind, deck: shuffled(kinds[kind]()) }))
for (let n = 0; n < Number(values.count); n++) {
  const { kind, deck } = decks[n % decks.length]
  const item = deck.pop()
  if (item === undefined) continue
  process.stdout.write(`${n + 1}. [${kind}] ${item.place}\n${indented(item.text)}\n\n`)
}

/** The lines of `--help`, each with one option or command. */
function helpTexts() {
  const help = (...args) =>
    spawnSync(process.execPath, [join(root, 'dist/cli.js'), ...args, '--help'], {
      encoding: 'utf8',
    }).stdout
  const commands = [...help().matchAll(/^ {2}([a-z]+) {2,}/gm)].map(([, name]) => name)
  return [[], ...commands.map((name) => [name])].flatMap((args) =>
    help(...args)
      .split(/\n(?= *(?:-\w, )?--| {0,2}\S)|\n\n/)
      .filter(isProse)
      .map((text) => ({ place: `errbook ${[...args, '--help'].join(' ')}`, text })),
  )
}

/** The expected output of the cases, split into findings with their source lines and help. */
function findings() {
  return read(/^test\/(cases|diff)\/.*\/expected\.txt$/).flatMap(([file, text]) =>
    text
      .split(/\n\n/)
      .filter(isProse)
      .map((part) => ({ place: file, text: part })),
  )
}

/** Paragraphs, list items, headings and rows of tables. */
function pages(pattern) {
  const markdown = unified().use(remarkParse).use(remarkGfm)
  return read(pattern).flatMap(([file, text]) => {
    const found = []
    const visit = (node) => {
      if (['paragraph', 'heading', 'tableRow'].includes(node.type)) found.push(node)
      else node.children?.forEach(visit)
    }
    // Frontmatter is data. Spaces replace it, so that line numbers stay the same.
    const body = text.replace(/^---\n[\s\S]*?\n---\n/, (part) => part.replace(/[^\n]/g, ' '))
    visit(markdown.parse(body))
    return found
      .map(({ position: { start, end } }) => ({
        place: `${file}:${start.line}`,
        text: text.slice(start.offset, end.offset),
      }))
      .filter((item) => isProse(item.text))
  })
}

/** Consecutive comment lines are one comment. */
function comments() {
  const sources = /^(src|scripts|bench|test)\/.*\.(ts|mjs)$/
  return read(sources, /generated|\/(expected|cases|fixtures)\//).flatMap(([file, text]) =>
    [...text.matchAll(/(?:^[ \t]*\/\/ .*\n)+|^[ \t]*\/\*\*[\s\S]*?\*\//gm)]
      .map((match) => ({
        place: `${file}:${text.slice(0, match.index).split('\n').length}`,
        text: match[0].trimEnd(),
      }))
      .filter((item) => isProse(item.text)),
  )
}

function testNames() {
  return read(/^test\/.*\.test\.ts$/).flatMap(([file, text]) =>
    [...text.matchAll(/^\s*(?:it|test|describe)(?:\.each\(.*\))?\(\s*(['"`])(.*?)\1/gm)].map(
      ([, , name]) => ({ place: file, text: name }),
    ),
  )
}

/** The files in git with a matching name. */
function read(pattern, except = /^$/) {
  const { stdout } = spawnSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' })
  return stdout
    .split('\n')
    .filter((file) => pattern.test(file) && !except.test(file))
    .map((file) => [file, readFileSync(join(root, file), 'utf8')])
}

/**
 * Whether text has at least three words in a row. A name or a number alone is not worth reading.
 */
function isProse(text) {
  return /[a-z]+,? [a-z]+,? [a-z]+/i.test(text)
}

function indented(text) {
  return text.replace(/^/gm, '    ')
}

function shuffled(items) {
  const rest = [...items]
  for (let i = rest.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    ;[rest[i], rest[j]] = [rest[j], rest[i]]
  }
  return rest
}

/** Random numbers from 0 to 1 (mulberry32). The same seed produces the same numbers. */
function generator(seed) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

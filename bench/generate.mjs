// node bench/generate.mjs N DIR: writes a catalog of N errors to DIR. The bytes are the same each
// time.
//
// Fields, sizes and requests are like those of errors/. A third of the prose fields has markup. All
// errors have different texts.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { adjectives, nouns, phrases, sentences, states, times, verbs } from './words.mjs'

const systems = ['billing', 'delivery', 'identity', 'platform']
const categories = [
  'access',
  'data',
  'gateway',
  'limits',
  'network',
  'payload',
  'storage',
  'workflow',
]
const statuses = [
  [400, 'Bad Request'],
  [401, 'Unauthorized'],
  [403, 'Forbidden'],
  [404, 'Not Found'],
  [409, 'Conflict'],
  [412, 'Precondition Failed'],
  [422, 'Unprocessable Content'],
  [429, 'Too Many Requests'],
  [503, 'Service Unavailable'],
]

/** The config of the generated catalog. It uses four emitters. */
const config = `catalog: errors
outputs:
  - emit: mintlify
    to: out/docs/errors
    base: /docs/errors
    nav: { file: out/docs/docs.json, group: Errors }
  - emit: llms
    to: out/docs/errors
  - emit: json-schema
    to: out/schemas
  - emit: typescript
    to: out/typescript
    audience: internal
`

/** The file of the docs site that the navigation is merged into. */
export const docsJson = `${JSON.stringify({ theme: 'mint', name: 'Bench', navigation: { groups: [{ group: 'Errors', pages: [] }] } }, null, 2)}\n`

const vocabulary = `name: Bench API
code: "err:{system}:{category}:{name}"
docs: "https://bench.test/docs/errors/{system}/{category}/{name}"
response:
  mediaType: [application/json, application/problem+json]
  body:
    meta: { requestId: "{requestId}" }
    error: { detail: "{detail}", status: "{status}", title: "{title}", type: "{type}", ...: "{params}" }
  values:
    requestId: { type: string, description: The id of the request., example: req_2c9a0jf23l4k567 }
params:
  resourceId: { type: string, description: The requested ID., example: res_123 }
systems:
${systems.map((name) => `  ${name}: { title: ${capital(name)} errors, description: Raised by the ${name} service. }`).join('\n')}
categories:
${categories.map((name) => `  ${name}: { title: ${capital(name)}, description: Errors about ${name}., retry: after_fix }`).join('\n')}
`

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [count, folder] = process.argv.slice(2)
  if (!/^[1-9]\d*$/.test(count ?? '') || folder === undefined) {
    process.stderr.write('Usage: node bench/generate.mjs N DIR\n')
    process.exit(2)
  }
  generate(Number(count), resolve(folder))
}

/** Writes a project of `count` errors into a folder. Replaces an existing project. */
export function generate(count, folder, ownConfig = config) {
  rmSync(join(folder, 'errors'), { recursive: true, force: true })
  write('errbook.config.yaml', ownConfig)
  write('out/docs/docs.json', docsJson)
  write('errors/catalog.yaml', vocabulary)
  for (let at = 0; at < count; at++) {
    const { system, category, name } = placeOf(at)
    write(`errors/${system}/${category}/${name}.yaml`, `${entry(at, count)}\n`)
  }

  function write(path, contents) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), contents)
  }
}

/**
 * Names are unique per category across all systems, because constants are named after category and
 * name.
 */
function placeOf(at) {
  const number = Math.floor(at / categories.length)
  const noun = nouns[number % nouns.length].replaceAll('-', '_')
  const state = states[Math.floor(number / nouns.length) % states.length]
  const round = Math.floor(number / nouns.length / states.length)
  return {
    category: categories[at % categories.length],
    system: systems[number % systems.length],
    name: `${noun}_${state}${round > 0 ? `_${round + 1}` : ''}`,
  }
}

function codeOf(at) {
  const { system, category, name } = placeOf(at)
  return `err:${system}:${category}:${name}`
}

function entry(at, count) {
  const random = randomFrom(at)
  const { system, category, name } = placeOf(at)
  const write = writerWith(random, () => codeOf(other()))
  const [status, title] = random.pick(statuses)
  const noun = name.split('_')[0]
  const hasParams = random.chance(0.3)
  const related = new Set()
  while (related.size < Math.min(2 + random.below(2), count - 1)) related.add(codeOf(other()))

  return lines(
    `# yaml-language-server: $schema=../../../out/schemas/error.schema.json`,
    `code: err:${system}:${category}:${name}`,
    `status: ${status}`,
    `title: ${title}`,
    `summary: ${scalar(write.short(180))}`,
    `detail: ${scalar(hasParams ? `The ${noun} {resourceId} ${random.pick(['is not there', 'was refused', 'cannot be used', 'has to wait'])} (attempt {attempt})` : `The ${noun} ${random.pick(['is not there', 'was refused', 'cannot be used', 'has to wait'])}`)}`,
    hasParams && [
      'params:',
      '  resourceId: true',
      `  attempt: { type: integer, minimum: 1, description: ${scalar(`How often the ${noun} was tried.`)}, example: ${1 + random.below(9)} }`,
    ],
    'description: |',
    indented(write.prose({ sentences: 4, blocks: true }), 2),
    'causes:',
    repeat(4 + random.below(2), () => item(write.prose({ sentences: 1, blocks: true }), 2)),
    'example:',
    example(2, noun),
    'fixes:',
    field('summary', write.prose({ sentences: 1, blocks: true }), 2),
    '  steps:',
    repeat(3 + random.below(2), () => item(write.prose({ sentences: 1, blocks: true }), 4)),
    '  examples:',
    repeat(1 + random.below(2), () => `    - ${example(6, noun).trimStart()}`),
    'mistakes:',
    repeat(4, () => [
      `  - title: ${scalar(write.phrase())}`,
      field('text', write.prose({ sentences: 1, blocks: false }), 4),
    ]),
    'related:',
    [...related].map((code) => [
      `  - code: ${code}`,
      field('when', write.prose({ sentences: 1, blocks: false }), 4),
    ]),
    'operations:',
    repeat(
      2 + random.below(3),
      () => `  - POST /v2/${noun}s.${random.pick(verbs)}${capital(random.pick(nouns))}`,
    ),
  )

  function other() {
    const found = random.below(count)
    return found === at ? (at + 1) % count : found
  }

  function example(indent, about) {
    const pad = ' '.repeat(indent)
    return lines(
      field('caption', write.prose({ sentences: 0, blocks: false }), indent),
      `${pad}request:`,
      random.chance(0.7) && `${pad}  comment: ${scalar(write.phrase())}`,
      `${pad}  method: POST`,
      `${pad}  url: https://api.bench.test/v2/${about}s.${random.pick(verbs)}${capital(about)}`,
      `${pad}  headers: { Authorization: Bearer bench_YOUR_API_KEY }`,
      `${pad}  body:`,
      `${pad}    ${about}Id: ${about.slice(0, 4)}_${random.below(1e9).toString(36)}`,
      random.chance(0.5) && [
        `${pad}    ${random.pick(nouns)}:`,
        `${pad}      name: ${random.pick(adjectives)} ${random.pick(nouns)}`,
        `${pad}      limit: ${random.below(500)}`,
      ],
    )
  }
}

/** Generates the texts of one entry. */
function writerWith(random, anyCode) {
  const word = {
    n: () => random.pick(nouns),
    p: () => plural(random.pick(nouns)),
    a: () => random.pick(adjectives),
    t: () => random.pick(times),
    v: () => random.pick(verbs),
    ved: () => past(random.pick(verbs)),
    vs: () => plural(random.pick(verbs)),
  }
  const fill = (pattern) =>
    capital(
      pattern.replace(/\{(\w+)\}/g, (_, kind) => word[kind]()).replace(/\ba (?=[aeiou])/g, 'an '),
    )
  const sentence = () => fill(random.pick(sentences))
  const code = () => `${random.pick(verbs)}${capital(random.pick(nouns))}`
  // Adds markup to one word of a sentence, or adds a few words after the sentence.
  const marked = () => {
    const text = sentence()
    const kind = random.below(10)
    if (kind < 6) return `${text}, as in \`${plural(random.pick(nouns))}.${code()}\``
    if (kind < 7)
      return text
        .replace(/\b(is|only|every|same|no)\b/, '**$1**')
        .replace(/^([^*]*)$/, '$1, **not** before')
    if (kind < 9)
      return `${text}, see [the ${random.pick(adjectives)} ${random.pick(nouns)}](${anyCode()})`
    return `${text}, or <https://bench.test/guides/${random.pick(nouns)}>`
  }
  const list = () =>
    repeat(3, () => `- ${random.chance(0.5) ? `\`${code()}\`: ${sentence()}` : sentence()}`)
  const table = () => [
    '| Value | Meaning |',
    '| --- | --- |',
    repeat(3, () => `| \`${random.pick(nouns)}\` | ${sentence()} |`),
  ]
  const fence = () => [
    '```js',
    `const ${random.pick(nouns)} = await client.${plural(random.pick(nouns))}.${random.pick(verbs)}({ limit: ${random.below(100)} })`,
    '```',
  ]

  return {
    phrase: () => fill(random.pick(phrases)),
    /** Plain text on one line, with a maximum length in characters. */
    short(most) {
      const first = `${sentence()}.`
      const both = `${first} ${sentence()}.`
      return both.length <= most ? both : first
    },
    /** A field of prose. A third of them has markup. With zero sentences, it is a caption. */
    prose({ sentences: count, blocks }) {
      const withMarkup = random.chance(1 / 3)
      if (count === 0) return withMarkup ? `${this.phrase()} with \`${code()}\`` : this.phrase()
      const text = Array.from({ length: count }, (_, at) =>
        withMarkup && at === 0 ? marked() : sentence(),
      )
      const paragraph = count === 1 ? text[0] : `${text.join('. ')}.`
      if (!withMarkup || !blocks || !random.chance(count > 2 ? 0.5 : 0.06))
        return count > 3
          ? `${text.slice(0, 2).join('. ')}.\n\n${text.slice(2).join('. ')}.`
          : paragraph
      const block = random.pick([list, list, list, table, fence])()
      return lines(paragraph.replace(/[.]?$/, ':'), '', block)
    },
  }
}

/** A key and its text. The text is a `|` block if it has several lines. */
function field(key, text, indent) {
  const pad = ' '.repeat(indent)
  return text.includes('\n')
    ? `${pad}${key}: |\n${indented(text, indent + 2)}`
    : `${pad}${key}: ${scalar(text)}`
}

function item(text, indent) {
  const pad = ' '.repeat(indent)
  return text.includes('\n')
    ? `${pad}- |\n${indented(text, indent + 2)}`
    : `${pad}- ${scalar(text)}`
}

/** A YAML scalar on one line, quoted only if necessary. */
function scalar(text) {
  return /^[A-Za-z][^:#]*$/.test(text) ? text : `"${text}"`
}

function indented(text, by) {
  return text.replace(/^(?=.)/gm, ' '.repeat(by))
}

function lines(...parts) {
  return parts
    .flat(Number.POSITIVE_INFINITY)
    .filter((part) => part !== false)
    .join('\n')
}

function repeat(count, make) {
  return Array.from({ length: count }, make)
}

function capital(text) {
  return text[0].toUpperCase() + text.slice(1)
}

function plural(noun) {
  return /[^aeiou]y$/.test(noun)
    ? `${noun.slice(0, -1)}ies`
    : /(?:s|x|ch|sh)$/.test(noun)
      ? `${noun}es`
      : `${noun}s`
}

function past(verb) {
  const irregular = {
    read: 'read',
    send: 'sent',
    keep: 'kept',
    split: 'split',
    write: 'written',
    withdraw: 'withdrawn',
    rebuild: 'rebuilt',
    reset: 'reset',
  }
  return (
    irregular[verb] ??
    (verb.endsWith('e')
      ? `${verb}d`
      : /[^aeiou]y$/.test(verb)
        ? `${verb.slice(0, -1)}ied`
        : /^(?:stop|tag|trim|scan|submit)$/.test(verb)
          ? `${verb}${verb.at(-1)}ed`
          : `${verb}ed`)
  )
}

/** A random number generator (mulberry32), restarted for each entry. */
function randomFrom(seed) {
  let state = (seed + 1) * 0x9e3779b1
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit) => Math.floor(next() * limit)
  return {
    below,
    chance: (probability) => next() < probability,
    pick: (list) => list[below(list.length)],
  }
}

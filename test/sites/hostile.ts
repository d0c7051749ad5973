import { stringify } from 'yaml'
import { withoutSpanMarks } from '../../src/facts/markdown/code-spans.js'
import failures from '../corpus/failures.json' with { type: 'json' }
import { collapse } from '../corpus/html.js'
import { refusal } from '../corpus/refusals.js'
import { hazards, naughty } from '../corpus/strings.js'

/** The number of strings per error. Every list of an error contains all its strings. */
const perError = 10

/**
 * Strings that a catalog allows as one line. Pages take time, so only every eighth naughty string
 * is used here. `npm run test:corpus` uses all of them.
 */
const lines = [
  ...new Set([...hazards, ...failures, ...naughty.filter((_, at) => at % 8 === 0)]),
].filter((string) => refusal(string) === undefined && collapse(string) !== '')

export const hostileErrors: readonly (readonly string[])[] = Array.from(
  { length: Math.ceil(lines.length / perError) },
  (_, at) => lines.slice(at * perError, (at + 1) * perError),
)

const nameOf = (at: number) => `n${at + 1}`

/**
 * Returns a catalog in which all texts are hostile strings. In Markdown fields, all punctuation is
 * escaped.
 */
export function hostileCatalog(): Map<string, string> {
  const categories = Object.fromEntries(
    hostileErrors.map((strings, at) => [
      nameOf(at),
      { title: strings[0]!, description: strings.at(-1)! },
    ]),
  )
  const vocabulary = {
    name: 'Hostile API',
    code: 'err:{system}:{category}:{name}',
    docs: 'https://hostile.test/{system}/{category}/{name}',
    systems: { hostile: { title: 'Hostile', description: lines[1]!, categories } },
  }
  // `prepare` replaces this URL with the location of the pages on each site, and expects quotes.
  const catalog = stringify(vocabulary, { lineWidth: 0 }).replace(/docs: (\S+)/, 'docs: "$1"')
  return new Map([
    ['catalog.yaml', catalog],
    ...hostileErrors.map((strings, at): [string, string] => entryOf(strings, nameOf(at))),
  ])
}

function entryOf(strings: readonly string[], category: string): [string, string] {
  const [first = ''] = strings
  const entry = {
    code: `err:hostile:${category}:texts`,
    status: 400,
    title: first,
    summary: strings[1] ?? first,
    extra: Object.fromEntries(strings.map((string, at) => [`member${at}`, string])),
    params: Object.fromEntries(
      strings.map((string, at) => [
        `param${at}`,
        { type: 'string', description: string, example: string },
      ]),
    ),
    description: strings
      .flatMap((string) => [
        markdown(string),
        `> ${markdown(string)}`,
        `- a\n  - ${markdown(string)}`,
        `~~~ ${string}\ncode\n~~~`,
      ])
      .join('\n\n'),
    causes: strings.map(markdown),
    example: strings.map((string) => ({
      caption: `a ${markdown(string)} b`,
      language: 'text',
      title: string,
      code: string,
    })),
    fixes: { steps: strings.map(markdown) },
    mistakes: strings.map((string) => ({ title: string, text: markdown(string) })),
    sections: strings.map((string) => ({
      title: string,
      body: `a ${codeSpan(string)} b`,
      after: 'mistakes',
    })),
    links: strings.map((string) => ({ title: string, url: 'https://hostile.test/' })),
  }
  return [`hostile/${category}/texts.yaml`, stringify(entry, { lineWidth: 0 })]
}

/** Returns the texts that must be on the page of an error, each as the whole text of an element. */
export function expectedTexts(strings: readonly string[]): [what: string, text: string][] {
  return strings.flatMap((string): [string, string][] => [
    ['paragraph, list item or heading', string],
    ['caption', `a ${string} b:`],
    // The title of a mistake is shown in bold, so code in backticks is shown as plain text.
    ['mistake', `${collapse(withoutSpanMarks(string))}: ${collapse(string)}`],
    ['code span', `a ${string} b`],
  ])
}

/**
 * Returns Markdown that shows the literal text. Escapes all punctuation, and a byte order mark at
 * the start of the text, which would otherwise be removed like that of the file.
 */
function markdown(string: string): string {
  return collapse(string)
    .replace(/[!-/:-@[-`{-~]/g, '\\$&')
    .replace(/^\ufeff/, '&#xFEFF;')
}

function codeSpan(string: string): string {
  const runs = [...string.matchAll(/`+/g)].map(([run]) => run.length)
  let length = 1
  while (runs.includes(length)) length++
  const fence = '`'.repeat(length)
  return `${fence} ${collapse(string)} ${fence}`
}

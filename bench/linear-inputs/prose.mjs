// Inputs with Markdown fields.
import { many, one, prose, stream } from './make.mjs'

/** @typedef {[name: string, text: (n: number) => string, often?: boolean, most?: number]} Row */
/** @type {readonly Row[]} */
const texts = [
  ['brackets', (n) => '[ '.repeat(n), true],
  ['brackets that close', (n) => '[a] '.repeat(n)],
  ['nested brackets', (n) => many(n, () => '[a ') + ']'.repeat(n)],
  ['link definitions', (n) => many(n, (at) => `[a${at}]: https://a.test/${at}\n`), true],
  ['link definitions of one name', (n) => many(n, () => '[a]: https://a.test/\n')],
  [
    'references without definitions',
    (n) => `[x]: https://a.test\n\n${many(n, (at) => `[a][b${at}] `)}`,
  ],
  ['links', (n) => many(n, (at) => `[a](https://a.test/${at}) `)],
  ['unsafe links', (n) => many(n, (at) => `[a](javascript:${at}) `)],
  ['broken links to errors', (n) => many(n, (at) => `[a](err:all_y${at}) `)],
  ['links that do not end', (n) => '[a](<b '.repeat(n)],
  ['link ends', (n) => '[a](b '.repeat(n)],
  ['parentheses', (n) => `[a](${'('.repeat(n)}`],
  ['images', (n) => '![a '.repeat(n)],
  ['stars', (n) => '*a '.repeat(n)],
  ['stars and underscores', (n) => 'a*_ '.repeat(n)],
  ['emphasis', (n) => '*a* **b** '.repeat(n)],
  ['tildes', (n) => '~~a '.repeat(n)],
  ['backticks', (n) => '`a '.repeat(n)],
  [
    'runs of backticks',
    (n) => many(Math.ceil(Math.sqrt(2 * n)), (at) => `a${'`'.repeat(at + 1)} `),
  ],
  ['angles', (n) => `[](x) ${'<a '.repeat(n)}`],
  ['comments of HTML', (n) => `[](x) ${'a <!-- '.repeat(n)}`],
  ['declarations of HTML', (n) => `[](x) ${'a <!A <![CDATA[ <? '.repeat(n)}`],
  ['entities', (n) => `[](x) ${'&amp '.repeat(n)}`],
  ['escapes', (n) => `[](x) ${'\\['.repeat(n)}`],
  ['line breaks', (n) => `[](x)\n${'a  \n'.repeat(n)}`],
  ['quotes in quotes', (n) => `[](x)\n\n${many(n, () => `${'> '.repeat(30)}a\n\n`)}`],
  [
    'lists in lists',
    (n) => `[](x)\n\n${many(n, () => many(30, (at) => `${'  '.repeat(at)}- a\n`))}`,
  ],
  ['items', (n) => `[](x)\n\n${'- a\n'.repeat(n)}`, true],
  ['loose items', (n) => `[](x)\n\n${'- a\n\n'.repeat(n)}`],
  ['paragraphs', (n) => many(n, () => '[a](b)\n\n')],
  ['headings', (n) => many(n, () => '# [a](b)\n')],
  ['table rows', (n) => `| [a](x) |\n| --- |\n${'| a |\n'.repeat(n)}`],
  ['table cells', (n) => `[](x)\n\n|${' a |'.repeat(n)}\n|${' - |'.repeat(n)}\n`],
  ['table heads', (n) => `[](x)\n\n${'| a |\n'.repeat(n)}`],
  ['fences', (n) => `[](x)\n\n${'```\na\n```\n'.repeat(n)}`],
  ['a plain text', (n) => 'word '.repeat(n)],
  ['a long line with a link', (n) => `[](x) ${'word '.repeat(n)}`],
  ['white space', (n) => `[](x) a${' '.repeat(n)}b`],
  ['markers', (n) => `[](x)\n\n${'- '.repeat(Math.min(n, 40))}${'1. '.repeat(n)}`],
  ['underlines of headings', (n) => `[](x)\n\n${'a\n=\n'.repeat(n)}`, false, 1_000],
  ['lines of one dash', (n) => `[](x)\n\n${'a\n-\n'.repeat(n)}`, false, 1_000],
  ['lazy lines', (n) => `[](x)\n\n> a\n${'b\n'.repeat(n)}`],
  ['tabs and bullets', (n) => `[](x)\n\n${'-\ta\n'.repeat(n)}`],
]

/** @type {readonly import('./make.mjs').Input[]} */
export const proseInputs = [
  ...texts.map(([name, text, often = false, most = Infinity]) => ({
    name: `prose: ${name}`,
    often,
    most,
    start: 200,
    files: (n) => prose(text(n)),
  })),

  {
    name: 'prose of one paragraph: bullets',
    start: 500,
    files: (n) => one(`causes:\n  - |\n${many(n, () => '    - a\n')}`),
  },
  {
    name: 'n texts of prose',
    often: true,
    start: 800,
    files: (n) => stream(n, (at) => `description: "See [it](https://a.test/${at}) and *more*."\n`),
  },
]

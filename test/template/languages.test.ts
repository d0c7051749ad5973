import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { compileTemplate } from '../../src/emit/template/compile.js'
import { put } from '../../src/emit/template/context.js'
import {
  type Language,
  type LanguageName,
  languages,
  type StringKind,
} from '../../src/emit/template/languages.js'
import { mdDialect, writingOf } from '../corpus/page.js'
import { hazards } from '../corpus/strings.js'

const hostile = [
  ...hazards,
  ...[
    '#{x}',
    '#$x',
    '#@x',
    '${x}',
    '$x',
    '\\(x)',
    '{x}',
    '{',
    '}',
    '{{x}}',
    '%(x)s',
    '`x`',
    '$(x)',
    '<?= x ?>',
    '@x',
    '{x!r:>{y}}',
  ],
  ...[
    '"',
    "'",
    '`',
    '"""',
    "'''",
    '\\',
    '\\"',
    "\\'",
    '\\\\"',
    '\n',
    '\r\n',
    '\u2028',
    '\u2029',
    '\u0000',
    '*/',
    '//',
    '#',
    '=end',
    '\\u007b',
  ],
  ...['"#', '{x}"', "';x()", '"+x+"', '\\`${x}', '$', '#', '\\'],
]

/**
 * For each language, returns the text of a string literal, or undefined if the literal contains
 * code or is not exactly one string.
 */
const readers: Record<LanguageName, (literal: string, kind: StringKind) => string | undefined> = {
  ecmascript: (literal) => {
    try {
      // The context defines no variables, so code in the literal throws an error.
      return runInNewContext(literal, Object.create(null) as object) as string
    } catch {
      return undefined
    }
  },
  go: (literal) => {
    const other = literal[0] === '"' ? "'" : '"'
    const isOne = /^["'](?:[^"'\\\r\n]|\\(?:[abfnrtv\\"']|u[0-9a-f]{4}))*["']$/
    return isOne.test(literal[0] + literal.slice(1, -1).replaceAll(other, '') + literal[0])
      ? unescaped(literal.slice(1, -1))
      : undefined
  },
  python: (literal, { quote, prefixes, interpolation }) => {
    const body = literal.slice((prefixes[0]?.length ?? 0) + quote.length, -quote.length)
    if (
      new RegExp(`(?<!\\\\)(?:\\\\\\\\)*${quote[0]}`).test(body) ||
      (quote.length === 1 && /[\r\n]/.test(body))
    )
      return undefined
    if (interpolation === 'none') return unescaped(body)
    if (/[{}]/.test(body.replaceAll('{{', '').replaceAll('}}', ''))) return undefined
    return unescaped(body.replaceAll('{{', '{').replaceAll('}}', '}'))
  },
  json: (literal) => {
    try {
      return JSON.parse(literal) as string
    } catch {
      return undefined
    }
  },
}

const shortEscapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }

function unescaped(body: string): string | undefined {
  if (/(?<!\\)(?:\\\\)*\\$/.test(body)) return undefined
  return body.replace(/\\(?:u([0-9a-f]{4})|([\s\S]))/g, (_, hex?: string, character = '') =>
    hex ? String.fromCharCode(Number.parseInt(hex, 16)) : (shortEscapes[character] ?? character),
  )
}

function compile(suffix: string, text: string) {
  const name = `file${suffix}.hbs`
  return compileTemplate(name, new Map([[name, { file: name, text, own: true }]]))
}

const rows = Object.entries(languages) as [LanguageName, Language][]

describe.each(rows)('language %s', (name, { suffixes, strings, lineComments, blockComments }) => {
  it('defines all escaping rules for each kind of string', () => {
    for (const kind of strings)
      expect(Object.keys(kind).sort()).toEqual([
        'backslash',
        'escapes',
        'interpolation',
        'lines',
        'prefixes',
        'quote',
      ])
  })

  const openings = strings.flatMap((kind) =>
    (kind.prefixes.length > 0 ? kind.prefixes : ['']).map((prefix) => ({
      open: `${prefix}${kind.quote}`,
      kind,
    })),
  )

  it.each(openings)('escapes or rejects a value in $open', ({ open, kind }) => {
    const before = name === 'json' ? '[' : 'x = '
    const after = name === 'json' ? ']' : '\n'
    const { template, findings } = compile(
      suffixes[0]!,
      `${before}${open}{{x}}${kind.quote}${after}`,
    )
    if (kind.escapes === 'none') {
      expect(findings.map(({ code, message }) => `${code}: ${message}`)).toEqual([
        "template-unsafe: A value in a raw string can't be escaped.",
      ])
      return
    }
    for (const text of hostile) {
      const written = template!.render({ x: text }, writingOf(mdDialect))
      const literal = written.slice(before.length, written.length - after.length)
      const expected =
        kind.quote === '"""' ? text.replace(/[ \t\n\r\f\v]+/g, ' ').replace(/^ | $/g, '') : text
      expect(readers[name](literal, kind), JSON.stringify([text, literal])).toBe(expected)
    }
  })

  it('escapes a value in a comment, so that it can’t end the comment', () => {
    for (const text of hostile) {
      for (const mark of lineComments) {
        const written = compile(suffixes[0]!, `${mark} {{x}}\n`).template!.render(
          { x: text },
          writingOf(mdDialect),
        )
        expect(written.slice(0, -1)).not.toMatch(/[\r\n\u2028\u2029]/)
      }
      for (const [open, close] of blockComments) {
        const written = compile(suffixes[0]!, `${open} {{x}} ${close}\n`).template!.render(
          { x: text },
          writingOf(mdDialect),
        )
        expect(written.indexOf(close, open.length)).toBe(written.length - close.length - 1)
      }
    }
  })
})

const double = { quote: '"', prefixes: [], lines: false, escapes: 'c', backslash: true } as const

// Languages that are not built in, but that the language table could describe.
const others: Record<string, StringKind> = {
  ruby: {
    ...double,
    lines: true,
    interpolation: { opens: ['#{', '#$', '#@'], close: '}', literal: 'backslash' },
  },
  kotlin: { ...double, interpolation: { opens: ['${', '$'], close: '}', literal: 'backslash' } },
  swift: { ...double, interpolation: { opens: ['\\('], close: ')', literal: 'backslash' } },
  'ruby, single quotes': {
    ...double,
    quote: "'",
    lines: true,
    escapes: 'quote',
    interpolation: 'none',
  },
}

it.each(Object.entries(others))(
  'the string rules for %s keep a value from becoming code',
  (_, kind) => {
    const marks = kind.interpolation === 'none' ? [] : kind.interpolation.opens
    for (const text of hostile) {
      const body = put(text, { kind: 'string', string: kind }, writingOf(mdDialect))
      // A character after a backslash is literal, even the start of an interpolation mark.
      const live = body.replace(
        kind.interpolation !== 'none' && kind.interpolation.close === ')' ? /\\[^(]/g : /\\[\s\S]/g,
        '\u0001',
      )
      expect(live).not.toContain(kind.quote)
      expect(live).not.toContain('\\')
      for (const mark of marks.filter((one) => !one.startsWith('\\')))
        expect(live, JSON.stringify(text)).not.toContain(mark[0])
      // The text before the value may end with the first character of an interpolation mark.
      expect(
        marks.some((mark) => !mark.startsWith('\\') && mark.slice(1).includes(live[0] ?? '\u0000')),
      ).toBe(false)
    }
  },
)

it('a value in code that is interpolated into a string is rejected', () => {
  for (const [suffix, text] of [
    ['.py', 'x = f"{ {{x}} }"\n'],
    ['.ts', 'x = `${ {{x}} }`\n'],
  ] as const)
    expect(compile(suffix, text).findings.map(({ code }) => code)).toEqual(['template-unsafe'])
})

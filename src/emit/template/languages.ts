/**
 * A language that templates can be written in: which files are of it, and how it writes comments
 * and strings.
 */
export interface Language {
  readonly suffixes: readonly string[]
  readonly lineComments: readonly string[]
  readonly blockComments: readonly (readonly [open: string, close: string])[]
  /** The first one that fits is taken: of two marks that begin alike, the longer comes first. */
  readonly strings: readonly StringKind[]
  /** A `/` where a value is expected opens a regular expression. */
  readonly regularExpressions: boolean
}

/** One kind of string. No field is optional: what is not said here would be let through. */
export interface StringKind {
  /** What opens and closes it. */
  readonly quote: string
  /**
   * The letters right before the quote, if only a string with some is of this kind: `f` of `f"…"`,
   * in lower case.
   */
  readonly prefixes: readonly string[]
  /** Whether it may go on over several lines. */
  readonly lines: boolean
  /**
   * `c`: `\n`, `\u2028` and a backslash before the quote. `quote`: a backslash before the quote and
   * itself. `none`: no value can be in it.
   */
  readonly escapes: 'c' | 'quote' | 'none'
  /**
   * Whether a backslash keeps the next character from ending the string, even if it is no escape.
   */
  readonly backslash: boolean
  /** How code gets into it. `none` if the language never looks inside. */
  readonly interpolation: Interpolation | 'none'
}

export interface Interpolation {
  /**
   * What starts code, such as `${`. Code that ends by itself, such as `$name`, needs no `close`.
   */
  readonly opens: readonly string[]
  readonly close: string
  /**
   * How the first character of such a mark is written as itself: with a backslash before it, or
   * twice.
   */
  readonly literal: 'backslash' | 'twice'
}

/** What most strings have in common. Each says for itself whether code gets into it. */
const common = {
  prefixes: [],
  lines: false,
  escapes: 'c',
  backslash: true,
} as const satisfies Omit<StringKind, 'quote' | 'interpolation'>

/**
 * `f"…"` holds code in braces, and the escapes that values need mean nothing in raw strings and
 * bytes.
 */
function pythonStrings(quote: string): StringKind[] {
  const kind = {
    ...common,
    quote,
    lines: quote.length > 1,
    escapes: quote === "'''" ? 'none' : 'c',
  } as const
  return [
    {
      ...kind,
      prefixes: ['r', 'b', 'br', 'rb', 'fr', 'rf', 'tr', 'rt'],
      escapes: 'none',
      interpolation: 'none',
    },
    {
      ...kind,
      prefixes: ['f', 't'],
      interpolation: { opens: ['{'], close: '}', literal: 'twice' },
    },
    { ...kind, interpolation: 'none' },
  ]
}

/** A row a language. */
export const languages = {
  ecmascript: {
    suffixes: ['.ts', '.js', '.mts', '.mjs', '.cts', '.cjs'],
    lineComments: ['//'],
    blockComments: [['/*', '*/']],
    strings: [
      { ...common, quote: '"', interpolation: 'none' },
      { ...common, quote: "'", interpolation: 'none' },
      {
        ...common,
        quote: '`',
        lines: true,
        interpolation: { opens: ['${'], close: '}', literal: 'backslash' },
      },
    ],
    regularExpressions: true,
  },
  go: {
    suffixes: ['.go'],
    lineComments: ['//'],
    blockComments: [['/*', '*/']],
    strings: [
      { ...common, quote: '"', interpolation: 'none' },
      { ...common, quote: "'", interpolation: 'none' },
      {
        ...common,
        quote: '`',
        lines: true,
        escapes: 'none',
        backslash: false,
        interpolation: 'none',
      },
    ],
    regularExpressions: false,
  },
  python: {
    suffixes: ['.py'],
    lineComments: ['#'],
    blockComments: [],
    strings: ['"""', "'''", '"', "'"].flatMap(pythonStrings),
    regularExpressions: false,
  },
  json: {
    suffixes: ['.json'],
    lineComments: [],
    blockComments: [],
    strings: [{ ...common, quote: '"', interpolation: 'none' }],
    regularExpressions: false,
  },
} as const satisfies Record<string, Language>

export type LanguageName = keyof typeof languages

/** The language of a file, by the end of its name. */
export function languageOf(file: string): LanguageName | undefined {
  const names = Object.keys(languages) as LanguageName[]
  return names.find((name) => languages[name].suffixes.some((suffix) => file.endsWith(suffix)))
}

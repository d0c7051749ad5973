/** A language of templates: its file extensions, and its syntax for comments and strings. */
export interface Language {
  readonly suffixes: readonly string[]
  readonly lineComments: readonly string[]
  readonly blockComments: readonly (readonly [open: string, close: string])[]
  /** The first match is used, so longer quotes come before shorter ones. */
  readonly strings: readonly StringKind[]
  /** Whether a `/` starts a regular expression where a value is expected. */
  readonly regularExpressions: boolean
}

/**
 * A kind of string. All fields are required, because a missing field could let unsafe values
 * through.
 */
export interface StringKind {
  /** The quote that opens and closes it. */
  readonly quote: string
  /**
   * The possible prefixes before the opening quote, in lower case, such as `f` in `f"…"`. Empty if
   * the string needs no prefix.
   */
  readonly prefixes: readonly string[]
  /** Whether the string may contain line breaks. */
  readonly lines: boolean
  /**
   * How values are escaped. `c`: with `\n`, `\u2028` and a backslash before the quote. `quote`:
   * only with a backslash before the quote or another backslash. `none`: the string can't contain
   * values.
   */
  readonly escapes: 'c' | 'quote' | 'none'
  /**
   * Whether a quote after a backslash does not end the string. In some languages this is the case
   * even if the backslash is not an escape.
   */
  readonly backslash: boolean
  /** How code is interpolated. `none` if the language does not support this. */
  readonly interpolation: Interpolation | 'none'
}

export interface Interpolation {
  /** The marks that start code, such as `${`. Code such as `$name` has no `close`. */
  readonly opens: readonly string[]
  readonly close: string
  /**
   * How to escape the first character of such a mark: with a backslash before it, or by doubling
   * it.
   */
  readonly literal: 'backslash' | 'twice'
}

/** The defaults for most strings. Each kind must set its own interpolation. */
const common = {
  prefixes: [],
  lines: false,
  escapes: 'c',
  backslash: true,
} as const satisfies Omit<StringKind, 'quote' | 'interpolation'>

/**
 * Returns the kinds of Python strings with this quote. `f"…"` contains code in braces. Raw strings
 * and bytes do not support the escapes that values need.
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

/** The supported languages. */
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

/** Returns the language of a file, based on its extension. Undefined if it is not supported. */
export function languageOf(file: string): LanguageName | undefined {
  const names = Object.keys(languages) as LanguageName[]
  return names.find((name) => languages[name].suffixes.some((suffix) => file.endsWith(suffix)))
}

import type { Finding } from '../../model/diagnostic.js'
import type { Path } from '../../model/source.js'
import type { Context, Issue } from './issue-context.js'
import { show } from './words.js'

/** What the patterns of the model mean, in words. */
export const patternWords: readonly (readonly [pattern: string, expected: string, help: string])[] =
  [
    ['^[^\\n]*\\S[^\\n]*$', 'text on one line', 'Put it on one line, with something on it.'],
    [
      '^(?!\\W*(?:TODO|todo|TBD|tbd)\\W*$)[^\\n]*[\\p{L}\\p{N}][^\\n]*$',
      'the reason for this break',
      'Write why this break is fine, in words, on one line.',
    ],
    ['\\S', 'text that is not blank', 'Write the text, or remove the key.'],
    [
      '^[A-Z][A-Za-z0-9]*$',
      'a PascalCase name such as `DataKeyNotFound`',
      'Start with a capital letter, then letters and digits alone.',
    ],
    ['^[A-Z]+$', 'an HTTP method such as `POST`', 'Write the method in capital letters.'],
    [
      '^[A-Za-z0-9][A-Za-z0-9_-]*$',
      'letters, digits, `_` and `-`, starting with a letter or digit',
      'Rename it.',
    ],
    [
      '^(?:\\/[A-Za-z0-9._~-]+)*$',
      'a path such as `/errors`, a slash before each part',
      'Start with a slash and end without one.',
    ],
    ['^[a-z][a-z0-9]*$', 'lower-case letters and digits, starting with a letter', 'Rename it.'],
    [
      '^[0-9a-f]{12}$',
      'the twelve characters of a fingerprint',
      'Copy it from what `errbook diff` says of the change.',
    ],
    [
      '^[\\w.+-]+\\/[\\w.+-]+$',
      'a media type such as `application/json`',
      'Write type, slash, subtype.',
    ],
  ]

export function formatFinding(
  issue: Issue & { code: 'invalid_format' },
  actual: unknown,
  path: Path,
  context: Context,
): Finding {
  const pattern = (issue as { pattern?: string }).pattern?.replace(/^\/|\/[a-z]*$/g, '')
  const [, expected = `a valid ${issue.format}`, help = `Write a valid ${issue.format}.`] =
    patternWords.find(([known]) => known === pattern) ?? []
  const words =
    issue.format === 'url'
      ? (['an http or https URL', 'Write it whole, `https://` included.'] as const)
      : ([expected, help] as const)
  return {
    code: 'invalid-value',
    message: `Unexpected ${show(actual)}, expected ${words[0]}.`,
    help: words[1],
    at: { ...context.origin, path },
  }
}

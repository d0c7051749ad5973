import type { Finding } from '../../model/diagnostic.js'
import type { Path } from '../../model/source.js'
import type { Context, Issue } from './issue-context.js'
import { show } from './words.js'

/** Explanations of the patterns in the model. */
export const patternWords: readonly (readonly [pattern: string, expected: string, help: string])[] =
  [
    ['^[^\\n]*\\S[^\\n]*$', 'non-blank text on one line', 'Write the text on one line.'],
    [
      '^(?!\\W*(?:TODO|todo|TBD|tbd)\\W*$)[^\\n]*[\\p{L}\\p{N}][^\\n]*$',
      'a reason for the change',
      'Explain on one line why this change is acceptable.',
    ],
    ['\\S', 'non-blank text', 'Add text, or delete the key.'],
    [
      '^[A-Z][A-Za-z0-9]*$',
      'a PascalCase name such as `DataKeyNotFound`',
      'Start with a capital letter and use only letters and digits.',
    ],
    ['^[A-Z]+$', 'an HTTP method such as `POST`', 'Write the method in capital letters.'],
    [
      '^[A-Za-z0-9][A-Za-z0-9_-]*$',
      'letters, digits, `_` and `-`, starting with a letter or digit',
      'Rename it.',
    ],
    [
      '^(?:\\/[A-Za-z0-9._~-]+)*$',
      'a path such as `/errors`',
      'Start each part with a slash, and do not end with one.',
    ],
    ['^[a-z][a-z0-9]*$', 'lowercase letters and digits, starting with a letter', 'Rename it.'],
    [
      '^[0-9a-f]{12}$',
      'a fingerprint of 12 characters',
      'Copy it from the output of `errbook diff`.',
    ],
    [
      '^[\\w.+-]+\\/[\\w.+-]+$',
      'a media type such as `application/json`',
      'Write it as `type/subtype`.',
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
      ? (['an http or https URL', 'Write the full URL, including `https://`.'] as const)
      : ([expected, help] as const)
  return {
    code: 'invalid-value',
    message: `Unexpected ${show(actual)}, expected ${words[0]}.`,
    help: words[1],
    at: { ...context.origin, path },
  }
}

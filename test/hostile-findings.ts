import type { Diagnostic } from '../src/model/diagnostic.js'
import { examples, hazards, naughty } from './corpus/strings.js'

// Strings that a terminal, a CI system or GitHub would interpret, and findings that contain such a
// string in every field.
export const commands = [
  '::stop-commands::x',
  '::error file=a::b',
  'a\n::warning::x',
  'a%0A::error::x',
  'a\r::error::x',
  '::set-output name=a::b',
  '##[error]x',
  'a ##vso[task.setvariable variable=a]b',
  'a\n##teamcity[x]',
  'a\u2028::error::x',
]
export const mentions = [
  '@octocat',
  'a @org/team b',
  '#1',
  'GH-1',
  'https://acme.test',
  'www.acme.test',
  '<img src=x>',
  '</details>',
  '-->',
  '<!--',
  '|',
  'a\\|b',
  '`',
  '``',
  '`a` | b',
  '![x](y)',
  '[x](javascript:y)',
  '\u001b]0;x\u0007',
  '\u202e',
  '\u009b31m',
  // Characters that terminals or editors hide, or show in another place.
  'a\u00adb',
  'a\u180eb',
  'a\u206ab',
  'a\ufff9b',
  'a\u{e0041}b',
  // A lone surrogate, which YAML can write as an escape.
  'a\ud800b',
]
export const all = [
  ...new Set([
    ...commands,
    ...mentions,
    ...hazards,
    ...naughty,
    ...examples.map(({ markdown }: { markdown: string }) => markdown),
  ]),
]
// A normal test run uses only a quarter of them, because all of them take too long.
export const strings = process.env.ERRBOOK_ALL
  ? all
  : [...commands, ...mentions, ...all.filter((_, at) => at % 4 === 0)]

/** Returns findings of every kind, with this string as every text, name and value. */
export function hostile(text: string): Diagnostic[] {
  const name = text.replaceAll('/', '').slice(0, 60)
  const file = `errors/${name || 'x'}.yaml`
  const source = { file, text: `${text}\n${text}` }
  const span = { file, start: { line: 1, column: 1 }, end: { line: 1, column: 2 } }
  const told = { code: text, field: text, before: text, after: text }
  const fingerprint = '0123456789ab'
  return [
    {
      code: 'todo',
      severity: 'error',
      message: text,
      help: text,
      span,
      source,
      related: [{ message: text, span }],
    },
    {
      code: 'status-changed',
      severity: 'error',
      message: `Unexpected \`${text}\`.`,
      span,
      source,
      related: [],
      breaks: 'wire',
      accept: {
        file: 'errors/catalog.accepted.yaml',
        rule: 'status-changed',
        code: text,
        fingerprint,
      },
      change: { rule: 'status-changed', level: 'wire', ...told, fingerprint, also: [told] },
    },
    {
      code: 'text-changed',
      severity: 'info',
      message: `Reworded: \`${text}\`.`,
      span,
      source,
      related: [],
      change: {
        rule: 'text-changed',
        level: 'docs',
        ...told,
        fingerprint,
        also: [],
        accepted: text,
      },
    },
    // This finding has no location.
    {
      code: 'todo',
      severity: 'warning',
      message: text,
      suggestions: [{ name: text }],
      diff: text,
      related: [],
    },
  ]
}

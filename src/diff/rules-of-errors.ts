import type { ChangeRule } from '../model/change.js'
import { type DiffRule, show } from './rule.js'

/** What can happen to an error as a whole. */
export const rulesOfErrors = {
  'code-added': {
    level: 'source',
    severity: 'info',
    adds: true,
    says: ({ after }) => `New error ${show(after)}.`,
    help: 'Clients that have never heard of it treat it as its status says.',
  },
  'code-removed': {
    level: 'wire',
    severity: 'error',
    says: ({ before }) => `Unexpected removal of ${show(before)}, expected every published code to stay.`,
    help: 'Bring the entry back and retire it: its page and its code stay taken then. Where it was renamed, list it under `aliases`.',
  },
  'code-renamed': {
    level: 'wire',
    severity: 'error',
    says: ({ before, after }) => `Unexpected rename of ${show(before)} to ${show(after)}, expected clients to meet the code they know.`,
    help: 'Keep the old `type` with the entry, so that clients see no difference, or accept the break.',
  },
  'renamed-keeping-wire': {
    level: 'source',
    severity: 'warning',
    says: ({ before, after }) => `${show(before)} is called ${show(after)} now. Its responses are the same.`,
    help: 'Importers find the old constant deprecated, and old links are redirected.',
  },
  'renamed-without-alias': {
    level: 'wire',
    severity: 'error',
    says: ({ before, after }) => `Unexpected rename of ${show(before)} to ${show(after)} without an alias.`,
    help: 'Add the old code to `aliases`: redirects, a deprecated constant and clients with the new runtime follow it.',
  },
  'code-case-changed': {
    level: 'wire',
    severity: 'error',
    says: ({ before, after }) => `Unexpected capitals in ${show(after)}, expected ${show(before)}.`,
    help: 'Write it as it was published: clients compare codes letter by letter, and some file systems do not.',
  },
  'code-reused': {
    level: 'wire',
    severity: 'error',
    says: ({ before, after }) => `Unexpected new error ${show(after)}: ${show(before)} had that code before.`,
    help: 'Choose another code. What clients stored under this one means the other error.',
  },
  'code-retired': {
    level: 'source',
    severity: 'error',
    says: ({ before, code }) =>
      `Unexpected end of ${show(code)}, ${before === 'deprecated' ? 'expected its constant as long as somebody imports it' : 'expected it deprecated for a while first'}.`,
    help: 'Its constant is gone for importers. Deprecate it in one release and retire it in a major one, or accept the break.',
  },
  'retired-revived': {
    level: 'wire',
    severity: 'error',
    says: ({ code, before }) => `Unexpected return of ${show(code)}: it was ${before === 'removed' ? 'removed' : 'retired'} for good.`,
    help: 'Choose a new code. Clients and logs know this one as an error that is over.',
  },
  'retired-removed': {
    level: 'docs',
    severity: 'error',
    says: ({ before }) => `Unexpected removal of ${show(before)}, expected the page of a retired error to stay.`,
    help: 'Bring its entry back: its URL is in logs and in search engines, and the page says where to go.',
  },
  'code-deprecated': {
    level: 'source',
    severity: 'info',
    adds: true,
    says: ({ code }) => `${show(code)} is deprecated.`,
    help: 'Importers see it struck through.',
  },
  'code-undeprecated': {
    level: 'source',
    severity: 'info',
    adds: true,
    says: ({ code }) => `${show(code)} is no longer deprecated.`,
    help: 'Tell those who have left it already.',
  },
  'alias-removed': {
    level: 'source',
    severity: 'error',
    says: ({ before }) => `Unexpected removal of the alias ${show(before)}, expected earlier codes to stay.`,
    help: 'Put it back: its redirect, its deprecated constant and clients that know it need it.',
  },
  'constant-changed': {
    level: 'source',
    severity: 'error',
    says: ({ before, after }) => `Unexpected constant ${show(after)}, expected ${show(before)}.`,
    help: 'Give the error its old `identifier`: importers do not compile without it.',
  },
  'constant-reused': {
    level: 'source',
    severity: 'error',
    says: ({ before, after }) => `Unexpected constant of ${show(after)}: ${show(before)} had it before.`,
    help: 'Give the new error an `identifier` of its own: code that imports the old one would compile, and be wrong.',
  },
  'page-moved': {
    level: 'docs',
    severity: 'error',
    says: ({ before, after }) => `Unexpected page at ${show(after)}, expected it at ${show(before)}.`,
    help: 'Put `docs` back. Where the site did move, redirect the old URLs there, keep `type` as it was, and accept the break.',
  },
} satisfies Partial<Record<ChangeRule, DiffRule>>

import type { ChangeRule } from '../model/change.js'
import { type DiffRule, set, show } from './rule.js'

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
    says: ({ before }) => `${show(before)} was removed.`,
    help: 'Bring the entry back and retire it: its page and its code stay taken then. Where it was renamed, list it under `aliases`.',
  },
  'code-renamed': {
    level: 'wire',
    severity: 'error',
    says: ({ before, after }) =>
      `${show(before)} was renamed to ${show(after)}, and responses say so.`,
    help: 'Keep the old `type` with the entry, so that clients see no difference, or accept the break.',
  },
  'renamed-keeping-wire': {
    level: 'source',
    severity: 'warning',
    says: ({ before, after }) =>
      `${show(before)} is called ${show(after)} now. Its responses are the same.`,
    help: 'Importers find the old constant deprecated, and old links are redirected.',
  },
  'renamed-without-alias': {
    level: 'wire',
    severity: 'error',
    says: ({ before, after }) =>
      `${show(before)} was renamed to ${show(after)}, and is no alias of it.`,
    help: 'Add the old code to `aliases`: redirects, a deprecated constant and clients with the new runtime follow it.',
  },
  'code-case-changed': {
    level: 'wire',
    severity: 'error',
    says: ({ before, after }) =>
      `${show(before)} is written ${show(after)} now, in other capitals.`,
    help: 'Write it as it was published: clients compare codes letter by letter, and some file systems do not.',
  },
  'code-reused': {
    level: 'wire',
    severity: 'error',
    says: ({ before, after }) =>
      `The new error ${show(after)} has a code that ${show(before)} had before.`,
    help: 'Choose another code. What clients stored under this one means the other error.',
  },
  'code-retired': {
    level: 'source',
    severity: 'error',
    says: ({ before, code, why }) =>
      `${show(code)} was retired${before === 'deprecated' ? '' : ' without having been deprecated first'}${ending(why)}`,
    help: 'Its constant is gone for importers. Deprecate it in one release and retire it in a major one, or accept the break.',
  },
  'retired-revived': {
    level: 'wire',
    severity: 'error',
    says: ({ code, before }) =>
      `${show(code)} is back: it was ${before === 'removed' ? 'removed' : 'retired'} for good.`,
    help: 'Choose a new code. Clients and logs know this one as an error that is over.',
  },
  'retired-removed': {
    level: 'docs',
    severity: 'error',
    says: ({ before }) => `${show(before)}, which was retired, is gone, and its page with it.`,
    help: 'Bring its entry back: its URL is in logs and in search engines, and the page says where to go.',
  },
  'code-deprecated': {
    level: 'source',
    severity: 'info',
    adds: true,
    says: ({ code, why }) => `${show(code)} is deprecated${ending(why)}`,
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
    says: ({ before }) => `${show(before)} is no longer known as an earlier code.`,
    help: 'Put it back: its redirect, its deprecated constant and clients that know it need it.',
  },
  'constant-changed': {
    level: 'source',
    severity: 'error',
    says: ({ before, after }) => `The constant is ${set(after)}, and was ${set(before)}.`,
    help: 'Give the error its old `identifier`: importers do not compile without it.',
  },
  'constant-reused': {
    level: 'source',
    severity: 'error',
    says: ({ before, after }) => `${show(after)} has the constant that ${show(before)} had before.`,
    help: 'Give the new error an `identifier` of its own: code that imports the old one would compile, and be wrong.',
  },
  'page-moved': {
    level: 'docs',
    severity: 'error',
    says: ({ before, after }) => `The page is at ${show(after)}, and was at ${show(before)}.`,
    help: 'Put `docs` back. Where the site did move, redirect the old URLs there, keep `type` as it was, and accept the break.',
  },
} satisfies Partial<Record<ChangeRule, DiffRule>>

/** The end of a sentence: why, and what to use instead. */
function ending(why: string | undefined): string {
  return why === undefined ? '.' : `: ${why}`
}

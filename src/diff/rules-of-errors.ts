import type { ChangeRule } from '../model/change.js'
import { changed, type DiffRule, show } from './rule.js'

/** Rules for changes that concern an error as a whole. */
export const rulesOfErrors = {
  'code-added': {
    level: 'source',
    severity: 'info',
    adds: true,
    says: ({ after }) => `Error ${show(after)} added.`,
    help: 'Clients that do not know it handle it by its status.',
  },
  'code-removed': {
    level: 'wire',
    severity: 'error',
    says: ({ before }) => `Error ${show(before)} removed.`,
    help: 'Restore the entry and retire it, so that its page stays and its code is not reused. If it was renamed, list the old code under `aliases`.',
  },
  'code-renamed': {
    level: 'wire',
    severity: 'error',
    says: ({ before, after }) =>
      `${show(before)} was renamed to ${show(after)}, which changes its responses.`,
    help: 'Keep the old `type` in the entry, so that responses stay the same, or accept this change.',
  },
  'renamed-keeping-wire': {
    level: 'source',
    severity: 'warning',
    says: ({ before, after }) =>
      `${show(before)} was renamed to ${show(after)}. Its responses are unchanged.`,
    help: 'The old constant is deprecated, and old links redirect to the new page.',
  },
  'renamed-without-alias': {
    level: 'wire',
    severity: 'error',
    says: ({ before, after }) => `${show(before)} was renamed to ${show(after)} without an alias.`,
    help: 'Add the old code to `aliases`. This creates redirects and a deprecated constant, and clients with the new runtime recognize both codes.',
  },
  'code-case-changed': {
    level: 'wire',
    severity: 'error',
    says: ({ before, after }) => `The capitalization of ${show(before)} changed to ${show(after)}.`,
    help: 'Restore the published spelling. Clients compare codes case-sensitively, and some file systems do not.',
  },
  'code-reused': {
    level: 'wire',
    severity: 'error',
    says: ({ before, after }) =>
      `The new error ${show(after)} reuses an earlier code of ${show(before)}.`,
    help: 'Choose another code. Clients that stored this code mean the other error.',
  },
  'code-retired': {
    level: 'source',
    severity: 'error',
    says: ({ before, code, why }) =>
      `${show(code)} was retired${before === 'deprecated' ? '' : ' without being deprecated first'}${ending(why)}`,
    help: 'Its constant is removed. Deprecate the error in one release and retire it in a major release, or accept this change.',
  },
  'retired-revived': {
    level: 'wire',
    severity: 'error',
    says: ({ code, before }) =>
      `${show(code)} was ${before === 'removed' ? 'removed' : 'retired'} and is active again.`,
    help: 'Choose a new code. Clients and logs know this one as a retired error.',
  },
  'retired-removed': {
    level: 'docs',
    severity: 'error',
    says: ({ before }) => `Retired error ${show(before)} removed, including its page.`,
    help: 'Restore its entry. Logs and search engines link to the page, and it tells readers what to use instead.',
  },
  'code-deprecated': {
    level: 'source',
    severity: 'info',
    adds: true,
    says: ({ code, why }) => `${show(code)} was deprecated${ending(why)}`,
    help: 'Editors show its constant as deprecated.',
  },
  'code-undeprecated': {
    level: 'source',
    severity: 'info',
    adds: true,
    says: ({ code }) => `${show(code)} is no longer deprecated.`,
    help: 'Tell users who have already moved away from it.',
  },
  'alias-removed': {
    level: 'source',
    severity: 'error',
    says: ({ before }) => `Alias ${show(before)} removed.`,
    help: 'Restore it. Its redirect, its deprecated constant and clients that use the old code depend on it.',
  },
  'constant-changed': {
    level: 'source',
    severity: 'error',
    says: (told) => changed('Constant', told),
    help: 'Set `identifier` to the old constant. Otherwise, code that imports it no longer compiles.',
  },
  'constant-reused': {
    level: 'source',
    severity: 'error',
    says: ({ before, after }) =>
      `${show(after)} reuses the constant that ${show(before)} had before.`,
    help: 'Give the new error another `identifier`. Code that imports the constant would still compile, but refer to the wrong error.',
  },
  'page-moved': {
    level: 'docs',
    severity: 'error',
    says: ({ before, after }) => `The page moved from ${show(before)} to ${show(after)}.`,
    help: 'Restore `docs`. If the site did move, redirect the old URLs, keep `type` unchanged and accept this change.',
  },
} satisfies Partial<Record<ChangeRule, DiffRule>>

/** Ends a sentence with the reason and the replacement (`why`), or with a period. */
function ending(why: string | undefined): string {
  return why === undefined ? '.' : `. Reason: ${why}`
}

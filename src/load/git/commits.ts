import type { Repository } from './repository.js'
import { gitLine } from './run.js'

/** A branch and its commit. */
export interface Branch {
  readonly name: string
  readonly commit: string
}

/** The hash of the commit that a name refers to. Undefined if no commit has the name. */
export function commitOf(repository: Repository, name: string): string | undefined {
  // git would treat a name with a leading dash as an option.
  if (name.startsWith('-') || name.includes('\0')) return undefined
  return gitLine(repository, ['rev-parse', '--verify', '--quiet', `${name}^{commit}`])
}

/** The full names of the refs that a short name could mean, if they point to different commits. */
export function meaningsOf(repository: Repository, name: string): string[] {
  const [stem = ''] = /^(?:(?!@\{)[^~^:])+/.exec(name) ?? []
  const refs = ['tags', 'heads', 'remotes'].map((kind) => `refs/${kind}/${stem}`)
  const found = refs.flatMap((ref) => {
    const commit = commitOf(repository, ref)
    return commit === undefined ? [] : [{ ref, commit }]
  })
  return new Set(found.map(({ commit }) => commit)).size > 1 ? found.map(({ ref }) => ref) : []
}

/**
 * The default branch. Uses full ref names, because a tag may be named `origin/main`, and git
 * prefers tags.
 */
export function defaultBranch(repository: Repository): Branch | undefined {
  // In a single-branch clone, `origin/HEAD` may point to the cloned branch, not the default one.
  const remote = isOfOneBranch(repository)
    ? undefined
    : gitLine(repository, ['symbolic-ref', '--quiet', 'refs/remotes/origin/HEAD'])
  const usual = ['remotes/origin/main', 'remotes/origin/master', 'heads/main', 'heads/master'].map(
    (name) => `refs/${name}`,
  )
  for (const ref of remote?.startsWith('refs/') ? [remote, ...usual] : usual) {
    const commit = commitOf(repository, ref)
    if (commit !== undefined) return { name: ref.replace(/^refs\/(?:remotes|heads)\//, ''), commit }
  }
  return undefined
}

/** Whether a clone fetches only one branch, as after `git clone --single-branch` or `--depth`. */
export function isOfOneBranch(repository: Repository): boolean {
  const fetched = gitLine(repository, ['config', '--local', '--get-all', 'remote.origin.fetch'])
  return fetched !== undefined && fetched !== '' && !fetched.includes('*')
}

export function mergeBase(repository: Repository, one: string, other: string): string | undefined {
  return gitLine(repository, ['merge-base', one, other])
}

import { mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findRoot } from '../../src/files/root.js'
import { inFolder } from '../project.js'

/** Returns the kind and the relative path of the project root in a folder with these files. */
async function rootOf(
  files: Readonly<Record<string, string>>,
  config: string,
  cwd = '.',
  git?: string,
) {
  return await inFolder({ 'a/b/c/file': '', ...files }, async (made) => {
    const folder = realpathSync(made)
    if (git !== undefined) mkdirSync(join(folder, git, '.git'), { recursive: true })
    const { path, kind } = findRoot(join(folder, config), join(folder, cwd))
    return `${kind} ${relative(folder, path) || '.'}`
  })
}

describe('the root of a project', () => {
  it('is the root of the git repository, even in a workspace', async () => {
    expect(await rootOf({ 'a/b/go.work': '' }, 'a/b/c', 'a/b/c', '.')).toBe('git .')
    expect(await rootOf({ 'go.work': '' }, 'a/b/c', 'a', 'a/b')).toBe('git a/b')
    // In a submodule or a git worktree, `.git` is a file.
    expect(await rootOf({ 'a/.git': 'gitdir: /elsewhere\n' }, 'a/b/c')).toBe('git a')
  })

  it('is the nearest workspace if there is no git repository', async () => {
    expect(await rootOf({ 'package.json': '{ "workspaces": ["a/*"] }' }, 'a/b', 'a/b')).toBe(
      'workspace .',
    )
    expect(
      await rootOf({ 'package.json': '{ "workspaces": { "packages": [] } }' }, 'a/b', 'a/b'),
    ).toBe('workspace .')
    expect(await rootOf({ 'a/pnpm-workspace.yaml': '', 'go.work': '' }, 'a/b', 'a/b')).toBe(
      'workspace a',
    )
    expect(
      await rootOf({ 'a/b/package.json': '{ "name": "b" }', 'a/go.work': '' }, 'a/b', 'a/b'),
    ).toBe('workspace a')
  })

  it('is otherwise the folder of the config or the working directory, whichever contains the other', async () => {
    expect(await rootOf({}, 'a/b', 'a/b')).toBe('folder a/b')
    expect(await rootOf({}, 'a/b', 'a')).toBe('folder a')
    expect(await rootOf({}, 'a', 'a/b')).toBe('folder a')
    expect(
      await rootOf(
        { 'package.json': '{ "workspaces": true }', 'a/package.json': '{ "workspaces"' },
        'a/b',
        'a/b',
      ),
    ).toBe('folder a/b')
  })

  it('is searched from the real path of the config folder', async () => {
    await inFolder(
      { 'project/.git': '', 'project/config/file': '', 'other/file': '' },
      async (made) => {
        const folder = realpathSync(made)
        symlinkSync('../project/config', join(folder, 'other/link'))
        writeFileSync(join(folder, 'other/go.work'), '')
        expect(findRoot(join(folder, 'other/link'), join(folder, 'other'))).toEqual({
          path: join(folder, 'project'),
          kind: 'git',
        })
      },
    )
  })
})

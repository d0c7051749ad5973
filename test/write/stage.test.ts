import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  checkWritable,
  makeFolders,
  moveFile,
  named,
  removeFile,
  removeIfEmpty,
  stageFile,
  standing,
} from '../../src/write/stage.js'
import { folderForEach, put, treeOf } from './disk.js'
import { fails, failure, rightBefore } from './moments.js'

let folder = ''
folderForEach((made) => {
  folder = made
})

const at = (path: string) => join(folder, path)

describe('a staged file', () => {
  it('has a random name and the given text and mode', () => {
    const first = stageFile(folder, 'é', 'a.md')
    const second = stageFile(folder, '', 'a.md', 0o700)
    expect(first).not.toBe(second)
    for (const path of [first, second]) expect(path.slice(folder.length)).toMatch(/^.[0-9a-f]{24}$/)
    expect(readFileSync(first, 'utf8')).toBe('é')
    expect([first, second].map((path) => statSync(path).mode & 0o100)).toEqual([0, 0o100])
  })

  it('is removed if it could not be written completely', () => {
    expect(failure(() => stageFile(at('none'), 'text', 'a.md'))).toMatchObject({
      exitCode: 3,
      code: 'io-failed',
    })
    const close = fails('EPERM')
    expect(
      failure(() => rightBefore('chmodSync', '', close, () => stageFile(folder, 'a', 'a', 0o600))),
    ).toMatchObject({ message: 'a could not be written: permission denied.' })
    expect(readdirSync(folder)).toEqual([])
  })

  it('replaces an existing file when it is moved to its final path', () => {
    put(folder, { old: 'old', new: 'new' })
    moveFile({ from: at('new'), to: at('old') }, 'old')
    expect(treeOf(folder)).toEqual({ old: 'new' })
    expect(failure(() => moveFile({ from: at('none'), to: at('old') }, 'old'))?.message).toMatch(
      /^old could not be written: /,
    )
  })

  it('is copied next to its final path first if that is on another disk', () => {
    put(folder, { staged: 'new', 'there/old': 'old' })
    const move = () => moveFile({ from: at('staged'), to: at('there/old') }, 'old')
    rightBefore('renameSync', 'staged', fails('EXDEV'), move)
    expect(treeOf(at('there'))).toEqual({ old: 'new' })
    rmSync(at('there/old'))
    mkdirSync(at('there/old/deep'), { recursive: true })
    const moved = failure(() => rightBefore('renameSync', 'staged', fails('EXDEV'), move))
    expect(moved).toMatchObject({ code: 'io-failed' })
    expect(readdirSync(at('there'))).toEqual(['old'])
  })
})

describe('a system error', () => {
  it.each([
    ['ENOSPC', 'the disk is full', 'Free some space and run the command again.'],
    ['EDQUOT', 'the disk quota is exceeded', 'Free some space and run the command again.'],
    ['EACCES', 'permission denied', 'Change the permissions and run the command again.'],
    ['EPERM', 'permission denied', 'Change the permissions and run the command again.'],
    ['EROFS', 'the disk is read-only', 'Write to another folder, or mount the disk for writing.'],
    ['EIO', 'EIO: what it says', 'Fix the problem above and run again.'],
  ])('is reported with the file and the fix: %s', (code, why, help) => {
    let cause: unknown
    try {
      fails(code)()
    } catch (thrown) {
      cause = thrown
    }
    expect(
      failure(() => {
        throw named(cause, 'out/a.md')
      }),
    ).toEqual({
      exitCode: 3,
      code: 'io-failed',
      message: `out/a.md could not be written: ${why}.`,
      help,
    })
  })

  it('is not confused with a bug, which is thrown unchanged', () => {
    const bug = new TypeError('x is undefined')
    expect(named(bug, 'out/a.md')).toBe(bug)
  })

  it('is reported by the check before the first write if a folder is not writable', () => {
    expect(checkWritable(folder, at('new/er'), 'a.md')).toBeUndefined()
    mkdirSync(at('closed'))
    chmodSync(at('closed'), 0o500)
    // The root user can write to every folder.
    if (process.getuid?.() !== 0)
      expect(failure(() => checkWritable(folder, at('closed/new'), 'a.md'))?.message).toContain(
        'permission denied',
      )
  })
})

describe('the folders of a file', () => {
  it('are created if they are missing, except through a link that leads outside', () => {
    makeFolders(folder, at('a/b'), 'a.md')
    makeFolders(folder, at('a/b'), 'a.md')
    symlinkSync('..', at('out'))
    symlinkSync('a', at('in'))
    makeFolders(folder, at('in/c'), 'a.md')
    const error = {
      exitCode: 3,
      code: 'output-link',
      message: 'A symbolic link in the path of a file in a.md leads outside that folder.',
      help: 'Remove the symbolic link.',
    }
    for (const act of [
      () => makeFolders(folder, at('out/new'), 'a.md'),
      () => checkWritable(folder, at('out/new'), 'a.md'),
      () => removeFile(at('out/new'), folder, 'a.md'),
    ])
      expect(failure(act)).toEqual(error)
    expect(Object.keys(treeOf(folder))).toEqual(['a/', 'a/b/', 'a/c/', 'in', 'out'])
  })

  it('are searched for the deepest one that exists', () => {
    expect(standing(at('x/y/z'))).toBe(folder)
    expect(standing(folder)).toBe(folder)
  })

  it('are removed with their last file, except the root folder', () => {
    put(folder, { 'a/b/c/d.md': '', 'a/kept.md': '' })
    removeFile(at('a/b/c/d.md'), folder, 'd.md')
    expect(Object.keys(treeOf(folder))).toEqual(['a/', 'a/kept.md'])
    removeFile(at('a/kept.md'), folder, 'kept.md')
    removeFile(at('a/none.md'), folder, 'none.md')
    expect(treeOf(folder)).toEqual({})
    expect(readdirSync(folder)).toEqual([])
    put(folder, { 'root/a.md': '', 'root/b.md': '' })
    removeFile(at('root/a.md'), at('root'), 'a.md')
    removeFile(at('root/b.md'), at('root'), 'b.md')
    expect(treeOf(folder)).toEqual({ 'root/': '' })
  })

  it('are removed after a failed run only if they are empty', () => {
    put(folder, { 'a/b.md': '' })
    removeIfEmpty(at('a'))
    removeIfEmpty(at('none'))
    expect(Object.keys(treeOf(folder))).toEqual(['a/', 'a/b.md'])
    rmSync(at('a/b.md'))
    removeIfEmpty(at('a'))
    expect(treeOf(folder)).toEqual({})
  })
})

import { mkdirSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { FileArtifact } from '../../src/model/artifact.js'
import { openFolder, realFolder } from '../../src/write/folder.js'
import { configIn, formatManifest, hashOf, type ManifestLine } from '../../src/write/manifest.js'
import {
  claim,
  collision,
  type Folder,
  isManifestStale,
  nameIn,
  type Obstacle,
  planFolder,
} from '../../src/write/plan.js'
import { folderForEach, put } from './disk.js'

/** Returns a folder in memory, from its manifest and its current files. */
function folderOf(
  manifest: Readonly<Record<string, ManifestLine>>,
  there: Readonly<Record<string, string | Obstacle>>,
  path = 'out',
): Folder {
  const lines = new Map(Object.entries(manifest))
  return {
    path,
    root: '/project/out',
    manifest: lines,
    manifestText: formatManifest(lines, undefined),
    read: (file) => there[file],
    below: (folder) => Object.keys(there).filter((file) => file.startsWith(`${folder}/`)),
  }
}

function planned(folder: Folder, wanted: Readonly<Record<string, string>>, force = false) {
  const artifacts = Object.entries(wanted).map(([path, contents]) => ({ path, contents }))
  return planFolder(artifacts, folder, { force, claimed: new Map() })
}
const actions = (...args: Parameters<typeof planned>) =>
  planned(...args).plan.edits.map(({ path, action }) => `${action} ${path}`)
const texts = (...args: Parameters<typeof planned>) =>
  planned(...args).findings.map(({ code, message, help }) => [code, message, help])

describe('the plan of a folder', () => {
  it('creates, updates, keeps and deletes files', () => {
    const ours = (text: string) => ({ hash: hashOf(text) })
    const folder = folderOf(
      { same: ours('same'), old: ours('old'), goes: ours('goes'), lost: ours('lost') },
      { same: 'same', old: 'old', goes: 'goes' },
    )
    const wanted = { same: 'same', old: 'new', added: 'added' }
    expect(actions(folder, wanted)).toEqual([
      'delete goes',
      'keep same',
      'update old',
      'create added',
    ])
    const { plan, findings } = planned(folder, wanted)
    expect(findings).toEqual([])
    expect(plan.gone).toEqual(['goes', 'lost'])
    expect(plan.edits.map(({ contents }) => contents)).toEqual([
      undefined,
      undefined,
      'new',
      'added',
    ])
    expect(plan.pending.split('\n').slice(1, -1)).toEqual([
      `->${hashOf('added')} added`,
      `${hashOf('goes')}>- goes`,
      '->- lost',
      `${hashOf('old')}>${hashOf('new')} old`,
      `${hashOf('same')} same`,
    ])
    expect(plan.finished.split('\n').slice(1, -1)).toEqual([
      `${hashOf('added')} added`,
      `${hashOf('new')} old`,
      `${hashOf('same')} same`,
    ])
  })

  it('replaces or deletes a file that a killed build had already written', () => {
    const folder = folderOf({ a: { hash: hashOf('old'), next: hashOf('next') } }, { a: 'next' })
    expect(actions(folder, { a: 'newest' })).toEqual(['update a'])
    expect(actions(folder, {})).toEqual(['delete a'])
  })

  it('reports foreign and edited files, and replaces them only with --force', () => {
    const folder = folderOf({ ours: { hash: hashOf('old') } }, { ours: 'edited', theirs: 'theirs' })
    const wanted = { ours: 'new', theirs: 'new' }
    expect(planned(folder, wanted).findings).toMatchObject([
      {
        code: 'edited-file',
        message: 'out/ours was edited after errbook wrote it.',
        help: 'Move the change to the catalog or a template, then build with `--force` to overwrite the file.',
        diff: expect.stringMatching(/-\s*edited\n[\s\S]*\+\s*new/),
      },
      {
        code: 'foreign-file',
        message: 'out/theirs already exists and was not written by errbook.',
        help: 'Move it, or build with `--force` to overwrite it.',
        diff: expect.stringMatching(/-\s*theirs\n[\s\S]*\+\s*new/),
      },
    ])
    expect(texts(folder, {})).toEqual([
      [
        'edited-file',
        'out/ours was edited after errbook wrote it.',
        'This build would delete it. Delete it yourself, or build with `--force`.',
      ],
    ])
    expect(actions(folder, wanted, true)).toEqual(['update ours', 'update theirs'])
    expect(actions(folder, {}, true)).toEqual(['delete ours'])
  })

  it.each<readonly [Obstacle['problem'], string, string, string]>([
    [
      'link',
      'output-link',
      'out/A is a symbolic link. errbook does not write through symbolic links.',
      'Remove the symbolic link, or choose another folder in the config.',
    ],
    ['folder', 'foreign-file', 'out/A is a folder, not a file.', 'Move the folder.'],
    ['file', 'foreign-file', 'out/A is a file, not a folder.', 'Move the file.'],
    [
      'case',
      'foreign-file',
      'The name of out/A differs only in case from a file that errbook writes.',
      'Rename it.',
    ],
    ['other', 'foreign-file', 'out/A is not a regular file.', 'Move it.'],
  ])(
    'reports an obstacle in the path of several files only once: %s',
    (problem, code, message, help) => {
      const there = { problem, path: 'A' }
      const folder = folderOf({}, { 'a/b': there, 'a/c': there, 'A/theirs': 'theirs' })
      expect(texts(folder, { 'a/b': '1', 'a/c': '2' }, true)).toEqual([[code, message, help]])
    },
  )

  it.each<readonly [Obstacle['problem'], boolean]>([
    ['file', true],
    ['case', true],
    ['link', false],
    ['other', false],
  ])(
    'given an obstacle of type %s in place of an outdated generated file, replaces it: %s',
    (problem, isGivingWay) => {
      const folder = folderOf(
        { A: { hash: hashOf('ours') } },
        { A: 'ours', 'A/b': { problem, path: 'A' } },
      )
      expect(planned(folder, { 'A/b': 'new' }).findings.length === 0).toBe(isGivingWay)
    },
  )

  it('replaces a folder with a file if the folder contains only outdated generated files', () => {
    const ours = { 'a/b': { hash: hashOf('b') }, 'a/e/c': { hash: hashOf('c') } }
    const there = { a: { problem: 'folder', path: 'a' } as const, 'a/b': 'b' }
    expect(actions(folderOf(ours, there), { a: 'new' })).toEqual(['delete a/b', 'create a'])
    // `a/e` contained a generated file, but is empty now.
    expect(actions(folderOf(ours, { ...there, 'a/e': '' }), { a: 'new' })).toContain('create a')
    for (const theirs of ['a/theirs', 'a/e2', 'a/b2'])
      expect(texts(folderOf(ours, { ...there, [theirs]: '' }), { a: 'new' })).toHaveLength(1)
  })

  it('reports a link in place of a removed page, but ignores a folder', () => {
    const ours = { a: { hash: hashOf('a') } }
    const at = (problem: Obstacle['problem']) => folderOf(ours, { a: { problem, path: 'a' } })
    expect(texts(at('link'), {})).toHaveLength(1)
    expect(texts(at('folder'), {})).toEqual([])
    expect(actions(at('folder'), {})).toEqual([])
  })

  it('rejects invalid paths, and two files with the same path', () => {
    const artifact = (path: unknown) => ({ path, contents: '' }) as FileArtifact
    const { findings } = planFolder(
      ['../x', 7, 'a', 'A', 'b/c', 'b'].map(artifact),
      folderOf({}, {}),
      { force: true, claimed: new Map() },
    )
    expect(findings).toMatchObject([
      {
        code: 'path-escapes',
        message: expect.stringMatching(/^The output path `..\/x` in out is invalid because it /),
      },
      {
        code: 'path-escapes',
        message: 'The output path `7` in out is invalid because it is not a string.',
        help: 'Correct the emitter. Paths must be relative, with `/` between plain names.',
      },
      {
        code: 'output-collision',
        message: 'Two outputs write out/A and 1 more.',
        help: 'Use another folder for one of the outputs.',
      },
    ])
    expect(collision('a').message).toBe('Two outputs write a.')
  })
})

describe('the manifest of a plan', () => {
  it('is outdated if more than its line ends differ', () => {
    const folder = folderOf({ a: { hash: hashOf('a') } }, { a: 'a' })
    const isStale = (manifestText: string | undefined, wanted: Readonly<Record<string, string>>) =>
      isManifestStale(planned({ ...folder, manifestText }, wanted).plan)
    const text = folder.manifestText ?? ''
    expect(isStale(text, { a: 'a' })).toBe(false)
    expect(isStale(text.replaceAll('\n', '\r\n'), { a: 'a' })).toBe(false)
    expect(isStale(text, { a: 'new' })).toBe(true)
    expect(isStale(undefined, { a: 'a' })).toBe(true)
    expect(isStale(undefined, {})).toBe(false)
  })

  it('includes the path of the config', () => {
    const text = formatManifest(new Map(), '../errbook.config.yaml')
    expect(configIn(text)).toBe('../errbook.config.yaml')
    expect(configIn(text.replaceAll('\n', '\r\n'))).toBe('../errbook.config.yaml')
    expect(configIn(formatManifest(new Map(), undefined))).toBeUndefined()
  })
})

describe('the path of a generated file', () => {
  it('is shown relative to the working folder', () => {
    expect(nameIn({ path: 'out/docs' })('a.md')).toBe('out/docs/a.md')
    expect(nameIn({ path: '.' })('a.md')).toBe('a.md')
  })

  it('can be claimed only once, ignoring case, and not as both a file and a folder', () => {
    const claimed = new Map<string, 'file' | 'folder'>()
    const take = (root: string, path: string) => claim(claimed, root, path)
    expect(take('/p/out', 'a/b/c.md')).toBe(true)
    expect(take('/p/out', 'A/B/C.md')).toBe(false)
    expect(take('/p', 'out/a/b/c.md')).toBe(false)
    expect(take('/p/out', 'a/b/d.md')).toBe(true)
    expect(take('/p/out', 'a/b')).toBe(false)
    expect(take('/p/out', 'a')).toBe(false)
    expect(take('/p/out', 'a/b/c.md/e.md')).toBe(false)
    expect(take('/p/out', 'a/b/c.md/e/f.md')).toBe(false)
    expect(take('/p/other', 'a')).toBe(true)
    expect(take('', 'x.md')).toBe(true)
    expect(take('', 'x.md/y.md')).toBe(false)
  })
})

describe('opening an output folder', () => {
  let root = ''
  folderForEach((made) => {
    root = made
  })
  const opened = (path = 'out') => openFolder(join(root, path), path)

  it('returns undefined, the text or an obstacle for each path', () => {
    put(root, { 'out/a.md': 'a', 'out/b/c.md': 'c', 'out/Case.md': 'case', 'out/Big/d.md': 'd' })
    mkdirSync(join(root, 'out/b/empty'))
    symlinkSync('a.md', join(root, 'out/link'))
    const { folder, findings } = opened()
    expect([findings, folder?.path, folder?.root]).toEqual([[], 'out', join(root, 'out')])
    const read = (path: string) => folder?.read(path)
    expect([read('a.md'), read('b/c.md'), read('none'), read('x/y/z')]).toEqual([
      'a',
      'c',
      undefined,
      undefined,
    ])
    expect(read('a.md/x')).toEqual({ problem: 'file', path: 'a.md' })
    expect(read('a.md/x/y')).toEqual({ problem: 'file', path: 'a.md' })
    expect(read('link')).toEqual({ problem: 'link', path: 'link' })
    expect(read('b')).toEqual({ problem: 'folder', path: 'b' })
    // The test assumes a case-sensitive file system.
    expect([read('case.md'), read('big/d.md')]).toEqual([undefined, undefined])
    expect(folder?.below('b').sort()).toEqual(['b/c.md', 'b/empty'])
    expect(folder?.below('b/empty')).toEqual(['b/empty'])
    expect(folder?.below('none')).toEqual(['none'])
    rmSync(join(root, 'out/b'), { recursive: true })
    expect(read('b/c.md')).toBeUndefined()
    expect(read('b/d.md')).toBeUndefined()
  })

  it('succeeds if the folder does not exist yet', () => {
    const { folder, findings } = opened('new/er')
    expect(findings).toEqual([])
    expect([folder?.manifestText, folder?.read('a'), folder?.read('a/b')]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })

  it('fails if the folder or its parent is a file', () => {
    put(root, { out: 'mine' })
    const message = 'out is a file, not a folder.'
    const help = 'Move it, or choose another folder in the config.'
    for (const path of ['out', 'out/docs'])
      expect(openFolder(join(root, path), path)).toEqual({
        folder: undefined,
        findings: [{ code: 'foreign-file', message, help }],
      })
  })

  it('fails if the manifest is damaged or not a regular file', () => {
    mkdirSync(join(root, 'out/.errbook-manifest'), { recursive: true })
    expect(opened().findings).toEqual([
      {
        code: 'output-link',
        message: 'out/.errbook-manifest is a folder, not a regular file.',
        help: 'Remove it, or choose another folder in the config.',
      },
    ])
    rmSync(join(root, 'out/.errbook-manifest'), { recursive: true })
    put(root, { 'out/.errbook-manifest': '# a comment\n=======\n' })
    expect(opened().findings).toMatchObject([
      {
        code: 'damaged-manifest',
        at: { source: { file: 'out/.errbook-manifest' }, range: [12, 19] },
      },
    ])
    expect(opened().folder).toBeUndefined()
  })

  it('resolves links in the path of the folder', () => {
    mkdirSync(join(root, 'real'))
    symlinkSync('real', join(root, 'link'))
    for (const named of ['link/a/b', './real/a//b/', join(root, 'link/a/b')])
      expect(realFolder(named, root)).toBe(join(root, 'real/a/b'))
  })
})

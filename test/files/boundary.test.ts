import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { slashed } from '../../src/facts/path.js'
import {
  type Boundary,
  boundaryOf,
  mayHoldOutput,
  mayRead,
  mayWrite,
} from '../../src/files/boundary.js'

// outside/            not part of the project
// project/            the root
//   errors/           the catalog
//   docs/
//   work/             the working folder
let top: string
let root: string
let cwd: string

beforeAll(() => {
  top = realpathSync(mkdtempSync(join(tmpdir(), 'errbook-boundary-')))
  root = join(top, 'project')
  cwd = join(root, 'work')
  const folders = [
    'outside/deep',
    'project/docs/deep',
    'project/errors',
    'project/work',
    'project/.git/hooks',
    'project/node_modules/own',
  ]
  for (const folder of folders) mkdirSync(join(top, folder), { recursive: true })
  for (const file of [
    'project/errbook.config.yaml',
    'outside/secret',
    'project/errors/catalog.yaml',
    'project/docs/page',
  ])
    writeFileSync(join(top, file), '')
  const link = (at: string, to: string) => symlinkSync(to, join(root, at))
  link('out', '../outside')
  link('work/file', '../../outside/secret')
  link('in', 'docs/deep')
  link('work/up', '..')
  link('docs/absolute', join(top, 'outside'))
  link('docs/chain', '../out/deep')
  link('docs/dangling', '../../outside/new/file')
  link('docs/dangling-in', '../docs/new')
  // `out/..` is the parent of `outside`, not the project.
  link('docs/dangling-through', '../out/../new')
  // `in/..` is `docs`, because `in` is a link to `docs/deep`.
  link('work/through', '../in/../../../outside/new')
  link('a', 'b')
  link('b', 'a')
  link('hooks', '.git/hooks')
  link('modules', 'node_modules')
})
afterAll(() => rmSync(top, { recursive: true, force: true }))

const boundary = (allowOutside = false): Boundary =>
  boundaryOf({ cwd, allowOutside, config: '../errbook.config.yaml', catalog: '../errors' })
const code = (path: string, allowOutside = false) => mayWrite(boundary(allowOutside), path)?.code

describe('errbook', () => {
  it.each([
    'out',
    'deep/er',
    '.',
    '..',
    '../docs',
    '../in/x',
    'up/docs',
    '../docs/dangling-in',
    '../docs/../docs/page',
    '.github/x',
    'up/../../x',
  ])('may write to %s, which is inside the project', (path) => {
    expect(code(path)).toBeUndefined()
    expect(code(join(cwd, path))).toBeUndefined()
  })

  it.each([
    ...['../..', '../../x', '../../project-2/x', '/x', '../out', '../out/x', 'file', 'up/out/x'],
    ...[
      '../docs/absolute/x',
      '../docs/chain',
      '../docs/dangling',
      '../docs/dangling-through/x',
      'through',
      '../a',
      '../a/x',
    ],
  ])('must not write to or read from %s, which is outside the project', (path) => {
    expect(code(path)).toBe('outside-project')
    expect(mayRead(boundary(), path)?.code).toBe('outside-project')
  })

  it.each(['../..', '/errbook-x', '../out', 'file', '../docs/absolute/x', '../docs/dangling'])(
    'may write to %s with --allow-outside',
    (path) => {
      expect(code(path, true)).toBeUndefined()
      expect(mayRead(boundary(true), path)).toBeUndefined()
    },
  )

  it.each([
    ...[
      '../.git',
      '../.git/hooks/pre-commit',
      '../.GIT/x',
      '../.git::$INDEX_ALLOCATION/x',
      '../git~1',
      '../.git /x',
      '../.git./x',
      '../.g\u200cit',
    ],
    ...[
      '../hooks',
      '../hooks/x',
      '../node_modules/x',
      '../Node_Modules',
      '../NODE_M~1',
      '../modules/x',
      'a/node_modules/b',
      '../../x/.git/y',
      '../.venv/lib/python3.12/site-packages/usercustomize.py',
    ],
  ])('must never write to %s, even with --allow-outside', (path) => {
    expect(code(path)).toBe('protected-folder')
    expect(code(path, true)).toBe('protected-folder')
  })

  it('may write in a project that is itself below a folder named node_modules', () => {
    const folder = join(top, 'node_modules/mine')
    mkdirSync(folder, { recursive: true })
    const here = boundaryOf({ cwd: folder, allowOutside: false })
    expect(mayWrite(here, 'docs')).toBeUndefined()
    expect(mayWrite(here, 'node_modules/x')?.code).toBe('protected-folder')
  })

  it('must never write in .git, even if the working folder is inside it', () => {
    const here = boundaryOf({
      cwd: join(root, '.git'),
      allowOutside: true,
      config: '../../outside/errbook.config.yaml',
    })
    expect(mayWrite(here, 'hooks/pre-commit')?.code).toBe('protected-folder')
  })

  it.each(['..', '../errors', '../errors/', '..', '..', 'up'])(
    'must not use %s as an output folder, because it contains source files',
    (path) => {
      expect(mayHoldOutput(boundary(), path)?.code).toBe('output-over-source')
    },
  )

  it.each(['.', '../docs', '../errors/out', '../errors-2'])(
    'may use %s as an output folder',
    (path) => {
      expect(mayHoldOutput(boundary(), path)).toBeUndefined()
    },
  )
})

describe('an installed package that is a link', () => {
  const install = (name: string, store: string, packageName = name) => {
    mkdirSync(join(top, store, 'deep'), { recursive: true })
    writeFileSync(join(top, store, 'package.json'), JSON.stringify({ name: packageName }))
    mkdirSync(dirname(join(root, 'node_modules', name)), { recursive: true })
    symlinkSync(join(top, store), join(root, 'node_modules', name))
  }

  it('may be read if the link leads to a package with the same name', () => {
    install('theme', 'store/theme@1')
    install('@acme/theme', 'store/acme-theme@1')
    install('fake', 'outside', 'something-else')
    symlinkSync('../../outside', join(top, 'store/theme@1/escape'))
    for (const path of [
      '../node_modules/theme/deep',
      '../node_modules/theme',
      '../node_modules/@acme/theme/deep/x.hbs',
      '../node_modules/own/x',
    ])
      expect(mayRead(boundary(), path), path).toBeUndefined()
    for (const path of [
      '../node_modules/fake/x',
      '../node_modules/theme/escape/x',
      '../node_modules/theme/../../../outside',
      '../../store/theme@1',
    ])
      expect(mayRead(boundary(), path)?.code, path).toBe('outside-project')
    expect(code('../node_modules/theme/deep')).toBe('protected-folder')
  })
})

describe('random paths', () => {
  const part = fc.oneof(
    {
      arbitrary: fc.constantFrom(
        '..',
        '.',
        '',
        'up',
        'in',
        'out',
        'file',
        'through',
        'a',
        'hooks',
        'modules',
      ),
      weight: 6,
    },
    {
      arbitrary: fc.constantFrom(
        'docs',
        'absolute',
        'chain',
        'dangling',
        'dangling-in',
        'dangling-through',
        'deep',
        'project',
        'work',
        'outside',
        'new',
      ),
      weight: 5,
    },
    {
      arbitrary: fc.constantFrom(
        '.git',
        '.GIT',
        '.git ',
        '.git.',
        'git~1',
        '.Git::$DATA',
        'node_modules',
        'NODE_MODULES',
        'Out',
        'DOCS',
      ),
      weight: 2,
    },
  )
  const paths = fc
    .tuple(
      fc.constantFrom('', '', '', '/', 'TOP/', 'ROOT/'),
      fc.array(part, { maxLength: 9 }),
      fc.constantFrom('/', '/', '\\'),
    )
    .map(([start, parts, separator]) =>
      slashed(start.replace('TOP', top).replace('ROOT', root) + parts.join(separator)),
    )

  it('are allowed only inside the project and outside protected folders', () => {
    let allowed = 0
    fc.assert(
      fc.property(paths, (path) => {
        if (mayWrite(boundary(), path) !== undefined) return
        allowed++
        const real = create(resolve(cwd, path))
        const way = relative(root, real).split(sep)
        expect(way[0], path).not.toBe('..')
        expect(
          way.some((name) => /^(?:\.git|node_modules)$/i.test(name)),
          path,
        ).toBe(false)
      }),
      { numRuns: 3000 },
    )
    expect(allowed).toBeGreaterThan(300)
  })

  /** Creates a folder or file at this path. Returns its real path. */
  function create(path: string): string {
    try {
      return realpathSync.native(path)
    } catch {
      const above = create(dirname(path))
      const target = join(above, basename(path))
      try {
        mkdirSync(target)
        return realpathSync.native(target)
      } catch {
        // The target is a link to a missing file. Writing to it shows to which path the system
        // resolves it.
        try {
          writeFileSync(target, '')
          return realpathSync.native(target)
        } catch {
          return target
        }
      }
    }
  }
})

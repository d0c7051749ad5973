import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { describe, expect, it } from 'vitest'
import { commands } from '../src/commands/index.js'
import { emitters } from '../src/emit/index.js'
import { rules } from '../src/lint/rules/index.js'
import { reporters } from '../src/report/index.js'
import { repository } from './project.js'
import {
  circles,
  code,
  files,
  type Import,
  imports,
  moduleNames,
  ownImports,
  show,
  texts,
  topOf,
} from './sources.js'

// Tests the rules of ARCHITECTURE.md: which files may import which, and that every rule, emitter,
// reporter and command is in its list.
const packageJson = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as {
  exports: Record<string, string | { default: string }>
}

// Imports only go downward. Names on the same line are siblings, which never import each other.
const layers = [
  ['cli.ts'],
  ['commands', 'index.ts'],
  ['compile.ts'],
  ['load', 'lint', 'emit', 'diff', 'author', 'write', 'report'],
  ['files'],
  ['facts'],
  ['model'],
  ['diagnostics'],
  ['runtime'],
]
const layerOf = (file: string) => layers.findIndex((names) => names.includes(topOf(file)))

const isUpward = ({ from, to }: Pick<Import, 'from' | 'to'>) =>
  topOf(from) !== topOf(to) && layerOf(from) >= layerOf(to)

describe('the layers', () => {
  it('include every file of src/', () => {
    expect(files.filter((file) => layerOf(file) === -1)).toEqual([])
  })

  it('import only from lower layers, never from siblings', () => {
    expect(ownImports.filter(isUpward).map(show)).toEqual([])
    // Checks that the test can fail.
    for (const [from, to] of [
      ['load/link/link.ts', 'emit/groups.ts'],
      ['facts/body/body.ts', 'load/read.ts'],
      ['files/regular.ts', 'load/read.ts'],
      ['facts/path.ts', 'files/regular.ts'],
      ['compile.ts', 'commands/build.ts'],
      ['model/entry.ts', 'facts/markdown/prose.ts'],
      ['emit/llms.ts', 'compile.ts'],
      ['commands/build.ts', 'cli.ts'],
      ['index.ts', 'commands/run.ts'],
    ] as const) {
      expect(isUpward({ from, to }), `${from} → ${to}`).toBe(true)
    }
    for (const [from, to] of [
      ['commands/build.ts', 'emit/groups.ts'],
      ['emit/docs/docs.ts', 'emit/groups.ts'],
      ['load/link/link.ts', 'facts/entry/code.ts'],
      ['model/code.ts', 'diagnostics/codes.ts'],
    ] as const) {
      expect(isUpward({ from, to }), `${from} → ${to}`).toBe(false)
    }
  })

  it('allow only one import below the model, which is the type of diagnostic codes', () => {
    const outside = ownImports.filter(
      ({ from, to }) => topOf(from) === 'model' && topOf(to) !== 'model',
    )
    expect(outside.map(({ from, to, typeOnly }) => [from, to, typeOnly])).toEqual([
      ['model/code.ts', 'diagnostics/codes.ts', true],
    ])
    expect(
      ownImports.filter(
        ({ from, to }) => topOf(from) === 'diagnostics' && topOf(to) !== 'diagnostics',
      ),
    ).toEqual([])
  })

  it('have no circular imports, including types', () => {
    expect(circles()).toEqual([])
  })

  it('import only existing files', () => {
    expect(ownImports.filter(({ to }) => !texts.has(to)).map(show)).toEqual([])
    // Checks that no import was overlooked, by counting `from './…'` in the text.
    expect(ownImports.filter(({ lazy }) => !lazy).length).toBe(
      files.reduce((sum, file) => sum + (code(file).match(/\bfrom '\.{1,2}\//g)?.length ?? 0), 0),
    )
  })
})

describe('the source code', () => {
  // Only these files read or write. Everything between reading and writing is pure.
  const ends = {
    'cli.ts': 'prints the version',
    'files/root.ts': 'finds the root of a project',
    'files/real-path.ts': 'follows links',
    'files/regular.ts': 'reads regular files, for everybody else',
    'load/config.ts': 'finds the config',
    'load/import-sources.ts': 'lists what is to be imported',
    'load/read.ts': 'lists the catalog',
    'load/templates.ts': 'lists templates',
    'load/surroundings.ts': 'looks around for init',
    'load/base/find.ts': 'looks for what a catalog is compared with',
    'load/base/folder.ts': 'reads a catalog or a lock elsewhere on disk',
    'load/git/environment.ts': 'finds the git program',
    'load/git/repository.ts': 'finds the repository',
    'load/git/run.ts': 'asks git for what a commit holds',
    'write/folder.ts': 'reads what is there before a build writes',
    'write/lock.ts': 'keeps two commands apart',
    'write/own-file.ts': 'reads locks and journals',
    'write/disk.ts': 'looks at what is there before a build writes',
    'write/apply.ts': 'writes outputs',
    'write/hold.ts': 'writes the files of a catalog, and an API description',
    'write/changes.ts': 'looks at the files that an edit changes',
    'write/recover.ts': 'finishes an edit that was killed',
    'write/stage.ts': 'stages files and moves them',
  }

  it('uses the file system, the network and the OS only in files that read or write', () => {
    const found = imports
      .filter(({ to }) =>
        /^(?:node:)?(?:fs|child_process|net|http|https|os|worker_threads)(?:\/|$)/.test(to),
      )
      .map(({ from }) => from)
    expect(found.filter((file) => !Object.hasOwn(ends, file))).toEqual([])
  })

  it('uses `process` and `globalThis` only in cli.ts, with a few exceptions', () => {
    // The lock of an output folder contains the process ID of its owner.
    const allowed: Readonly<Record<string, RegExp>> = {
      'write/lock.ts': /\bprocess\.(?:pid|kill)\b/g,
      // git gets only a few variables of the environment.
      'load/git/environment.ts': /\bprocess\.env\b/g,
      // Patterns are measured in CPU time, so that a busy machine does not make them look slow.
      'facts/pattern/slow-pattern.ts': /\bprocess\.cpuUsage\b/g,
    }
    // The runtime runs inside services and uses the `Response` of their platform.
    const found = files.filter(
      (file) =>
        file !== 'cli.ts' &&
        topOf(file) !== 'runtime' &&
        /\bprocess\b\s*(?:\.|\[)|\bglobalThis\b|node:process/.test(
          code(file).replace(allowed[file] ?? /(?!)/g, ''),
        ),
    )
    expect(found).toEqual([])
  })

  it('uses no clock, randomness or locale between reading and writing', () => {
    const pure = files.filter((file) =>
      ['compile.ts', 'load', 'lint', 'emit', 'facts', 'model'].includes(topOf(file)),
    )
    expect(
      pure.filter((file) =>
        /\bDate\.now\b|\bnew Date\b|Math\.random|performance\.now|toLocale|localeCompare|Intl\./.test(
          code(file),
        ),
      ),
    ).toEqual([])
  })
})

describe('messages and help texts', () => {
  // Messages may change at any time, so anything that code needs is in separate fields.
  const words = String.raw`(?:\b(?:message|help)\b|\bhelp\?)`
  const methods =
    'includes|startsWith|endsWith|indexOf|match|matchAll|search|replace|replaceAll|split'
  const readings = [
    new RegExp(String.raw`${words}[!?]?\)?[!?]?\.(?:${methods})\(`),
    new RegExp(String.raw`\.(?:test|exec)\(\s*(?:\w+[!?]?\.)*${words}`),
    new RegExp(String.raw`${words}\s*[!=]==\s*['"\x60]`),
    new RegExp(String.raw`['"\x60]\s*[!=]==\s*(?:\w+[!?]?\.)*${words}`),
    new RegExp(String.raw`switch \((?:\w+[!?]?\.)*${words}\)`),
  ]
  const reads = (line: string) => readings.some((reading) => reading.test(line))
  // These files parse messages of other programs, because the information is only in the text, or
  // because the text must be changed before errbook shows it.
  const foreign: Readonly<Record<string, string>> = {
    'cli.ts': 'Node names the call that failed',
    'commands/run.ts': 'Node names files by their whole path',
    'emit/template/markdown-contexts.ts': 'YAML ends in the place',
    'emit/template/syntax-tree.ts': 'Handlebars has the line of a mistake in its words alone',
    'emit/template/unreadable.ts': 'MDX has the second place of a mistake in its words alone',
    'emit/template/verify.ts': 'YAML ends in a frame of the code',
  }

  it('are never parsed by code', () => {
    const found = files.filter((file) => reads(code(file).replaceAll(/\s*\n\s*(?=\.)/g, '')))
    expect(found).toEqual(Object.keys(foreign).sort())
    // Checks that the test can fail.
    for (const line of [
      "findings.some(({ message }) => message.includes('the vocabulary'))",
      "return message.replace(/ This breaks [a-z ]+\\./, '')",
      "words.help.startsWith('Did you')",
      "help?.split('\\n')[0]",
      '/^(?:Unexpected argument|Missing )/.test(error.message)',
      '/^Missing closing/.exec(first.message)',
      "if (found.help === 'Remove it.')",
      'switch (finding.message) {',
    ])
      expect(reads(line), line).toBe(true)
    expect(reads('const text = `${message}\\n${help}`')).toBe(false)
  })
})

describe('the lists of rules, emitters, reporters and commands', () => {
  it('include every rule, and its file has the same name', () => {
    expect(moduleNames('lint/rules')).toEqual(rules.map(({ id }) => id).sort())
    for (const { id } of rules) expect(texts.get(`lint/rules/${id}.ts`)).toContain(`id: '${id}'`)
  })

  it('include every emitter and every docs platform', () => {
    const defined = files
      .filter((file) => /= defineEmitter\(/.test(code(file)) && file !== 'emit/emitter.ts')
      .map((file) => posix.basename(file, '.ts'))
    expect([...defined, ...moduleNames('emit/docs/platforms')].sort()).toEqual(
      emitters.map(({ name }) => name).sort(),
    )
  })

  it('include every reporter', () => {
    const defined = files
      .filter((file) => /export const \w+: Reporter = /.test(code(file)))
      .map((file) => posix.basename(file, '.ts'))
    expect(defined).toEqual(Object.keys(reporters).sort())
    for (const [name, reporter] of Object.entries(reporters)) expect(reporter.name).toBe(name)
  })

  it('include every command, and its file has the same name', async () => {
    const defined = files
      .filter((file) => /export const \w+: Command = /.test(code(file)))
      .map((file) => posix.basename(file, '.ts'))
    expect(defined).toEqual(Object.keys(commands).sort())
    for (const [name, load] of Object.entries(commands)) expect((await load()).name).toBe(name)
  })

  it('load a command only when it is called', () => {
    const eager = ownImports.filter(
      ({ to, lazy }) => /export const \w+: Command = /.test(code(to)) && !lazy,
    )
    expect(eager.map(show)).toEqual([])
  })
})

describe('source files', () => {
  // Longer files should be split. Exceptions are listed here, each with a reason.
  const long: Readonly<Record<string, string>> = {}

  /** The handwritten files in `src/`. */
  const written = new Map(
    [...texts].flatMap(([file, text]) =>
      file.startsWith('diagnostics/generated/') ? [] : [[file, text] as const],
    ),
  )
  const beside = new Map(['test', 'bench', 'scripts'].flatMap((folder) => programsIn(folder)))
  const isLong = ([, text]: readonly [string, string]) => text.trimEnd().split('\n').length > 350

  it('have at most 350 lines in src/, except generated files', () => {
    const found = [...written].filter(isLong).map(([file]) => file)
    expect(found.filter((file) => long[file] === undefined)).toEqual([])
  })

  it('have at most 350 lines in tests, benchmarks and scripts', () => {
    expect(beside.size).toBeGreaterThan(150)
    expect([...beside].filter(isLong).map(([file]) => file)).toEqual([])
  })

  // The formatter wraps code but not comments, so this test checks only comments.
  it('have comments of at most 100 columns', () => {
    const isLongComment = (line: string) => /^\s*(?:\/\/|\/\*|\* )/.test(line) && line.length > 100
    const found = [...written, ...beside].flatMap(([file, text]) =>
      text
        .split('\n')
        .flatMap((line, at) => (isLongComment(line) ? [`${file}:${at + 1}: ${line}`] : [])),
    )
    expect(found).toEqual([])
    // Checks that the test can fail.
    const words = 'word '.repeat(20)
    for (const start of ['// ', '  /** ', '   * ']) expect(isLongComment(start + words)).toBe(true)
    expect(isLongComment(`const text = '${words}' // word`)).toBe(false)
  })

  it('are all reachable from the command line or an entry point of the package', () => {
    const packageFiles = new Set(
      Object.values(packageJson.exports).flatMap((entry) =>
        typeof entry === 'string'
          ? []
          : [entry.default.replace('./dist/', '').replace(/\.js$/, '.ts')],
      ),
    )
    const reached = new Set([...files.filter((file) => packageFiles.has(file)), 'cli.ts'])
    for (const file of reached)
      for (const { from, to } of ownImports) if (from === file) reached.add(to)
    expect(files.filter((file) => !reached.has(file))).toEqual([])
  })
})

/** Returns the source files of a folder, except test inputs and expected outputs. */
function programsIn(folder: string): [path: string, text: string][] {
  const paths = readdirSync(join(repository, folder), { recursive: true, encoding: 'utf8' })
  return paths
    .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
    .filter(
      (path) =>
        /\.(?:[cm]?[jt]s|tsx)$/.test(path) &&
        !/^test\/(?:cases|diff|fixtures)\/|\/node_modules\//.test(path),
    )
    .map((path) => [path, readFileSync(join(repository, path), 'utf8')])
}

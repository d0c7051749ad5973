import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { describe, expect, it } from 'vitest'
import { commands } from '../src/commands/index.js'
import { emitters } from '../src/emit/index.js'
import { rules } from '../src/lint/rules/index.js'
import { reporters } from '../src/report/index.js'

// ARCHITECTURE.md as a test: who may import whom, and that every extension is in its list.
const root = join(import.meta.dirname, '../src')
const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.ts'))
  .sort()
const packageJson = JSON.parse(readFileSync(join(root, '../package.json'), 'utf8')) as {
  exports: Record<string, string | { default: string }>
}
const texts = new Map(files.map((file) => [file, readFileSync(join(root, file), 'utf8')]))

interface Import {
  readonly from: string
  /** A file of ours, or a package. */
  readonly to: string
  readonly own: boolean
  readonly typeOnly: boolean
  readonly lazy: boolean
}

const imports = files.flatMap(importsOf)
const ownImports = imports.filter(({ own }) => own)

// Downward only. What stands on one line are siblings, which never import one another.
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
  it('hold every file', () => {
    expect(files.filter((file) => layerOf(file) === -1)).toEqual([])
  })

  it('are imported downward only, and siblings never import one another', () => {
    expect(ownImports.filter(isUpward).map(show)).toEqual([])
    // What must be found, is.
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

  it('end in the model, which knows of ours only the type of the diagnostics’ codes', () => {
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

  it('are free of circles, types included', () => {
    expect(circles()).toEqual([])
  })

  it('import only files that are there', () => {
    expect(ownImports.filter(({ to }) => !texts.has(to)).map(show)).toEqual([])
    // The reading of imports itself: as many as there are `from './…'` in the text.
    expect(ownImports.filter(({ lazy }) => !lazy).length).toBe(
      files.reduce((sum, file) => sum + (code(file).match(/\bfrom '\.{1,2}\//g)?.length ?? 0), 0),
    )
  })
})

describe('the world outside', () => {
  // The pipeline between reading and writing is pure: these are its two ends.
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

  it('is met at the two ends of the pipeline only', () => {
    const found = imports
      .filter(({ to }) =>
        /^(?:node:)?(?:fs|child_process|net|http|https|os|worker_threads)(?:\/|$)/.test(to),
      )
      .map(({ from }) => from)
    expect(found.filter((file) => !Object.hasOwn(ends, file))).toEqual([])
  })

  it('is asked for arguments, environment and streams by cli.ts alone', () => {
    // The lock of an output's folder holds the id of the process that has it.
    const allowed: Readonly<Record<string, RegExp>> = {
      'write/lock.ts': /\bprocess\.(?:pid|kill)\b/g,
      // git is started with a few named variables of the environment, and not with all of it.
      'load/git/environment.ts': /\bprocess\.env\b/g,
      // Slow in CPU time, so that a busy machine makes no pattern slow.
      'facts/pattern/slow-pattern.ts': /\bprocess\.cpuUsage\b/g,
    }
    // The runtime is a part of services, and asks their platform for its `Response`.
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

  it('has no clock and no chance between read and write', () => {
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

describe('what is written for people', () => {
  // Words may change at any time: what code needs to know of a finding or an error is a field of it.
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
  // Programs of others that say in words what no field of their errors has, or say it with a place
  // and a full stop that a sentence of ours can't have in it.
  const foreign: Readonly<Record<string, string>> = {
    'cli.ts': 'Node names the call that failed',
    'commands/run.ts': 'Node names files by their whole path',
    'emit/template/markdown-contexts.ts': 'YAML ends in the place',
    'emit/template/syntax-tree.ts': 'Handlebars has the line of a mistake in its words alone',
    'emit/template/unreadable.ts': 'MDX has the second place of a mistake in its words alone',
    'emit/template/verify.ts': 'YAML ends in a frame of the code',
  }

  it('is read by no code', () => {
    const found = files.filter((file) => reads(code(file).replaceAll(/\s*\n\s*(?=\.)/g, '')))
    expect(found).toEqual(Object.keys(foreign).sort())
    // What must be found, is.
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

describe('the lists', () => {
  it('name every rule, each in a file of its name', () => {
    expect(moduleNames('lint/rules')).toEqual(rules.map(({ id }) => id).sort())
    for (const { id } of rules) expect(texts.get(`lint/rules/${id}.ts`)).toContain(`id: '${id}'`)
  })

  it('name every emitter and every docs platform', () => {
    const defined = files
      .filter((file) => /= defineEmitter\(/.test(code(file)) && file !== 'emit/emitter.ts')
      .map((file) => posix.basename(file, '.ts'))
    expect([...defined, ...moduleNames('emit/docs/platforms')].sort()).toEqual(
      emitters.map(({ name }) => name).sort(),
    )
  })

  it('name every reporter', () => {
    const defined = files
      .filter((file) => /export const \w+: Reporter = /.test(code(file)))
      .map((file) => posix.basename(file, '.ts'))
    expect(defined).toEqual(Object.keys(reporters).sort())
    for (const [name, reporter] of Object.entries(reporters)) expect(reporter.name).toBe(name)
  })

  it('name every command, in a file of its name', async () => {
    const defined = files
      .filter((file) => /export const \w+: Command = /.test(code(file)))
      .map((file) => posix.basename(file, '.ts'))
    expect(defined).toEqual(Object.keys(commands).sort())
    for (const [name, load] of Object.entries(commands)) expect((await load()).name).toBe(name)
  })

  it('are where a command is loaded from, and only when it is called', () => {
    const eager = ownImports.filter(
      ({ to, lazy }) => /export const \w+: Command = /.test(code(to)) && !lazy,
    )
    expect(eager.map(show)).toEqual([])
  })
})

describe('the files', () => {
  // A file past 350 lines holds more than one idea. One that has to is named here, with its reason.
  const long: Readonly<Record<string, string>> = {}

  it('are small, the generated ones aside', () => {
    const found = files.filter(
      (file) =>
        !file.startsWith('diagnostics/generated/') && texts.get(file)!.split('\n').length > 350,
    )
    expect(found.filter((file) => long[file] === undefined)).toEqual([])
  })

  it('are all reached from the command line or an entry point of the package', () => {
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

function importsOf(file: string): Import[] {
  const source = code(file)
  const found = [
    ...[
      ...source.matchAll(/^(?:import|export)\s+(type\s+)?(?:[^'"`;]*?\sfrom\s+)?'([^']+)'/gm),
    ].map(([, type, to]) => ({
      to: to!,
      typeOnly: type !== undefined,
      lazy: false,
    })),
    ...[...source.matchAll(/\bimport\('([^']+)'\)/g)].map(([, to]) => ({
      to: to!,
      typeOnly: false,
      lazy: true,
    })),
  ]
  return found.map(({ to, ...rest }) => {
    const own = to.startsWith('.')
    return {
      from: file,
      to: own ? posix.normalize(`${dirname(file)}/${to}`).replace(/\.js$/, '.ts') : to,
      own,
      ...rest,
    }
  })
}

/** A file without its comments. */
function code(file: string): string {
  return (texts.get(file) ?? '')
    .replace(/^\s*\/\*\*?[\s\S]*?\*\//gm, '')
    .replace(/(^|\s)\/\/ .*$/gm, '')
}

function topOf(file: string): string {
  return file.split('/')[0]!
}

function moduleNames(folder: string): string[] {
  return files
    .filter((file) => dirname(file) === folder && posix.basename(file) !== 'index.ts')
    .map((file) => posix.basename(file, '.ts'))
}

function show({ from, to }: Import): string {
  return `${from} → ${to}`
}

/**
 * Every circle of imports, by the walk that closed it. A command that is loaded when called is not
 * in one.
 */
function circles(): string[] {
  const targets = new Map(
    files.map((file) => [
      file,
      ownImports.filter(({ from, lazy }) => from === file && !lazy).map(({ to }) => to),
    ]),
  )
  const done = new Set<string>()
  const found: string[] = []
  const walk = (file: string, way: readonly string[]): void => {
    if (way.includes(file)) {
      found.push([...way.slice(way.indexOf(file)), file].join(' → '))
      return
    }
    if (done.has(file)) return
    for (const to of targets.get(file) ?? []) walk(to, [...way, file])
    done.add(file)
  }
  for (const file of files) walk(file, [])
  return found
}

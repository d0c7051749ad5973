// Mutation tests: `npm run test:mutation FOLDER` lets Stryker make small changes to the files of
// src/FOLDER, one at a time, and counts how many changes the tests detect. It runs in a copy of the
// working tree. The results are kept, so that the next run tries only changed code.
//
//   npm run test:mutation lint              all of src/lint
//   npm run test:mutation lint/rules/stub   one file
//   npm run test:mutation load -- --every 4    every fourth file, for an estimate
//
// It writes the score of a folder to the table at the end of CONTRIBUTING.md.
import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    every: { type: 'string', default: '1' },
    concurrency: { type: 'string', default: '2' },
  },
})
const every = Number(values.every)
const [folder] = positionals
if (folder === undefined || !(every >= 1)) {
  process.stderr.write('Usage: npm run test:mutation FOLDER [-- --every N]\n')
  process.exit(2)
}

const kept = join(root, '.cache/mutation')
const name = folder.replaceAll('/', '-')
const copy = join(tmpdir(), `errbook-mutation-${name}`)
const files = filesOf(folder).filter((_, at) => at % every === 0)
if (files.length === 0) {
  process.stderr.write(`There is no file in src/${folder}.\n`)
  process.exit(2)
}

mkdirSync(kept, { recursive: true })
copyTree()
const report = join(kept, `${name}.json`)
writeFileSync(join(copy, 'stryker.config.json'), JSON.stringify(settings(), null, 2))
const stryker = join(root, 'node_modules/@stryker-mutator/core/bin/stryker.js')
const { status } = spawnSync(process.execPath, [stryker, 'run'], {
  cwd: copy,
  env: { ...process.env, ERRBOOK_MUTATION: folder },
  stdio: 'inherit',
})
if (status !== 0) process.exit(status ?? 3)
rmSync(copy, { recursive: true, force: true })
const found = JSON.parse(readFileSync(report, 'utf8'))
const score = scoreOf(found)
process.stdout.write(`${survivorsOf(found)}\n${JSON.stringify(score)}\n`)
keepScore(score)

function settings() {
  return {
    testRunner: 'vitest',
    vitest: { configFile: 'test/mutation/vitest.config.ts' },
    mutate: files,
    coverageAnalysis: 'perTest',
    // A change to code that runs at import time would need all tests each time, which takes days.
    ignoreStatic: true,
    // The cases contain links to folders, which Stryker's own copy would drop, and .ts files
    // as input.
    inPlace: true,
    disableTypeChecks: false,
    // Stryker can't read tsconfig.json, because TypeScript 7 has no API for that.
    tsconfigFile: 'none.json',
    incremental: true,
    incrementalFile: join(kept, `${name}.incremental.json`),
    reporters: ['json', 'progress-append-only'],
    jsonReporter: { fileName: report },
    concurrency: Number(values.concurrency),
    timeoutMS: 20_000,
    dryRunTimeoutMinutes: 30,
    allowConsoleColors: false,
  }
}

/**
 * Creates a clone with the uncommitted changes. It is outside the project, because tests search for
 * the project root.
 */
function copyTree() {
  rmSync(copy, { recursive: true, force: true })
  git('clone', '--quiet', '--shared', root, copy)
  const changed = git('diff', '--name-only', '-z', 'HEAD').split('\0')
  const added = git('ls-files', '-z', '--others', '--exclude-standard').split('\0')
  for (const path of [...changed, ...added].filter((path) => path !== '')) {
    rmSync(join(copy, path), { recursive: true, force: true })
    if (existsSync(join(root, path))) {
      cpSync(join(root, path), join(copy, path), { verbatimSymlinks: true })
    }
  }
  // Stryker 9 crashes if the name of a getter is a string.
  const problem = join(copy, 'src/runtime/problem.ts')
  const text = readFileSync(problem, 'utf8')
  writeFileSync(problem, text.replace("get '~errbook'()", "get ['~errbook']()"))
  // Copied, not linked, so that a build during the run does not change the tested files.
  cpSync(join(root, 'dist'), join(copy, 'dist'), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
}

function filesOf(folder) {
  return git('ls-files', `src/${folder}`, `src/${folder}.ts`)
    .split('\n')
    .filter((path) => path.endsWith('.ts') && existsSync(join(root, path)))
    .sort()
}

function git(...args) {
  return spawnSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 1e8 }).stdout
}

function mutantsOf(found) {
  return Object.entries(found.files).flatMap(([file, { mutants }]) =>
    mutants.map((mutant) => ({ file, ...mutant })),
  )
}

/**
 * Counts the changes by result. A change that makes the tests hang counts as detected.
 * A change that no test executes counts as not covered.
 */
function scoreOf(found) {
  const count = (...states) =>
    mutantsOf(found).filter(({ status }) => states.includes(status)).length
  const killed = count('Killed', 'Timeout')
  const survived = count('Survived')
  const uncovered = count('NoCoverage')
  const percent = (part, whole) => (whole === 0 ? 100 : Math.round((1000 * part) / whole) / 10)
  return {
    folder,
    ...(every > 1 && { every }),
    changes: killed + survived + uncovered,
    killed,
    survived,
    uncovered,
    ofCovered: percent(killed, killed + survived),
    ofAll: percent(killed, killed + survived + uncovered),
  }
}

function survivorsOf(found) {
  return mutantsOf(found)
    .filter(({ status }) => status === 'Survived' || status === 'NoCoverage')
    .map(({ file, location, status, mutatorName, replacement }) => {
      const text = (replacement ?? '').replace(/\s+/g, ' ').slice(0, 100)
      return `${file}:${location.start.line}:${location.start.column} ${status} ${mutatorName} ${text}`
    })
    .join('\n')
}

/** Writes the score of a folder to the table of CONTRIBUTING.md. Skips files and subfolders. */
function keepScore({ changes, ofCovered, ofAll }) {
  if (folder.includes('/')) return
  const path = join(root, 'CONTRIBUTING.md')
  const text = readFileSync(path, 'utf8')
  const head = text.indexOf('| folder | changes |')
  const [title, rule, ...rows] = text.slice(head).trimEnd().split('\n')
  const of = every > 1 ? `every ${every}th` : 'all'
  const row = `| ${folder} | ${changes} | ${ofCovered} % | ${ofAll} % | ${of} |`
  const others = rows.filter((one) => !one.startsWith(`| ${folder} |`))
  const table = [title, rule, ...[...others, row].sort()]
  writeFileSync(path, `${text.slice(0, head)}${table.join('\n')}\n`)
}

// npm run bench:linear: measures runs on inputs of size n, 2n and 4n. CPU time at 4n must be at
// most 5 times that at n.
//
// `node bench/linear.mjs WORD…` measures inputs with one of the words in their name, and
// `node bench/linear.mjs ''` measures all inputs. The CPU time includes the startup. To keep the
// startup small in comparison, n grows until a run takes three times as long as with n = 1, or
// until a file gets close to the size limit.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { cli, machine } from './child.mjs'
import { inputs } from './linear-inputs/index.mjs'
import { base, stubs } from './linear-inputs/make.mjs'

/** The maximum ratio of the CPU time for 4n to the CPU time for n. */
const mostGrowth = 5
/** The maximum CPU time for 4,000 warnings in one file, in seconds. */
const mostForStubs = 5

const words = process.argv.slice(2)
const folder = mkdtempSync(join(tmpdir(), 'errbook-linear-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))

const chosen = inputs.filter(({ name, often }) =>
  words.length === 0 ? often : words.some((word) => name.includes(word)),
)
process.stdout.write(`${machine()}; seconds of CPU\n\n`)
row('input', ['n', 'at 1', 'at n', 'at 2n', 'at 4n', '4n : n', 'MB'])
for (const input of chosen) {
  const empty = measure(input, 1)
  let n = input.start
  let first = measure(input, n)
  while (
    4 * n < (input.most ?? Infinity) &&
    first.cpu < 3 * empty.cpu &&
    4 * first.largest < 2_000_000 &&
    first.files < 5_000
  ) {
    n = Math.min(
      first.cpu < 1.5 * empty.cpu ? 4 * n : 2 * n,
      Math.floor((input.most ?? Infinity) / 4),
    )
    first = measure(input, n)
  }
  const runs = [first, measure(input, 2 * n), measure(input, 4 * n)]
  const growth = runs[2].cpu / first.cpu
  const figures = [
    n,
    ...[empty, ...runs].map(({ cpu }) => cpu.toFixed(2)),
    growth.toFixed(2),
    Math.max(...runs.map(({ megabytes }) => megabytes)).toFixed(0),
  ]
  row(
    input.name,
    figures,
    growth > mostGrowth ? 'MISSED' : runs.find(({ failure }) => failure)?.failure,
  )
}
if (words.length === 0) {
  const { cpu, megabytes, failure } = measure(stubs, 4_000)
  row(
    stubs.name,
    [4_000, '', '', '', cpu.toFixed(2), `≤ ${mostForStubs}`, megabytes.toFixed(0)],
    cpu > mostForStubs ? 'MISSED' : failure,
  )
}

/** @param {string} [failure] */
function row(name, figures, failure) {
  if (failure) process.exitCode = 1
  process.stdout.write(
    `${name.padEnd(44)} ${figures.map((figure) => String(figure).padStart(7)).join(' ')}${failure ? `   ${failure}` : ''}\n`,
  )
}

/**
 * Measures one run on an input of size n: CPU time in seconds, and peak memory.
 *
 * @param {import('./linear-inputs/make.mjs').Input} input
 * @param {number} n
 */
function measure({ files, args = ['check'] }, n) {
  const project = join(folder, 'project')
  rmSync(project, { recursive: true, force: true })
  const contents = Object.entries({ ...base, ...files(n) })
  for (const [path, text] of contents) {
    mkdirSync(dirname(join(project, path)), { recursive: true })
    writeFileSync(join(project, path), text)
  }
  const report = join(folder, 'usage.json')
  rmSync(report, { force: true })
  const hook = ['--import', new URL('usage.mjs', import.meta.url).href]
  const { status, signal, stderr } = spawnSync(process.execPath, [...hook, cli, ...args], {
    cwd: project,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, BENCH_USAGE: report },
    maxBuffer: 1 << 30,
    timeout: 120_000,
  })
  const size = {
    largest: Math.max(...contents.map(([, text]) => text.length)),
    files: contents.length,
  }
  // 0 and 1 are regular results; any other exit code means that the run failed.
  if (status !== 0 && status !== 1)
    return {
      ...size,
      cpu: Number.POSITIVE_INFINITY,
      megabytes: Number.NaN,
      failure: `ended with ${signal ?? status}: ${stderr.toString().slice(0, 400)}`,
    }
  const { maxRSS, userCPUTime, systemCPUTime } = JSON.parse(readFileSync(report, 'utf8'))
  const failure = undefined
  return { ...size, cpu: (userCPUTime + systemCPUTime) / 1e6, megabytes: maxRSS / 1024, failure }
}

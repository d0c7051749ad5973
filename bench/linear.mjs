// npm run bench:linear: what a run takes for inputs of n, 2n and 4n. CPU at 4n is at most 5 times that at n.
//
// node bench/linear.mjs [WORD…] measures the inputs whose names have one of the words in them. CPU time is the child's
// own word, start included, so n grows until a run takes three times as long as one that has nothing to do.

import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { cli, machine } from './child.mjs'
import { base, inputs } from './linear-inputs.mjs'

const most = 5
const words = process.argv.slice(2)
const without = process.env.NOT
const folder = mkdtempSync(join(tmpdir(), 'errbook-linear-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))

const floor = Math.min(...[0, 1, 2].map(() => measure({ files: () => ({}) }, 1).cpu))
const chosen = inputs
  .filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)))
  .filter(({ name }) => !without || !name.includes(without))
process.stdout.write(`${machine()}; a run that has nothing to do takes ${seconds(floor)} of CPU\n\n`)
process.stdout.write(`${'input'.padEnd(44)} ${['n', 'n', '2n', '4n', '4n : n', 'MB'].map((head) => head.padStart(8)).join(' ')}\n`)
for (const input of chosen) {
  let n = input.start
  let first = measure(input, n)
  // A file past the limit is refused unread: there is nothing to measure beyond it.
  while (first.cpu < 3 * floor && first.largest < 1_000_000) {
    n *= first.cpu < 1.5 * floor ? 4 : 2
    first = measure(input, n)
  }
  const [second, fourth] = [measure(input, 2 * n), measure(input, 4 * n)]
  const ratio = fourth.cpu / first.cpu
  const figures = [String(n), ...[first, second, fourth].map(({ cpu }) => seconds(cpu)), ratio.toFixed(2), fourth.megabytes.toFixed(0)]
  const met = ratio <= most && [first, second, fourth].every(({ status }) => status === 0 || status === 1)
  if (!met) process.exitCode = 1
  process.stdout.write(
    `${input.name.padEnd(44)} ${figures.map((figure) => figure.padStart(8)).join(' ')}${met ? '' : `   MISSED ${fourth.note}`}\n`,
  )
}

/** What one run on an input of size n takes: seconds of CPU, and the memory at its peak. */
function measure({ files, args = ['check'] }, n) {
  const project = join(folder, 'project')
  rmSync(project, { recursive: true, force: true })
  const contents = { ...base, ...files(n) }
  const largest = Math.max(...Object.values(contents).map(({ length }) => length))
  for (const [path, text] of Object.entries(contents)) {
    mkdirSync(dirname(join(project, path)), { recursive: true })
    writeFileSync(join(project, path), text)
  }
  const report = join(folder, 'usage.json')
  rmSync(report, { force: true })
  const { status, signal, stderr } = spawnSync(process.execPath, ['--import', new URL('usage.mjs', import.meta.url).href, cli, ...args], {
    cwd: project,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, BENCH_USAGE: report },
    maxBuffer: 1 << 30,
    timeout: 60_000,
  })
  const note = `${status ?? signal} ${status > 1 ? stderr.toString().slice(0, 300) : ''}`
  try {
    const { maxRSS, userCPUTime, systemCPUTime } = JSON.parse(readFileSync(report, 'utf8'))
    return { status, note, largest, cpu: (userCPUTime + systemCPUTime) / 1e6, megabytes: maxRSS / 1024 }
  } catch {
    return { status, note, largest, cpu: Number.POSITIVE_INFINITY, megabytes: Number.NaN }
  }
}

function seconds(cpu) {
  return `${cpu.toFixed(2)} s`
}

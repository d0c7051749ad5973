// Runs one command as a child process and measures it.
import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository. Its catalog is in errors/. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** The program under test. `ERRBOOK` selects another build for comparison. */
export const cli = process.env.ERRBOOK ?? join(root, 'dist/cli.js')

/**
 * Measures `node …arguments`: `milliseconds`, and with `usage` also the CPU time and peak memory
 * that the child reports.
 *
 * @param {readonly string[]} args
 * @param {{ cwd?: string, usage?: boolean }} [options]
 */
export function run(args, { cwd, usage = false } = {}) {
  const report = join(tmpdir(), `errbook-bench-${process.pid}.json`)
  const hook = usage ? ['--import', new URL('usage.mjs', import.meta.url).href] : []
  const started = performance.now()
  const { status, stdout, stderr } = spawnSync(process.execPath, [...hook, ...args], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, BENCH_USAGE: report },
    maxBuffer: 1 << 26,
  })
  const milliseconds = performance.now() - started
  if (status !== 0)
    throw new Error(`node ${args.join(' ')} ended with ${status}:\n${stdout}${stderr}`)
  if (!usage) return { milliseconds, stdout, cpu: Number.NaN, megabytes: Number.NaN }
  const { maxRSS, userCPUTime, systemCPUTime } = JSON.parse(readFileSync(report, 'utf8'))
  rmSync(report)
  return {
    milliseconds,
    stdout,
    cpu: (userCPUTime + systemCPUTime) / 1000,
    megabytes: maxRSS / 1024,
  }
}

/**
 * Runs several subjects alternately, `rounds` times, so that a busy moment of the machine affects
 * all of them.
 *
 * @template Sample
 * @param {number} rounds
 * @param {Readonly<Record<string, (round: number) => Sample>>} subjects
 */
export function interleave(rounds, subjects) {
  const samples = Object.fromEntries(
    Object.keys(subjects).map((name) => [name, /** @type {Sample[]} */ ([])]),
  )
  for (let round = 0; round < rounds; round++)
    for (const [name, subject] of Object.entries(subjects)) samples[name].push(subject(round))
  return samples
}

/** @param {readonly number[]} numbers */
export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/**
 * One line of a report: a figure, its target, and whether the target is met. A missed target sets
 * exit code 1, except in CI, where the machine is shared and the figures are only informative.
 */
export function verdict(what, figure, target, unit = '') {
  const met = figure <= target
  if (!met && !process.env.CI) process.exitCode = 1
  process.stdout.write(
    `${what.padEnd(46)} ${`${figure.toFixed(2)}${unit}`.padStart(12)}   target ≤ ${target}${unit}   ${met ? 'met' : 'MISSED'}\n`,
  )
}

export function machine() {
  return `Node ${process.version}, ${process.platform} ${process.arch}`
}

// node bench/diff.mjs: compares the time of `diff` for two catalogs with the time of `check` for
// one of them. Each catalog has 10 000 errors, and ten of them differ.
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cli, interleave, machine, median, run, verdict } from './child.mjs'
import { generate } from './generate.mjs'

const size = Number(process.env.SIZE ?? 10_000)
const rounds = Number(process.env.ROUNDS ?? 5)
const folder = mkdtempSync(join(tmpdir(), 'errbook-bench-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))

generate(size, folder)
cpSync(join(folder, 'errors'), join(folder, 'old'), { recursive: true })
const files = readdirSync(join(folder, 'errors'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.yaml') && path !== 'catalog.yaml')
  .sort()
for (let at = 0; at < 10; at++) {
  const file = join(folder, 'errors', files[Math.floor((at * files.length) / 10)])
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^title: .*$/m, 'title: Another'))
}

const { check, diff } = interleave(rounds, {
  check: () => run([cli, 'check', '--format', 'json'], { cwd: folder }),
  diff: () => run([cli, 'diff', './old', '--format', 'json'], { cwd: folder }),
})
const found = JSON.parse(diff[0].stdout).findings.map(({ code }) => code)
if (found.length !== 10 || found.some((code) => code !== 'title-changed'))
  throw new Error(`diff found ${found.length}: ${found}`)
const time = (samples) => median(samples.map(({ milliseconds }) => milliseconds))
const list = (samples) =>
  samples.map(({ milliseconds }) => (milliseconds / 1000).toFixed(1)).join(', ')
process.stdout.write(
  `${machine()}; medians of ${rounds} rounds; check ${list(check)} s, diff ${list(diff)} s\n`,
)
verdict(`diff of two of ${size} against one check`, time(diff) / time(check), 2)

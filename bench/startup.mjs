// node bench/startup.mjs: compares the startup time with `node -e 0`.
import { cli, interleave, machine, median, root, run, verdict } from './child.mjs'

const rounds = 21
const subjects = {
  node: () => run(['-e', '0']),
  version: () => run([cli, '--version']),
  check: () => run([cli, 'check'], { cwd: root }),
}
for (const warm of Object.values(subjects)) warm()
const samples = interleave(rounds, subjects)
const time = (name) => median(samples[name].map(({ milliseconds }) => milliseconds))

process.stdout.write(`${machine()}; medians of ${rounds} rounds\n\n`)
for (const name of Object.keys(subjects))
  process.stdout.write(`${name.padEnd(8)} ${time(name).toFixed(1)} ms\n`)
process.stdout.write('\n')
verdict('errbook --version against node -e 0', time('version') / time('node'), 1.5)
verdict('errbook check on errors/ against node -e 0', time('check') / time('node'), 8)

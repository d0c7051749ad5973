// node bench/build.mjs: compares a cold build of 10 000 errors with the floor (bench/floor.mjs),
// the least work that a build must do. Also reports the memory of the build, and how the time per
// error grows from 1 000 to 10 000 errors.
//
// Builds and floors alternate. Each is a separate process that writes into an empty folder. The
// time in which the floor reads its input is subtracted.
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cli, interleave, machine, median, run, verdict } from './child.mjs'
import { docsJson, generate } from './generate.mjs'

const rounds = Number(process.env.ROUNDS ?? 5)
const sizes = [100, 1_000, 10_000]
const largest = Math.max(...sizes)
const floorScript = fileURLToPath(new URL('floor.mjs', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'errbook-bench-'))
const project = (size) => join(folder, String(size))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))

for (const size of sizes) generate(size, project(size))

// `floor.mjs` writes the output of this build. The build also warms the disk cache.
build(largest)
const written = join(folder, 'written')
cpSync(join(project(largest), 'out'), written, { recursive: true })

const samples = interleave(rounds, {
  floor,
  ...Object.fromEntries(sizes.map((size) => [size, () => build(size)])),
})

const time = (name) => median(samples[name].map(({ milliseconds }) => milliseconds))
const cpu = (name) => median(samples[name].map((sample) => sample.cpu))
const perError = (size) => time(size) / size
process.stdout.write(
  `${machine()}, ${cpus().length} × ${cpus()[0]?.model.trim()}; medians of ${rounds} rounds\n\n`,
)
process.stdout.write(`floor at ${largest}: ${seconds(time('floor'))} (${list(samples.floor)})\n`)
for (const size of sizes)
  process.stdout.write(
    `build at ${size}: ${seconds(time(size))} (${list(samples[size])}), ${perError(size).toFixed(2)} ms an error, ${Math.max(...samples[size].map(({ megabytes }) => megabytes)).toFixed(0)} MB\n`,
  )
process.stdout.write(
  `in CPU time, which a busy machine blurs less: ${(cpu(largest) / cpu('floor')).toFixed(2)} floors\n\n`,
)
verdict(`build of ${largest} against the floor`, time(largest) / time('floor'), 4)
verdict('time per error, 10 000 against 1 000', perError(10_000) / perError(1_000), 1.2)
verdict(
  `peak memory at ${largest}`,
  Math.max(...samples[largest].map(({ megabytes }) => megabytes)),
  600,
  ' MB',
)

function build(size) {
  const out = join(project(size), 'out')
  rmSync(out, { recursive: true, force: true })
  mkdirSync(join(out, 'docs'), { recursive: true })
  writeFileSync(join(out, 'docs/docs.json'), docsJson)
  return run([cli, 'build'], { cwd: project(size), usage: true })
}

function floor() {
  const to = join(folder, 'floor')
  rmSync(to, { recursive: true, force: true })
  const { milliseconds, cpu, stdout } = run(
    [floorScript, join(project(largest), 'errors'), written, to],
    { usage: true },
  )
  const { errors, beforehand } = JSON.parse(stdout)
  if (errors > 0) throw new Error(`The floor met ${errors} errors of YAML.`)
  return { milliseconds: milliseconds - beforehand.wall, cpu: cpu - beforehand.cpu }
}

function seconds(milliseconds) {
  return `${(milliseconds / 1000).toFixed(2)} s`
}

function list(all) {
  return all.map(({ milliseconds }) => (milliseconds / 1000).toFixed(1)).join(', ')
}

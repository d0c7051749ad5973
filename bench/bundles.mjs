// node bench/bundles.mjs: the bundle size of a service that uses three errors out of 90, 1 000 and
// 10 000, with `fail`, `is`, `parseProblem` and one adapter, bundled by esbuild and by rolldown.
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build as esbuild } from 'esbuild'
import { rolldown } from 'rolldown'
import { cli, root, run, verdict } from './child.mjs'
import { generate } from './generate.mjs'

const sizes = [90, 1_000, 10_000]
const limit = 1_200
const folder = mkdtempSync(join(tmpdir(), 'errbook-bundles-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
mkdirSync(join(folder, 'node_modules'))
symlinkSync(root, join(folder, 'node_modules/errbook'), 'dir')

const bundlers = {
  esbuild: async (entry) => {
    const { outputFiles } = await esbuild({
      entryPoints: [entry],
      bundle: true,
      minify: true,
      format: 'esm',
      target: 'es2022',
      write: false,
    })
    return outputFiles[0].text
  },
  rolldown: async (entry) => {
    const bundle = await rolldown({ input: entry })
    const { output } = await bundle.generate({ format: 'esm', minify: true })
    return output[0].code
  },
}

for (const size of sizes) project(size)
for (const runtime of ['package', 'file']) {
  const found = new Map(Object.keys(bundlers).map((name) => [name, /** @type {number[]} */ ([])]))
  for (const size of sizes) {
    const entry = service(size, runtime)
    for (const [name, bundle] of Object.entries(bundlers)) {
      const text = await bundle(entry)
      found.get(name)?.push(gzipSync(text, { level: 9 }).length)
      if (process.env.SHOW) process.stdout.write(`${text}\n`)
    }
  }
  for (const [name, bytes] of found) {
    process.stdout.write(
      `runtime: ${runtime}, ${name}: ${sizes.map((size, at) => `${bytes[at]} bytes of ${size}`).join(', ')}\n`,
    )
    verdict(`  gzipped, at most`, Math.max(...bytes), limit, ' B')
    verdict(`  the largest by the smallest`, Math.max(...bytes) / Math.min(...bytes), 1.05)
  }
}

/** A catalog of this size, built once with each runtime. */
function project(size) {
  const outputs = ['package', 'file'].map(
    (runtime) =>
      `  - { emit: typescript, to: ${runtime}, audience: internal, runtime: ${runtime} }\n`,
  )
  generate(size, join(folder, String(size)), `catalog: errors\noutputs:\n${outputs.join('')}`)
  run([cli, 'build'], { cwd: join(folder, String(size)) })
}

/** The source file of the service in a project of this size. It uses everything that it imports. */
function service(size, runtime) {
  const errors = join(folder, String(size), runtime)
  // Use the first error of three category files, from any system.
  const modules = readdirSync(errors, { recursive: true, encoding: 'utf8' })
    .filter((file) => /[\\/]/.test(file))
    .sort()
  const names = modules
    .slice(0, 3)
    .map((file) => /^export const (\w+)/m.exec(readFileSync(join(errors, file), 'utf8'))?.[1])
  const entry = join(folder, String(size), `${runtime}.ts`)
  writeFileSync(
    entry,
    `import { problems } from 'errbook/hono'
import { ${names.join(', ')}, envelope, fail, is, parseProblem } from './${runtime}/index.js'

export const onError = problems({ envelope, values: (context) => ({ requestId: context.req.header('x-request-id') ?? '' }) })
export const find = (id: string) => fail(${names[0]}, { resourceId: id })
export const mine = (error: unknown) => is(error, ${names[1]})
export const read = (response: Response) => parseProblem(response, [${names[1]}, ${names[2]}])
`,
  )
  return entry
}

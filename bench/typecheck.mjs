// node bench/typecheck.mjs: compares the CPU time of type-checking a consumer with that of an empty
// project, with both compilers. Out of 10 000 errors, the consumer imports three and narrows eight.

import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cli, median, root, run, verdict } from './child.mjs'
import { generate } from './generate.mjs'

const size = Number(process.env.SIZE ?? 10_000)
const rounds = Number(process.env.ROUNDS ?? 3)
const compilers = {
  5.9: ['node_modules/typescript-5.9/bin/tsc', 4],
  7: ['node_modules/typescript/bin/tsc', 8],
}
const folder = process.env.PROJECT ?? mkdtempSync(join(tmpdir(), 'errbook-typecheck-'))
if (process.env.PROJECT === undefined) {
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  generate(
    size,
    folder,
    'catalog: errors\noutputs:\n  - { emit: typescript, to: errors-ts, audience: internal }\n',
  )
  run([cli, 'build'], { cwd: folder })
}

const modules = readdirSync(join(folder, 'errors-ts'), { recursive: true, encoding: 'utf8' })
  .filter((file) => /[\\/]/.test(file))
  .sort()
const firstOf = (file) =>
  /export const (\w+): ErrorDef<("[^"]+")/
    .exec(readFileSync(join(folder, 'errors-ts', file), 'utf8'))
    ?.slice(1) ?? []
const three = modules
  .slice(0, 3)
  .map((file) => [file.replaceAll('\\', '/').replace(/ts$/, 'js'), ...firstOf(file)])
const eight = [
  ...readFileSync(join(folder, 'errors-ts/map.ts'), 'utf8').matchAll(/^ {2}("[^"]+"): \{/gm),
]
  .slice(0, 8)
  .map(([, code]) => code)

project('empty', 'export {}\n')
project(
  'consumer',
  `${three.map(([file, name]) => `import { ${name} } from '../errors-ts/${file}'`).join('\n')}
import { fail, is } from '../errors-ts/runtime.js'
import type { ProblemOf } from '../errors-ts/map.js'

export const thrown = fail(${three[0][1]}, { resourceId: 'res_1' } as never)
export const mine = (error: unknown) => is(error, ${three[1][1]}, ${three[2][1]}) && error.code
export function read(problem: ProblemOf<${eight.join(' | ')}>): number {
  switch (problem.code) {
${eight.map((code) => `    case ${code}:\n      return problem.status`).join('\n')}
    default:
      return problem satisfies never
  }
}
`,
)

for (const [version, [compiler, target]] of Object.entries(compilers)) {
  const times = { empty: [], consumer: [] }
  for (let round = 0; round < rounds; round++)
    for (const name of ['empty', 'consumer']) times[name].push(check(compiler, name))
  const [empty, consumer] = [median(times.empty), median(times.consumer)]
  process.stdout.write(
    `TypeScript ${version}: ${consumer.toFixed(2)} s of CPU, empty project ${empty.toFixed(2)} s\n`,
  )
  verdict('  the consumer by the empty project', consumer / empty, target, '×')
}

function project(name, text) {
  mkdirSync(join(folder, name), { recursive: true })
  writeFileSync(join(folder, name, 'index.ts'), text)
  const options = {
    target: 'es2022',
    lib: ['es2022'],
    types: [],
    module: 'nodenext',
    strict: true,
    noEmit: true,
  }
  writeFileSync(
    join(folder, name, 'tsconfig.json'),
    JSON.stringify({ compilerOptions: options, include: ['index.ts'] }),
  )
}

/** The CPU time of one check, in seconds. */
function check(compiler, name) {
  const { status, stdout, stderr } = spawnSync(
    'bash',
    [
      '-c',
      'TIMEFORMAT="%U %S"; time "$@" >&3 2>&3',
      '-',
      process.execPath,
      join(root, compiler),
      '-p',
      join(folder, name),
    ],
    {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    },
  )
  if (status !== 0) throw new Error(`${name} does not compile:\n${stdout}${stderr}`)
  const [user, system] = stderr.trim().split(' ').map(Number)
  return user + system
}

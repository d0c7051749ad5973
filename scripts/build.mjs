// The build of this repository: compiles errbook, and uses it to render errors/.
//
//   1  src/ → dist/                                    tsc
//   2  src/diagnostics/catalog → the type of codes     errbook, on its own catalog
//   3  compile again if that changed the type
//   4  src/runtime → templates/typescript/runtime.*    scripts/runtime.mjs
//   5  templates/ → proof of their escaping            scripts/prove-templates.mjs
//   6  errors/ → out/                                  errbook
//   7  scripts/docs/ and the schemas → docs/*.md        scripts/docs.mjs
import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { proveTemplates } from './prove-templates.mjs'
import { writeRuntimeTemplates } from './runtime.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const codes = () => readFileSync(join(root, 'src/diagnostics/generated/codes.ts'), 'utf8')

rmSync(join(root, 'dist'), { recursive: true, force: true })
const before = codes()
// A new diagnostic is not in the type yet, so compile errors of the first round are ignored.
let errors = compile()
// The pages are written to docs/, which is outside the project if there is no git, as in a source
// archive.
errbook('src/diagnostics', '--allow-outside')
if (codes() !== before) errors = compile()
if (errors !== '') {
  process.stderr.write(errors)
  process.exit(1)
}
writeRuntimeTemplates()
await proveTemplates()
errbook('.')
errbook('examples/identities')
run(
  join(root, 'dist/cli.js'),
  ['openapi', 'merge', 'openapi.yaml', '--partial'],
  join(root, 'examples/identities'),
)
run(join(root, 'scripts/docs.mjs'), [], root)

function compile() {
  const { status, stdout } = spawnSync(
    process.execPath,
    [join(root, 'node_modules/typescript/bin/tsc'), '-p', root],
    { encoding: 'utf8' },
  )
  cpSync(join(root, 'src/diagnostics/catalog'), join(root, 'dist/diagnostics/catalog'), {
    recursive: true,
  })
  chmodSync(join(root, 'dist/cli.js'), 0o755)
  return status === 0 ? '' : stdout
}

function errbook(folder, ...options) {
  run(join(root, 'dist/cli.js'), ['build', ...options], join(root, folder))
}

function run(script, args, cwd) {
  const { status } = spawnSync(process.execPath, [script, ...args], { cwd, stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 3)
}

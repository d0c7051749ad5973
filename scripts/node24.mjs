// Runs the tests on Node 24, from the npm package `node`.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const folder = join(root, '.cache/node24')
const node = join(folder, 'node_modules/node/bin/node')
if (!existsSync(node))
  run('npm', [
    'install',
    '--prefix',
    folder,
    '--no-save',
    '--no-audit',
    '--no-fund',
    '--silent',
    'node@24.21.0',
  ])
run(node, [
  join(root, 'node_modules/vitest/vitest.mjs'),
  'run',
  '--silent=passed-only',
  '--reporter=dot',
])

function run(command, args) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit' })
  if (error) throw error
  if (status !== 0) process.exit(status ?? 1)
}

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const cli = fileURLToPath(new URL('../dist/cli.js', import.meta.url))

// As `| head -1` does. What the run found is its exit code still.
it.each([
  ['.', ['list'], 0],
  ['test/cases/unknown-key', ['check', '--format', 'json'], 1],
] as const)('a run in %s ends quietly where nobody reads on', async (cwd, args, code) => {
  const child = spawn(process.execPath, [cli, ...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
  child.stdout.destroy()
  let said = ''
  child.stderr.on('data', (text) => {
    said += text
  })
  const [ended] = await once(child, 'close')
  expect([ended, said]).toEqual([code, expect.not.stringMatching(/EPIPE|\n {4}at /)])
})

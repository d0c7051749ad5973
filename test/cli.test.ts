import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const cli = fileURLToPath(new URL('../dist/cli.js', import.meta.url))

// A reader such as `head -1` closes the pipe early. That must not change the exit code.
it.each([
  ['.', ['list'], 0],
  ['test/cases/unknown-key', ['check', '--format', 'json'], 1],
] as const)(
  'exits without a stack trace when the reader closes the pipe (in %s)',
  async (cwd, args, code) => {
    const child = spawn(process.execPath, [cli, ...args], {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    child.stdout.destroy()
    let said = ''
    child.stderr.on('data', (text) => {
      said += text
    })
    const [ended] = await once(child, 'close')
    expect([ended, said]).toEqual([code, expect.not.stringMatching(/EPIPE|\n {4}at /)])
  },
)

// If the output can't be printed, the run fails, but this is not a bug of errbook.
const noRoom = 'error: Could not write to standard output: ENOSPC: no space left on device.\n'
it.skipIf(!existsSync('/dev/full')).each([
  ['1', ['list'], noRoom],
  ['1', ['--version'], noRoom],
  ['1', ['--help'], noRoom],
  ['1', ['check', '--format', 'json'], noRoom],
  ['2', ['check'], ''],
])('exits with 3 if the disk is full for stream %s of `errbook %s`', (stream, args, said) => {
  const line = `"$0" dist/cli.js ${args.join(' ')} ${stream}> /dev/full`
  const { status, stderr } = spawnSync('sh', ['-c', line, process.execPath], { encoding: 'utf8' })
  expect([status, stderr.replace(/^\d+ errors? of.*\n/m, '')]).toEqual([3, said])
})

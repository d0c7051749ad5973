#!/usr/bin/env node
import type { World } from './commands/shared/command.js'

// The only file that touches `process`.
const argv = process.argv.slice(2)

// Writing output can fail, for example `errbook list > codes.txt` on a full disk. Then the run must
// fail.
let failed = false
for (const [name, stream] of [
  ['output', process.stdout],
  ['error', process.stderr],
] as const)
  stream.on('error', (cause: NodeJS.ErrnoException) => {
    // The reader closed the pipe, as in `errbook list | head -1`. Keep the exit code of the run.
    if (cause.code === 'EPIPE' || failed) return
    failed = true
    process.exitCode = 3
    if (name === 'output')
      process.stderr.write(
        `error: Could not write to standard output: ${cause.message.replace(/, write$/, '')}.\n`,
      )
  })

// Editors and scripts ask for the version often, so answer without loading the commands.
if (argv[0] === '--version' || argv[0] === '-v') {
  const { readFileSync } = await import('node:fs')
  const { version } = JSON.parse(
    readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
  ) as { version: string }
  process.stdout.write(`${version}\n`)
} else {
  // A build of ten thousand errors keeps a few hundred megabytes alive, and V8 would let the heap
  // grow to four times that before it collects garbage.
  if (argv[0] === 'build') (await import('node:v8')).setFlagsFromString('--heap-growing-percent=20')
  const { run } = await import('./commands/run.js')
  const exitCode = await run(argv, await makeIo())
  process.exitCode = failed ? 3 : exitCode
}

async function makeIo(): Promise<World> {
  const { default: picocolors } = await import('picocolors')
  const { asker } = await import('./commands/shared/asker.js')
  const colored =
    process.stderr.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb'
  return {
    cwd: process.cwd(),
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    colors: picocolors.createColors(
      colored ||
        (process.env.FORCE_COLOR !== undefined &&
          process.env.FORCE_COLOR !== '0' &&
          !process.env.NO_COLOR),
    ),
    ask:
      process.stdin.isTTY === true && process.stderr.isTTY === true && process.env.CI === undefined
        ? asker({ input: process.stdin, output: process.stderr })
        : undefined,
    patience: 10_000,
    watched: process.stderr.isTTY === true && process.env.CI === undefined,
  }
}

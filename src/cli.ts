#!/usr/bin/env node
import type { Io } from './commands/command.js'

// The only file that touches `process`.
const argv = process.argv.slice(2)

// Asked for by editors and scripts at every turn, so it loads nothing.
if (argv[0] === '--version' || argv[0] === '-v') {
  const { readFileSync } = await import('node:fs')
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }
  process.stdout.write(`${version}\n`)
} else {
  // A build of ten thousand errors keeps a few hundred megabytes alive, and V8 would let that grow fourfold before it looks for garbage.
  if (argv[0] === 'build') (await import('node:v8')).setFlagsFromString('--heap-growing-percent=20')
  // Whoever reads has heard enough, as in `errbook list | head -1`. The exit code stays that of the run.
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (cause: NodeJS.ErrnoException) => {
      if (cause.code !== 'EPIPE') throw cause
    })
  const { run } = await import('./commands/run.js')
  process.exitCode = await run(argv, await makeIo())
}

async function makeIo(): Promise<Io> {
  const { default: picocolors } = await import('picocolors')
  const { asker } = await import('./commands/asker.js')
  const colored = process.stderr.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb'
  return {
    cwd: process.cwd(),
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    colors: picocolors.createColors(
      colored || (process.env.FORCE_COLOR !== undefined && process.env.FORCE_COLOR !== '0' && !process.env.NO_COLOR),
    ),
    ask:
      process.stdin.isTTY === true && process.stderr.isTTY === true && process.env.CI === undefined
        ? asker({ input: process.stdin, output: process.stderr })
        : undefined,
    patience: 10_000,
    watched: process.stderr.isTTY === true && process.env.CI === undefined,
  }
}

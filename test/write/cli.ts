import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')

/** The command line as users run it: compiled, in a separate process. */
export interface Cli {
  start(args: readonly string[], cwd: string, env?: NodeJS.ProcessEnv): ChildProcess
  run(
    args: readonly string[],
    cwd: string,
    env?: NodeJS.ProcessEnv,
  ): Promise<{ code: number | null; text: string }>
  remove(): void
}

export function compileCli(): Cli {
  const folder = mkdtempSync(join(tmpdir(), 'errbook-cli-'))
  spawnSync(process.execPath, [
    join(root, 'node_modules/typescript/bin/tsc'),
    '-p',
    root,
    '--outDir',
    join(folder, 'dist'),
    '--declaration',
    'false',
    // The build checks types.
    '--noCheck',
  ])
  for (const name of ['templates', 'package.json'])
    cpSync(join(root, name), join(folder, name), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  const start: Cli['start'] = (args, cwd, env = {}) =>
    spawn(process.execPath, [join(folder, 'dist/cli.js'), ...args], {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
  return {
    start,
    run: (args, cwd, env) =>
      new Promise((resolve) => {
        const child = start(args, cwd, env)
        let text = ''
        for (const stream of [child.stdout!, child.stderr!])
          stream.on('data', (chunk) => (text += chunk))
        child.on('close', (code) => resolve({ code, text }))
      }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

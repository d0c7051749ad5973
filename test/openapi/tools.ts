import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { repository } from '../project.js'

// Linters and generators for OpenAPI. They are installed separately, because they are large and
// only used here.
const folder = join(repository, '.cache/openapi')
const files = ['package.json', 'package-lock.json']

/** Installs the tools unless they are already installed from the same lockfile. */
export function installTools(): void {
  mkdirSync(folder, { recursive: true })
  const wanted = createHash('sha256')
  for (const name of files) wanted.update(readFileSync(join(import.meta.dirname, name)))
  const hash = wanted.digest('hex')
  const mark = join(folder, 'installed')
  if (existsSync(mark) && readFileSync(mark, 'utf8') === hash) return
  for (const name of files) copyFileSync(join(import.meta.dirname, name), join(folder, name))
  const { status, said } = execute(
    'npm',
    ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--no-progress'],
    folder,
  )
  if (status !== 0) throw new Error(`npm ci ends with ${status}:\n${said}`)
  writeFileSync(mark, hash)
}

/** Runs a tool. `said` contains its standard output and standard error. */
export function tool(
  name: string,
  args: readonly string[],
  cwd: string,
): { status: number; said: string } {
  const command = join(folder, 'node_modules/.bin', name)
  if (!existsSync(command)) throw new Error(`${name} is not installed`)
  return execute(command, args, cwd)
}

/** Compiles programs in a folder, and returns the compiler errors of each. */
export function typeErrors(
  version: '5.9' | '7',
  folder: string,
  programs: Readonly<Record<string, string>>,
): Map<string, string> {
  const tsc = join(
    repository,
    'node_modules',
    version === '7' ? 'typescript' : 'typescript-5.9',
    'bin/tsc',
  )
  const compilerOptions = {
    noEmit: true,
    strict: true,
    exactOptionalPropertyTypes: true,
    module: 'nodenext',
    skipLibCheck: true,
    types: [],
  }
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ compilerOptions, files: Object.keys(programs) }),
  )
  for (const [name, text] of Object.entries(programs)) writeFileSync(join(folder, name), text)
  const { status, said } = execute(process.execPath, [tsc, '-p', '.', '--pretty', 'false'], folder)
  const errors = said.split('\n').filter((line) => /\berror TS\d+/.test(line))
  const own = new Map(
    Object.keys(programs).map((name) => [
      name,
      errors.filter((line) => line.startsWith(`${name}(`)).join('\n'),
    ]),
  )
  // Compiler errors in other files come from generated code, which must compile.
  if (
    errors.some((line) => !own.has(line.split('(')[0]!)) ||
    (status === 0) !== (errors.length === 0)
  )
    throw new Error(said)
  return own
}

function execute(
  command: string,
  args: readonly string[],
  cwd: string,
): { status: number; said: string } {
  const { status, error, stdout, stderr } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: {
      ...process.env,
      CI: 'true',
      NO_COLOR: '1',
      REDOCLY_TELEMETRY: 'off',
      REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true',
      npm_config_omit_lockfile_registry_resolved: 'true',
    },
  })
  if (error) throw error
  return { status: status ?? 1, said: `${stdout}\n${stderr}`.slice(-6000) }
}

import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { run } from '../../src/commands/run.js'
import { captureIo } from '../io.js'
import { repository } from '../project.js'
import type { Catalog } from './catalogs.js'
import type { Site } from './site.js'

/** A site with errbook's pages, built by its own tools. */
export interface Build {
  readonly site: Site
  readonly folder: string
  /** The HTML files, by their path in the build output. */
  readonly html: ReadonlyMap<string, string>
  /** The paths of all built files, which links may lead to. */
  readonly files: ReadonlySet<string>
}

/** The environment of all tools, with telemetry disabled. */
export const environment = {
  ...process.env,
  CI: 'true',
  NO_COLOR: '1',
  NEXT_TELEMETRY_DISABLED: '1',
  ASTRO_TELEMETRY_DISABLED: '1',
  DO_NOT_TRACK: '1',
  npm_config_omit_lockfile_registry_resolved: 'true',
}

/** Copies the site to `.cache/sites`, installs it, and renders the catalogs into the copy. */
export async function prepare(
  site: Site,
  catalogs: readonly Catalog[],
  folder = cacheOf(site),
): Promise<string> {
  const project = join(import.meta.dirname, site.name)
  mkdirSync(folder, { recursive: true })
  for (const name of readdirSync(folder))
    if (!kept.has(name)) rmSync(join(folder, name), { recursive: true })
  for (const name of readdirSync(project))
    if (!kept.has(name)) cpSync(join(project, name), join(folder, name), { recursive: true })
  install(folder)
  for (const { name, files } of catalogs) {
    const base = `${site.content.url}/${name}`
    for (const [file, text] of files)
      write(
        join(folder, 'catalogs', name, file),
        file === 'catalog.yaml' ? withDocs(text, base) : text,
      )
    const output = {
      emit: site.emit,
      to: join(site.content.folder, name),
      base,
      ...site.output?.(name),
    }
    const config = `errbook.${name}.json`
    write(join(folder, config), JSON.stringify({ catalog: `catalogs/${name}`, outputs: [output] }))
    const io = captureIo(folder)
    const code = await run(['build', '--config', config], io)
    if (code !== 0) throw new Error(`errbook build of ${name} ends with ${code}:\n${io.text()}`)
  }
  return folder
}

/** Files and folders that are kept for the next build. */
const kept = new Set([
  'node_modules',
  'installed',
  'built',
  'out',
  'dist',
  'build',
  '.next',
  '.source',
  '.docusaurus',
  '.astro',
])

export const cacheOf = ({ name }: Site): string => join(repository, '.cache/sites', name)

/** Builds the site with its own tools, or returns the last build if none of its inputs changed. */
export async function build(site: Site, catalogs: readonly Catalog[]): Promise<Build> {
  const folder = await prepare(site, catalogs)
  const key = digest(folder)
  const mark = join(folder, 'built')
  if (!existsSync(mark) || readFileSync(mark, 'utf8') !== key) {
    rmSync(mark, { force: true })
    rmSync(join(folder, site.out), { recursive: true, force: true })
    for (const [command, ...args] of site.build) execute(command, args, folder)
    writeFileSync(mark, key)
  }
  const out = join(folder, site.out)
  const files = filesBelow(out)
  const html = new Map(
    files
      .filter((file) => file.endsWith('.html'))
      .map((file) => [file, readFileSync(join(out, file), 'utf8')]),
  )
  return { site, folder, html, files: new Set(files) }
}

/** Installs a project unless it is already installed from the same lockfile. */
export function install(folder: string): void {
  if (!existsSync(join(folder, 'package.json'))) return
  const key = createHash('sha256')
  for (const name of ['package.json', 'package-lock.json'])
    key.update(readFileSync(join(folder, name)))
  const wanted = key.digest('hex')
  const mark = join(folder, 'installed')
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return
  // `npm ci` would reject the lockfile, because it omits packages for other operating systems,
  // which the registry may not have.
  execute('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--no-progress'], folder)
  writeFileSync(mark, wanted)
}

/** Runs a command of the site. If it fails, throws the end of its output. */
export function execute(command: string, args: readonly string[], cwd: string): void {
  const path = `${join(cwd, 'node_modules/.bin')}:${process.env.PATH}`
  const { status, error, stdout, stderr } = spawnSync(command, args, {
    cwd,
    env: { ...environment, PATH: path },
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  if (error) throw new Error(`${command}: ${error.message}`)
  if (status !== 0)
    throw new Error(
      `${command} ${args.join(' ')} ends with ${status}:\n${`${stdout}\n${stderr}`.slice(-6000)}`,
    )
}

/** Sets the `docs` URL of a catalog to the location of its pages on this site. */
function withDocs(text: string, base: string): string {
  return text.replace(/(docs: "https:\/\/[^/"]+)[^"]*?(\/\{)/g, `$1${base}$2`)
}

function digest(folder: string): string {
  const hash = createHash('sha256')
  for (const file of filesBelow(folder, kept))
    hash.update(`${file}\n`).update(readFileSync(join(folder, file)))
  return hash.digest('hex')
}

/** Returns all files below a folder, except some of its files and subfolders. */
export function filesBelow(folder: string, without: ReadonlySet<string> = new Set()): string[] {
  return readdirSync(folder)
    .filter((name) => !without.has(name))
    .flatMap((name) =>
      statSync(join(folder, name)).isDirectory()
        ? filesBelow(join(folder, name)).map((file) => `${name}/${file}`)
        : [name],
    )
    .sort()
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}

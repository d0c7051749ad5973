import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'

// The files of src/ and their imports, found by searching the text.
const root = join(import.meta.dirname, '../src')
export const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.ts'))
  .sort()
export const texts = new Map(files.map((file) => [file, readFileSync(join(root, file), 'utf8')]))

export interface Import {
  readonly from: string
  /** A file of src/, or a package. */
  readonly to: string
  readonly own: boolean
  readonly typeOnly: boolean
  readonly lazy: boolean
}

export const imports = files.flatMap(importsOf)
export const ownImports = imports.filter(({ own }) => own)

function importsOf(file: string): Import[] {
  const source = code(file)
  const found = [
    ...[
      ...source.matchAll(/^(?:import|export)\s+(type\s+)?(?:[^'"`;]*?\sfrom\s+)?'([^']+)'/gm),
    ].map(([, type, to]) => ({
      to: to!,
      typeOnly: type !== undefined,
      lazy: false,
    })),
    ...[...source.matchAll(/\bimport\('([^']+)'\)/g)].map(([, to]) => ({
      to: to!,
      typeOnly: false,
      lazy: true,
    })),
  ]
  return found.map(({ to, ...rest }) => {
    const own = to.startsWith('.')
    return {
      from: file,
      to: own ? posix.normalize(`${dirname(file)}/${to}`).replace(/\.js$/, '.ts') : to,
      own,
      ...rest,
    }
  })
}

/** Returns the source of a file without its comments. */
export function code(file: string): string {
  return (texts.get(file) ?? '')
    .replace(/^\s*\/\*\*?[\s\S]*?\*\//gm, '')
    .replace(/(^|\s)\/\/ .*$/gm, '')
}

export function topOf(file: string): string {
  return file.split('/')[0]!
}

export function moduleNames(folder: string): string[] {
  return files
    .filter((file) => dirname(file) === folder && posix.basename(file) !== 'index.ts')
    .map((file) => posix.basename(file, '.ts'))
}

export function show({ from, to }: Import): string {
  return `${from} → ${to}`
}

/**
 * Returns all circular imports, each as a path. Imports of commands do not count, because a command
 * is loaded only when it is called.
 */
export function circles(): string[] {
  const targets = new Map(
    files.map((file) => [
      file,
      ownImports.filter(({ from, lazy }) => from === file && !lazy).map(({ to }) => to),
    ]),
  )
  const done = new Set<string>()
  const found: string[] = []
  const walk = (file: string, way: readonly string[]): void => {
    if (way.includes(file)) {
      found.push([...way.slice(way.indexOf(file)), file].join(' → '))
      return
    }
    if (done.has(file)) return
    for (const to of targets.get(file) ?? []) walk(to, [...way, file])
    done.add(file)
  }
  for (const file of files) walk(file, [])
  return found
}

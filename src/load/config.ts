import { lstatSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { meant, nearest } from '../facts/nearest.js'
import { slashed } from '../facts/path.js'
import { decodeUtf8 } from '../facts/utf8.js'
import { type Boundary, boundaryOf, mayRead } from '../files/boundary.js'
import { readRegular } from '../files/regular.js'
import { type Config, configSchema } from '../model/config.js'
import type { Finding } from '../model/diagnostic.js'
import { RunError } from '../model/diagnostic.js'
import type { Source } from '../model/source.js'
import { settlePaths } from './config-paths.js'
import { secondDocument } from './decode/decode.js'
import { validate } from './decode/issues.js'
import type { ParsedOrigin } from './decode/origin.js'
import { parseYaml } from './yaml/parse.js'

/** The names of config files, in order of precedence. */
export const configNames = ['ts', 'mts', 'mjs', 'js', 'yaml', 'yml', 'json'].map(
  (extension) => `errbook.config.${extension}`,
)

/**
 * The names of the config files in a folder. More than one is an error. Includes links, even broken
 * ones.
 */
export function configsIn(folder: string): string[] {
  return configNames.filter(
    (name) => lstatSync(join(folder, name), { throwIfNoEntry: false }) !== undefined,
  )
}

/** A valid config with its file. */
export interface LoadedConfig {
  readonly config: Config
  readonly source: Source
  /** The places that this run may read and write. */
  readonly boundary: Boundary
}

export interface ConfigOptions {
  /** `--allow-outside` */
  readonly allowOutside?: boolean
}

/**
 * Reads the config of a folder. YAML and JSON run no code, and `.ts` is loaded with jiti. Throws a
 * RunError (exit 2) if there is no config. Problems in the config are returned as findings.
 */
export async function loadConfig(
  cwd: string,
  named: string | undefined,
  { allowOutside = false }: ConfigOptions = {},
): Promise<{ loaded: LoadedConfig | undefined; findings: Finding[] }> {
  const name = slashed(named ?? onlyConfig(cwd))
  const path = resolve(cwd, name)
  if (!isData.test(name) && !isProgram.test(name)) throw unknownExtension(name)
  // Don't follow a link to a file outside the project. It could point to any file on the machine.
  const at = { source: { file: name, text: '' }, range: [0, 0] } as const
  const outside = mayRead(boundaryOf({ cwd, allowOutside, config: name }), name, at)
  if (outside) return { loaded: undefined, findings: [outside] }
  const read = readRegular(path, { file: name, limit: 'config' })
  if (read === undefined)
    throw new RunError(2, {
      code: 'no-config',
      message: `Config file ${name} does not exist.`,
      help: 'Correct the path after `--config`.',
    })
  if ('finding' in read) return { loaded: undefined, findings: [read.finding] }
  const findings: Finding[] = []
  const source = decodeUtf8(name, read.bytes, findings)
  if (source === undefined) return { loaded: undefined, findings }
  const checked = (value: unknown, from: Source, root?: ParsedOrigin['root']) =>
    checkConfig(value, from, { cwd, allowOutside, root })
  if (isProgram.test(name))
    return checked(await runConfig(path, name), { ...source, program: true })
  const parsed = parseYaml(source)
  const broken = [...parsed.findings, ...secondDocument(source, parsed.documents)]
  if (broken.length > 0) return { loaded: undefined, findings: broken }
  const [document] = parsed.documents
  return checked(document?.value ?? {}, source, document?.root)
}

const isData = /\.(?:ya?ml|json)$/i
const isProgram = /\.[cm]?[jt]s$/

/**
 * The name of the config in a folder. Throws if there is no config, or more than one, because one
 * of them may be code that the user did not mean to run.
 */
function onlyConfig(cwd: string): string {
  const [name, second] = configsIn(cwd)
  if (name === undefined)
    throw new RunError(2, {
      code: 'no-config',
      message:
        'No errbook config found. Looked for errbook.config.* with the extensions .ts, .mts, .mjs, .js, .yaml, .yml and .json.',
      help: 'Specify one with `--config`, or create an `errbook.config.yaml` such as:\n  catalog: errors\n  outputs:\n    - { emit: mintlify, to: docs/errors, base: /errors }',
    })
  if (second !== undefined) throw twoConfigs(name, second)
  return name
}

/** Throws if a folder has two configs. */
export function refuseTwoConfigs(folder: string): void {
  const [name, second] = configsIn(folder)
  if (name !== undefined && second !== undefined) throw twoConfigs(name, second)
}

function twoConfigs(name: string, second: string): RunError {
  return new RunError(2, {
    code: 'duplicate-config',
    message: `This folder has two configs, \`${name}\` and \`${second}\`. Neither was read.`,
    help: 'Delete or rename one of them, or specify the one to use with `--config`.',
  })
}

function unknownExtension(name: string): RunError {
  return new RunError(2, {
    code: 'invalid-config',
    message: `\`${name}\` does not have a valid extension for a config.`,
    help: 'Use .yaml, .yml or .json, or .ts, .mts, .mjs or .js for an executable config.',
  })
}

function checkConfig(
  value: unknown,
  source: Source,
  {
    cwd,
    allowOutside,
    root,
  }: { readonly cwd: string; readonly allowOutside: boolean; readonly root: ParsedOrigin['root'] },
): { loaded: LoadedConfig | undefined; findings: Finding[] } {
  const { value: valid, findings } = validate(configSchema, value, { source, document: 0, root })
  if (valid === undefined) return { loaded: undefined, findings }
  const settled = settlePaths(valid, source, cwd)
  const config = settled.value
  if (settled.findings.length > 0)
    return { loaded: undefined, findings: [...findings, ...settled.findings] }
  const boundary = boundaryOf({ cwd, allowOutside, config: source.file, catalog: config.catalog })
  const outside = mayRead(boundary, config.catalog, { source, document: 0, path: ['catalog'] })
  return {
    loaded: { config, source, boundary },
    findings: outside ? [...findings, outside] : findings,
  }
}

async function runConfig(path: string, name: string): Promise<unknown> {
  let module: { default?: unknown }
  try {
    if (/\.m?js$/.test(name))
      module = (await import(pathToFileURL(path).href)) as { default?: unknown }
    else {
      const { createJiti } = await import('jiti')
      // Disable the cache because jiti stores it outside the project.
      module = await createJiti(import.meta.url, {
        fsCache: false,
        moduleCache: false,
        interopDefault: false,
      }).import(path)
    }
  } catch (cause) {
    const reason = (cause instanceof Error ? cause.message : String(cause)).replace(/[.\s]+$/, '')
    throw new RunError(2, {
      code: 'invalid-config',
      message: `${name} can't be loaded: ${reason}.`,
      help: 'Run the file on its own to see where it fails.',
    })
  }
  if (module.default === undefined)
    throw new RunError(2, {
      code: 'invalid-config',
      message: `${name} has no default export.`,
      help: "Export the config: `export default { catalog: 'errors' }`.",
    })
  return module.default
}

/** Message and help for a name that is not in a list. */
export function unknownName(
  what: string,
  name: string,
  known: readonly string[],
): Pick<Finding, 'message' | 'help' | 'suggestions'> {
  const near = nearest(name, known)
  return {
    message: `Unknown ${what} \`${name}\`.`,
    ...meant(near, { help: `Allowed values: ${known.map((one) => `\`${one}\``).join(', ')}.` }),
  }
}

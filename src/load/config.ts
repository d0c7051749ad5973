import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { nearest } from '../facts/nearest.js'
import { decodeUtf8 } from '../facts/utf8.js'
import { type Config, configSchema } from '../model/config.js'
import type { Finding } from '../model/diagnostic.js'
import { RunError } from '../model/diagnostic.js'
import type { Source } from '../model/source.js'
import { secondDocument } from './decode.js'
import { type ParsedOrigin, validate } from './issues.js'
import { parseYaml } from './yaml.js'

/** The names that a config is looked for under, the first that is there. */
export const configNames = ['ts', 'mts', 'mjs', 'js', 'yaml', 'yml', 'json'].map((extension) => `errbook.config.${extension}`)

/** A config, the file it stands in, and what is wrong with it. */
export interface LoadedConfig {
  readonly config: Config
  readonly source: Source
}

/**
 * Reads the config of a folder. YAML and JSON run no code; a `.ts` one is loaded with jiti. Throws a
 * RunError (exit 2) where there is none; what is wrong in one comes back as findings.
 */
export async function loadConfig(
  cwd: string,
  named: string | undefined,
): Promise<{ loaded: LoadedConfig | undefined; findings: Finding[] }> {
  const name = named ?? configNames.find((candidate) => existsSync(join(cwd, candidate)))
  if (name === undefined) {
    throw new RunError(2, {
      code: 'no-config',
      message: 'There is no errbook config here, expected one of errbook.config.ts, .mjs, .yaml or .json.',
      help: 'Name one with `--config`, or write an `errbook.config.yaml` such as:\n  catalog: errors\n  outputs:\n    - { emit: mintlify, to: docs/errors, base: /errors }',
    })
  }
  const path = resolve(cwd, name)
  if (!existsSync(path))
    throw new RunError(2, { code: 'no-config', message: `There is no config at ${name}.`, help: 'Correct the path after `--config`.' })
  const findings: Finding[] = []
  const source = decodeUtf8(name.replaceAll('\\', '/'), readFileSync(path), findings)
  if (source === undefined) return { loaded: undefined, findings }
  if (!/\.(?:ya?ml|json)$/.test(name)) {
    return checked(await runConfig(path, name), { ...source, program: true })
  }
  const parsed = parseYaml(source)
  const broken = [...parsed.findings, ...secondDocument(source, parsed.documents)]
  if (broken.length > 0) return { loaded: undefined, findings: broken }
  const [document] = parsed.documents
  return checked(document?.value ?? {}, source, document?.root)
}

function checked(value: unknown, source: Source, root?: ParsedOrigin['root']): { loaded: LoadedConfig | undefined; findings: Finding[] } {
  const { value: config, findings } = validate(configSchema, value, { source, document: 0, root })
  return { loaded: config && { config, source }, findings }
}

async function runConfig(path: string, name: string): Promise<unknown> {
  let module: { default?: unknown }
  try {
    if (/\.m?js$/.test(name)) module = (await import(pathToFileURL(path).href)) as { default?: unknown }
    else {
      const { createJiti } = await import('jiti')
      // Not cached: jiti's cache lies outside the project.
      module = await createJiti(import.meta.url, { fsCache: false, moduleCache: false, interopDefault: false }).import(path)
    }
  } catch (cause) {
    const reason = (cause instanceof Error ? cause.message : String(cause)).replace(/[.\s]+$/, '')
    throw new RunError(2, {
      code: 'invalid-config',
      message: `${name} can't be loaded: ${reason}.`,
      help: 'Run it by itself to see where it fails.',
    })
  }
  if (module.default === undefined)
    throw new RunError(2, {
      code: 'invalid-config',
      message: `${name} exports nothing by default, expected a config.`,
      help: "Write `export default { catalog: 'errors' }`.",
    })
  return module.default
}

/** Words for a name that is none of a list. */
export function unknownName(what: string, name: string, known: readonly string[]): { message: string; help: string } {
  const near = nearest(name, known)
  return {
    message: `Unexpected ${what} \`${name}\`, expected ${known.map((one) => `\`${one}\``).join(', ')}.`,
    help: near === undefined ? 'Choose one of these.' : `Did you mean \`${near}\`?`,
  }
}

import type { Rendered } from '../../compile.js'
import { type Boundary, mayHoldOutput, mayRead, mayWrite, sourceAt } from '../../files/boundary.js'
import { protectedPart } from '../../files/protected.js'
import { pathFinding } from '../../load/config-paths.js'
import type { OutputConfig } from '../../model/config.js'
import type { Finding } from '../../model/diagnostic.js'
import type { Address } from '../../model/source.js'

/** Checks the paths of an output in the config before anything is read from them. */
export function placeFindings(output: OutputConfig, at: Address, boundary: Boundary): Finding[] {
  const { to, templates, api, nav } = output as OutputConfig & {
    templates?: unknown
    api?: unknown
    nav?: { file?: unknown }
  }
  const within = (...keys: string[]): Address => ({ ...at, path: [...(at.path ?? []), ...keys] })
  const isOwn = typeof output.emit !== 'string'
  const found = [
    mayHoldOutput(boundary, to, within('to')),
    typeof templates === 'string' ? mayRead(boundary, templates, within('templates')) : undefined,
    typeof api === 'string' && !isOwn ? mayRead(boundary, api, within('api')) : undefined,
    typeof nav?.file === 'string' && !isOwn
      ? mayMerge(boundary, nav.file, within('nav', 'file'))
      : undefined,
  ]
  return found.filter((finding) => finding !== undefined)
}

/**
 * Checks the paths that emitters produced. Emitters must not merge into errbook's sources or create
 * files that errbook would read as entries.
 */
export function artifactFindings(rendered: readonly Rendered[], boundary: Boundary): Finding[] {
  return rendered.flatMap(({ output: { to, at }, artifacts }) => {
    const holds = sourceAt(boundary, to)?.what === 'catalog'
    return artifacts.flatMap((artifact): Finding[] => {
      // The planner reports paths that are not strings.
      if (typeof artifact.path !== 'string') return []
      if (!('contents' in artifact)) {
        // Paths from the config are already checked by `placeFindings`.
        const finding =
          pathFinding(artifact.path, 'write', at, boundary.cwd) ??
          mayMerge(boundary, artifact.path, at)
        return finding ? [finding] : []
      }
      const folder = protectedPart(artifact.path.split('/'))
      if (folder !== undefined) return [intoProtected(`${to}/${artifact.path}`, folder, at)]
      return holds && /\.ya?ml$/i.test(artifact.path) ? [asEntry(`${to}/${artifact.path}`, at)] : []
    })
  })
}

/**
 * Checks a result file from the command line. It must not replace the config or a file in the
 * catalog.
 */
export function resultFinding(boundary: Boundary, file: string): Finding | undefined {
  const found = mayWrite(boundary, file)
  if (found) return found
  const source = sourceAt(boundary, file)
  const isOwn = source?.what === 'config' || /(?:\.ya?ml|\.jsonl|\.gitattributes)$/i.test(file)
  if (source === undefined || !isOwn) return undefined
  return {
    code: 'output-over-source',
    message:
      source.what === 'config'
        ? `\`${file}\` is the config file.`
        : `\`${file}\` is a file in the catalog.`,
    help: 'Choose another file.',
  }
}

function mayMerge(boundary: Boundary, file: string, at: Address): Finding | undefined {
  const found = mayWrite(boundary, file, at)
  if (found) return found
  const source = sourceAt(boundary, file)
  if (source === undefined) return undefined
  return {
    code: 'output-over-source',
    message:
      source.what === 'config'
        ? `\`${file}\` is the config file.`
        : `\`${file}\` is in the catalog folder.`,
    help: 'Choose the file of your site that errbook should add to.',
    at,
  }
}

function intoProtected(path: string, folder: string, at: Address): Finding {
  return {
    code: 'protected-folder',
    message: `\`${path}\` is inside \`${folder}\`, where errbook never writes.`,
    help: 'Rename the template, or change the emitter that produces this path.',
    at,
  }
}

function asEntry(path: string, at: Address): Finding {
  return {
    code: 'output-over-source',
    message: `\`${path}\` is in the catalog folder, so errbook would read it as an entry.`,
    help: 'Choose a folder outside the catalog, such as `docs/errors`.',
    at: { ...at, path: [...(at.path ?? []), 'to'] },
  }
}

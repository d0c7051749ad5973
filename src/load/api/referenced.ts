import { posix, resolve } from 'node:path'
import { isMap, isScalar, isSeq, type Node, type Range } from 'yaml'
import { referenceFrom } from '../../facts/file-reference.js'
import { type Boundary, mayRead } from '../../files/boundary.js'
import { isWithin, realPath } from '../../files/real-path.js'
import { readSource } from '../../files/regular.js'
import type { SizeName } from '../../files/sizes.js'
import type { Finding, Result } from '../../model/diagnostic.js'
import { limits } from '../../model/limits.js'
import type { Address, Source } from '../../model/source.js'
import type { ImportSource } from '../import-sources.js'
import { parseYaml } from '../yaml/parse.js'

/**
 * The files that a description refers to with `$ref`, directly or indirectly. They must be in the
 * project or below the folder of the description. Nothing is fetched.
 */
export function readReferenced(
  root: Source,
  cwd: string,
  boundary: Boundary,
  limit: SizeName,
): Result<ImportSource[]> {
  const findings: Finding[] = []
  const found = new Map<string, ImportSource | undefined>([
    [posix.normalize(root.file), { source: root, path: '' }],
  ])
  const queue = [root]
  const folder = realPath(resolve(cwd, root.file, '..'))
  for (let from = queue.shift(); from !== undefined; from = queue.shift()) {
    for (const { text, range } of references(
      parseYaml(from, undefined, { mergeKeys: true }).documents[0]?.root ?? null,
    )) {
      const { path } = referenceFrom(text, from.file)
      if (path === undefined || found.has(path)) continue
      const at: Address = { source: from, range: [range[0], range[1]] }
      if (found.size > limits.apiFiles) {
        const message = `This description is split into more than ${limits.apiFiles} files.`
        return {
          value: sourcesIn(found),
          findings: [
            ...findings,
            { code: 'file-too-large', message, help: 'Bundle it into fewer files.', at },
          ],
        }
      }
      const source = readOne(path, at)
      found.set(path, source && { source, path })
      if (source) queue.push(source)
    }
  }
  return { value: sourcesIn(found), findings }

  function readOne(path: string, at: Address): Source | undefined {
    const real = realPath(resolve(cwd, path))
    const outside =
      folder !== undefined && real !== undefined && isWithin(folder, real)
        ? undefined
        : mayRead(boundary, path, at)
    if (outside) {
      findings.push(outside)
      return undefined
    }
    const before = findings.length
    const source = readSource(resolve(cwd, path), { file: path, limit, at }, findings)
    if (source === undefined && findings.length === before)
      findings.push({
        code: 'unknown-path',
        message: `File \`${path}\` does not exist.`,
        help: 'Correct the path. It is relative to the file that refers to it.',
        at,
      })
    return source
  }
}

/** All files except the first, which is the description itself. */
function sourcesIn(found: ReadonlyMap<string, ImportSource | undefined>): ImportSource[] {
  return [...found.values()].slice(1).filter((source) => source !== undefined)
}

interface Reference {
  readonly text: string
  readonly range: Range
}

/** The `$ref`s in a document, except those in example bodies. */
function references(node: Node | null, under?: string): Reference[] {
  if (isSeq(node)) return node.items.flatMap((item) => references(item as Node | null))
  if (!isMap(node)) return []
  return node.items.flatMap(({ key, value }) => {
    const name = isScalar(key) ? String(key.value) : ''
    if (name === '$ref' && isScalar(value) && typeof value.value === 'string' && value.range)
      return [{ text: value.value, range: value.range }]
    return name === 'example' && under !== 'properties'
      ? []
      : references(value as Node | null, name)
  })
}

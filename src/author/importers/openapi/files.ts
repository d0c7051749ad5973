import { posix } from 'node:path'
import { isMap, isSeq, LineCounter } from 'yaml'
import { referenceFrom } from '../../../facts/file-reference.js'
import { composeYaml, pairsByKey } from '../../../facts/yaml-nodes.js'
import type { Finding } from '../../../model/diagnostic.js'
import type { Source } from '../../../model/source.js'
import type { ReadYaml } from '../mdx/frontmatter.js'
import { filesKey, type Members, stepName } from './document.js'

/** A description as one document, even if it is split into several files. */
export interface Description {
  readonly document: Members
  readonly findings: readonly Finding[]
  /** Whether the main file can be read. */
  readonly isSound: boolean
  /** Returns the file and line of a part of the document. */
  placeOf(path: readonly string[]): { readonly source: Source; readonly line: number }
  /**
   * A reference as it is written in the file. Undefined if it points to a broken file, because that
   * is already reported.
   */
  writtenAs(reference: string): string | undefined
}

/**
 * Combines all files of a description into one document, with the other files under `filesKey`.
 * References between files become references inside the document.
 */
export function describe(
  [root, ...others]: readonly [Source, ...Source[]],
  readYaml: ReadYaml,
): Description {
  const findings: Finding[] = []
  const sources = new Map(others.map((source) => [source.file, source]))
  const readValue = (source: Source): unknown => {
    const read = readYaml(source)
    findings.push(...read.findings)
    if (read.findings.some(({ severity = 'error' }) => severity === 'error')) return undefined
    return withReferences(read.value, (reference) =>
      inDocument(reference, source.file, { root: root.file, sources }),
    )
  }
  const value = readValue(root)
  const files = Object.fromEntries(others.map((source) => [source.file, readValue(source)]))
  const lines = new Map<Source, ReturnType<typeof linesOf>>()
  const lineOf = (source: Source, path: readonly string[]) => {
    const known =
      lines.get(source) ?? linesOf(source === root && value === undefined ? '' : source.text)
    lines.set(source, known)
    return known(path)
  }
  return {
    document: { ...((value ?? {}) as Members), ...(others.length > 0 && { [filesKey]: files }) },
    findings,
    isSound: value !== undefined,
    writtenAs: (reference) => {
      const [, key, file = '', ...rest] = reference.split('/')
      if (key !== filesKey) return reference
      const name = stepName(file)
      return files[name] === undefined
        ? undefined
        : `${name}${rest.length > 0 ? `#/${rest.join('/')}` : ''}`
    },
    placeOf: (path) => {
      const source = path[0] === filesKey ? sources.get(path[1] ?? '') : undefined
      return source
        ? { source, line: lineOf(source, path.slice(2)) }
        : { source: root, line: lineOf(root, path) }
    },
  }
}

function inDocument(
  reference: string,
  file: string,
  known: { readonly root: string; readonly sources: ReadonlyMap<string, Source> },
): string {
  const { path, fragment } = referenceFrom(reference, file)
  if (path === undefined) return reference
  if (path === posix.normalize(known.root)) return `#${fragment}`
  if (!known.sources.has(path)) return reference
  return `#/${filesKey}/${encodeURIComponent(path.replaceAll('~', '~0').replaceAll('/', '~1'))}${fragment === '/' ? '' : fragment}`
}

/** Replaces each `$ref` in a value. */
function withReferences(value: unknown, replace: (reference: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item) => withReferences(item, replace))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      key === '$ref' && typeof member === 'string'
        ? replace(member)
        : withReferences(member, replace),
    ]),
  )
}

/** Returns a function that finds the line where the document part at a path starts. */
function linesOf(source: string): (path: readonly string[]) => number {
  const lines = new LineCounter()
  for (const match of source.matchAll(/^/gm)) lines.addNewLine(match.index)
  const root = composeYaml(source)[0]?.contents
  const pairsOf = pairsByKey()
  return (path) => {
    let node: unknown = root
    let line = 1
    for (const step of path) {
      const pair = isMap(node) ? pairsOf(node).get(step) : undefined
      const item = isSeq(node) ? node.items[Number(step)] : undefined
      const found = pair ? pair.key : item
      const [start] = (found as { range?: readonly number[] } | undefined)?.range ?? []
      // A missing part gets the line of its closest existing parent.
      if (start === undefined) return line
      line = lines.linePos(start).line
      node = pair ? pair.value : item
    }
    return line
  }
}

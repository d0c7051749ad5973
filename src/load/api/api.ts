import { resolve } from 'node:path'
import { type Document, isAlias, isMap, type Node, visit } from 'yaml'
import { groupBy } from '../../facts/group-by.js'
import { wrongDescription } from '../../facts/openapi-version.js'
import { composeYaml, pairsByKey } from '../../facts/yaml-nodes.js'
import { readSource } from '../../files/regular.js'
import type { Api, ApiOperation } from '../../model/api.js'
import type { Finding, Result } from '../../model/diagnostic.js'
import { limits } from '../../model/limits.js'
import type { Address, Path, Source } from '../../model/source.js'
import { tooDeepAt } from '../yaml/depth.js'
import { checkKeys } from '../yaml/parse.js'
import { syntaxFindings } from '../yaml/syntax.js'

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'] as const

/** Reads an OpenAPI description. If the file is missing, the finding points to `at`. */
export function readApi(
  file: string,
  cwd: string,
  at: Address | undefined,
): Result<Api | undefined> {
  const path = resolve(cwd, file)
  const findings: Finding[] = []
  const shown = file.replaceAll('\\', '/').replace(/^\.\//, '')
  const source = readSource(path, { file: shown, limit: 'api', at }, findings)
  if (source) return decodeApi(source)
  if (findings.length > 0) return { value: undefined, findings }
  const message = `OpenAPI description ${file} does not exist.`
  const help = 'Correct the path. It is relative to the directory where errbook runs.'
  return {
    value: undefined,
    findings: [{ code: 'api-description', message, help, ...(at && { at }) }],
  }
}

/** Parses an API description and finds its operations. Schemas and other parts are not checked. */
export function decodeApi(source: Source): Result<Api | undefined> {
  const failed = (...findings: Finding[]): Result<undefined> => ({ value: undefined, findings })
  if (source.text.length > limits.apiBytes)
    return failed({
      code: 'file-too-large',
      message: `Unexpected size of ${source.text.length} characters, expected at most ${limits.apiBytes}.`,
      help: 'Split the description.',
      at: { source, range: [0, 0] },
    })
  const deep = tooDeepAt(source.text, limits.apiDepth)
  if (deep !== undefined)
    return failed({
      code: 'nesting-too-deep',
      message: `Nesting is deeper than ${limits.apiDepth} levels.`,
      help: 'Simplify the structure.',
      at: { source, range: [deep, deep + 1] },
    })
  const [document, second] = composeYaml(source.text, { merge: true })
  const findings = document ? syntaxFindings(source, document) : []
  if (document === undefined || document.contents === null)
    return failed(...findings, notOpenApi(source, 'empty file'))
  if (findings.length > 0) return failed(...findings)
  if (second)
    return failed({
      ...notOpenApi(source, 'second YAML document'),
      at: { source, range: [...(second.range?.slice(0, 2) ?? [0, 1])] as [number, number] },
    })
  checkKeys(document.contents, [], ({ at, first, code, ...found }) => {
    // Only duplicates matter. Other keys that catalogs forbid, such as `constructor`, are valid
    // here.
    if (code !== 'duplicate-key') return
    const related = first && [{ message: 'The first one is here.', at: { source, range: first } }]
    findings.push({ ...found, code, at: { source, ...at }, ...(related && { related }) })
  })
  if (findings.length > 0) return failed(...findings)
  let value: unknown
  try {
    value = document.toJS({ maxAliasCount: limits.apiAliases })
  } catch (cause) {
    if (!(cause instanceof ReferenceError)) throw cause
    return failed({
      code: 'alias-expansion',
      message: `The aliases expand to more than ${limits.apiAliases} nodes, or one has no anchor.`,
      help: 'Replace the aliases with their values.',
      at: { source, range: [0, 0] },
    })
  }
  const wrong = versionFinding(source, value)
  if (wrong) return failed(wrong)
  const root = value as Record<string, unknown>
  const found = operationsOf(root)
  const operations = withShared(document, found.operations)
  const version = String(root.openapi).startsWith('3.0') ? '3.0' : '3.1'
  const api: Api = {
    source,
    document,
    value: root,
    version,
    operations,
    elsewhere: found.elsewhere,
  }
  return { value: api, findings: duplicateIds(source, operations) }
}

function versionFinding(source: Source, value: unknown): Finding | undefined {
  const wrong = wrongDescription(value)
  if (wrong === undefined) return undefined
  const { message, help, key } = wrong
  const at: Address =
    key === undefined
      ? { source, path: [] }
      : { source, path: [key], on: key === 'openapi' ? 'value' : 'key' }
  return { code: 'api-description', message, help, at }
}

function notOpenApi(source: Source, what: string): Finding {
  return {
    code: 'api-description',
    message: `Unexpected ${what}, expected an OpenAPI description of version 3.0, 3.1 or 3.2.`,
    help: 'Use a file that begins with `openapi: 3.1.0`, or convert this one.',
    at: { source, path: [] },
  }
}

/** A value in the description. `at` is its path after following references within this file. */
interface Place {
  readonly value: Readonly<Record<string, unknown>>
  readonly at: Path
  /** The reference to another file where the search stopped. */
  readonly elsewhere?: Path
}

function operationsOf(root: Readonly<Record<string, unknown>>): {
  operations: ApiOperation[]
  elsewhere: Path | undefined
} {
  let elsewhere: Path | undefined
  const operations = Object.entries(mapOf(root.paths)).flatMap(([path, item]) => {
    if (!path.startsWith('/')) return []
    const own: Place = { value: mapOf(item), at: ['paths', path] }
    const found = follow(root, own)
    elsewhere ??= found.elsewhere
    return methods.flatMap((method): ApiOperation[] => {
      // A path item with a reference may also have its own operations.
      const holder = Object.hasOwn(own.value, method) ? own : found
      if (typeof holder.value[method] !== 'object' || holder.value[method] === null) return []
      const operation = follow(root, {
        value: mapOf(holder.value[method]),
        at: [...holder.at, method],
      })
      elsewhere ??= operation.elsewhere
      if (operation.elsewhere) return []
      const { operationId, responses } = operation.value
      return [
        {
          names: [`${method.toUpperCase()} ${path}`],
          operationId: typeof operationId === 'string' ? operationId : undefined,
          at: operation.at,
          responses:
            typeof responses === 'object' && responses !== null
              ? (responses as Record<string, unknown>)
              : undefined,
        },
      ]
    })
  })
  return { operations: onePerPlace(operations), elsewhere }
}

/** Merges operations that paths share through a `$ref` into one operation with all names. */
function onePerPlace(operations: readonly ApiOperation[]): ApiOperation[] {
  return [...groupBy(operations, ({ at }) => JSON.stringify(at)).values()].map(
    (same): ApiOperation => {
      const [first, ...others] = same as [ApiOperation, ...ApiOperation[]]
      return { ...first, names: [...first.names, ...others.flatMap(({ names }) => names)] }
    },
  )
}

const mostReferences = 20

function follow(root: Readonly<Record<string, unknown>>, place: Place): Place {
  let here = place
  for (let count = 0; count < mostReferences; count++) {
    const { $ref: ref } = here.value
    if (typeof ref !== 'string') return here
    if (!ref.startsWith('#')) return { ...here, elsewhere: [...here.at, '$ref'] }
    const steps = ref.split('/').slice(1).map(stepOf)
    const value = steps.reduce<unknown>(
      (node, step) => (Object.hasOwn(mapOf(node), step) ? mapOf(node)[step] : undefined),
      root,
    )
    if (typeof value !== 'object' || value === null) return here
    here = { value: mapOf(value), at: steps }
  }
  return { value: {}, at: place.at }
}

/** Decodes a step of a JSON Pointer in a URI fragment. */
function stepOf(step: string): string {
  let decoded = step
  try {
    decoded = decodeURIComponent(step)
  } catch {
    // A percent sign without a valid escape is literal.
  }
  return decoded.replaceAll('~1', '/').replaceAll('~0', '~')
}

function mapOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

function duplicateIds(source: Source, operations: readonly ApiOperation[]): Finding[] {
  const first = new Map<string, ApiOperation>()
  return operations.flatMap((operation): Finding[] => {
    const { operationId, at } = operation
    if (operationId === undefined) return []
    const other = first.get(operationId)
    first.set(operationId, other ?? operation)
    if (other === undefined) return []
    return [
      {
        code: 'duplicate-operation',
        message: `Duplicate \`operationId\` \`${operationId}\`.`,
        help: 'Rename one of them.',
        at: { source, path: [...at, 'operationId'] },
        related: [
          { message: 'The first one is here.', at: { source, path: [...other.at, 'operationId'] } },
        ],
      },
    ]
  })
}

/**
 * Sets `shared` for operations in a node that YAML aliases repeat, because a change to such an
 * operation would change several places.
 */
function withShared(
  document: Document.Parsed,
  operations: readonly ApiOperation[],
): ApiOperation[] {
  const pairsOf = pairsByKey()
  const anchors = new Set<string>()
  visit(document, { Alias: (_, { source }) => void anchors.add(source) })
  if (anchors.size === 0) return [...operations]
  return operations.map((operation) => {
    const path = [...operation.at, 'responses']
    let node: Node | null | undefined = document.contents
    for (const [at, step] of path.entries()) {
      node = isMap(node) ? pairsOf(node).get(String(step))?.value : undefined
      if (isAlias(node) || (node?.anchor !== undefined && anchors.has(node.anchor)))
        return { ...operation, shared: path.slice(0, at + 1) }
    }
    return operation
  })
}

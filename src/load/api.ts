import { resolve } from 'node:path'
import { isAlias, isMap, type Node } from 'yaml'
import { composeYaml, pairsByKey } from '../facts/yaml-nodes.js'
import { readSource } from '../files/regular.js'
import type { Api, ApiOperation } from '../model/api.js'
import type { Finding, Result } from '../model/diagnostic.js'
import { limits } from '../model/limits.js'
import type { Address, Source } from '../model/source.js'
import { checkKeys } from './yaml.js'
import { tooDeepAt } from './yaml-depth.js'
import { syntaxFindings } from './yaml-syntax.js'

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'] as const

/** Reads an OpenAPI description that a config or a command line names. `at` is where, for a file that is not there. */
export function readApi(file: string, cwd: string, at: Address | undefined): Result<Api | undefined> {
  const path = resolve(cwd, file)
  const findings: Finding[] = []
  const shown = file.replaceAll('\\', '/').replace(/^\.\//, '')
  const source = readSource(path, { file: shown, limit: 'api', at }, findings)
  if (source) return decodeApi(source)
  if (findings.length > 0) return { value: undefined, findings }
  const message = `There is no ${file}, expected an OpenAPI description.`
  const help = 'Correct the path: it starts at the folder where errbook runs.'
  return { value: undefined, findings: [{ code: 'api-description', message, help, ...(at && { at }) }] }
}

/** Text → an API description whose operations are known. Its schemas and all else in it are its own affair. */
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
      message: `Unexpected nesting deeper than ${limits.apiDepth} levels.`,
      help: 'Take the structure apart.',
      at: { source, range: [deep, deep + 1] },
    })
  const [document, second] = composeYaml(source.text)
  const findings = document ? syntaxFindings(source, document) : []
  if (document === undefined || document.contents === null) return failed(...findings, notOpenApi(source, 'empty file'))
  if (findings.length > 0) return failed(...findings)
  if (second)
    return failed({
      ...notOpenApi(source, 'second YAML document'),
      at: { source, range: [...(second.range?.slice(0, 2) ?? [0, 1])] as [number, number] },
    })
  checkKeys(document.contents, [], ({ at, first, code, ...found }) => {
    // A schema may well have a property `constructor`.
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
      message: `Unexpected aliases: they stand for more than ${limits.apiAliases} nodes, or for nothing.`,
      help: 'Write the values out.',
      at: { source, range: [0, 0] },
    })
  }
  const wrong = versionFinding(source, value)
  if (wrong) return failed(wrong)
  const root = value as Record<string, unknown>
  const operations = operationsOf(root)
  const shared = aliasFindings(source, document.contents, operations)
  const api: Api = { source, document, value: root, version: String(root.openapi).startsWith('3.0') ? '3.0' : '3.1', operations }
  return { value: api, findings: [...duplicateIds(source, operations), ...shared] }
}

function versionFinding(source: Source, value: unknown): Finding | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return notOpenApi(source, 'file that holds no map')
  const { openapi, swagger } = value as { openapi?: unknown; swagger?: unknown }
  if (typeof openapi === 'string' && /^3\.[012](?:\.\d+)?(?:-.+)?$/.test(openapi)) return undefined
  if (openapi !== undefined) return { ...notOpenApi(source, `\`openapi: ${JSON.stringify(openapi)}\``), at: { source, path: ['openapi'] } }
  if (swagger !== undefined) return { ...notOpenApi(source, `Swagger ${String(swagger)}`), at: { source, path: ['swagger'], on: 'key' } }
  return notOpenApi(source, 'file without `openapi`')
}

function notOpenApi(source: Source, what: string): Finding {
  return {
    code: 'api-description',
    message: `Unexpected ${what}, expected an OpenAPI description of version 3.0, 3.1 or 3.2.`,
    help: 'Name the file that begins with `openapi: 3.1.0`, or convert it to that version.',
    at: { source, path: [] },
  }
}

function operationsOf(root: Readonly<Record<string, unknown>>): ApiOperation[] {
  return Object.entries(mapOf(root.paths)).flatMap(([path, item]) => {
    if (!path.startsWith('/')) return []
    // A path item may stand among the components of the same file.
    const ref = mapOf(item).$ref
    const name = typeof ref === 'string' ? /^#\/components\/pathItems\/([^/]+)$/.exec(ref)?.[1] : undefined
    const place = name === undefined ? ['paths', path] : ['components', 'pathItems', name]
    const shared = name === undefined ? item : mapOf(mapOf(root.components).pathItems)[name]
    return methods.flatMap((method): ApiOperation[] => {
      const operation = mapOf(shared)[method]
      if (typeof operation !== 'object' || operation === null) return []
      const { operationId, responses } = operation as { operationId?: unknown; responses?: unknown }
      return [
        {
          method: method.toUpperCase(),
          path,
          operationId: typeof operationId === 'string' ? operationId : undefined,
          at: [...place, method],
          responses: typeof responses === 'object' && responses !== null ? (responses as Record<string, unknown>) : undefined,
        },
      ]
    })
  })
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
    if (other === undefined || other.at.join() === at.join()) return []
    return [
      {
        code: 'duplicate-operation',
        message: `Unexpected second operation \`${operationId}\`, expected each \`operationId\` once.`,
        help: 'Give one of the two another `operationId`.',
        at: { source, path: [...at, 'operationId'] },
        related: [{ message: 'The first one is here.', at: { source, path: [...other.at, 'operationId'] } }],
      },
    ]
  })
}

/** Responses by an alias are others' too: what was put into them would turn up there. */
function aliasFindings(source: Source, root: Node, operations: readonly ApiOperation[]): Finding[] {
  const pairsOf = pairsByKey()
  return operations.flatMap(({ at }): Finding[] => {
    const path: string[] = []
    let node: Node | null | undefined = root
    for (const step of [...at, 'responses']) {
      node = isMap(node) ? pairsOf(node).get(String(step))?.value : undefined
      path.push(String(step))
      if (!node) return []
      if (isAlias(node))
        return [
          {
            code: 'api-description',
            message: 'Unexpected alias on the way to the responses of an operation, expected the map itself.',
            help: 'Write it out, or use a `$ref`.',
            at: { source, path },
          },
        ]
    }
    return []
  })
}

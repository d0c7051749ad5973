import { isMap, isScalar } from 'yaml'
import { append } from '../../facts/append.js'
import type { Api, ApiOperation } from '../../model/api.js'
import type { Finding, Result } from '../../model/diagnostic.js'
import type { Path } from '../../model/source.js'
import {
  type Components,
  componentsFor,
  type ErrorDescription,
  type Section,
  sections,
} from './document.js'
import { splitFinding } from './operations.js'
import { refTo } from './responses.js'
import { asVersion30 } from './version-30.js'

/**
 * The changes to the responses and components of an API description. An overlay or a merge applies
 * them.
 */
export interface Attachment {
  readonly set: readonly {
    readonly operation: ApiOperation
    readonly status: string
    readonly response: { readonly $ref: string }
  }[]
  /** Responses from an earlier merge that no error uses anymore. */
  readonly drop: readonly { readonly operation: ApiOperation; readonly status: string }[]
  readonly components: Components
  /** All components from an earlier merge, including those that are added again. */
  readonly earlier: readonly { readonly section: Section; readonly name: string }[]
  /** The handwritten responses that are replaced, as text for messages. */
  readonly replaced: readonly string[]
}

/**
 * Plans the changes to an API description. Results of an earlier merge are replaced. Any other
 * component with the same name is a finding. Any other response is a finding unless `replace` is
 * `any`.
 */
export function attach(
  { components, statuses }: ErrorDescription,
  api: Api,
  replace: 'ours' | 'any',
): Result<Attachment> {
  const findings: Finding[] = []
  const replaced: string[] = []
  const shared = new Map<string, Finding>()
  const set = statuses.flatMap(({ operation, status, name }) => {
    if (operation.api === undefined) return []
    const existing = operation.api.responses?.[status]
    const ref = operation.api.responses?.$ref
    if (typeof ref === 'string') {
      findings.push(splitFinding(api, [...operation.api.at, 'responses', '$ref']))
      return []
    }
    const isTaken = existing !== undefined && !isOurs(existing, api)
    if (isTaken && replace === 'ours') {
      findings.push(responseTaken(api, operation.api, operation.label, status))
      return []
    }
    if (operation.api.shared) {
      shared.set(
        operation.api.shared.join('/'),
        sharedFinding(api, operation.api.shared, operation.label),
      )
      return []
    }
    if (isTaken) replaced.push(`the ${status} response of ${operation.label}`)
    return [{ operation: operation.api, status, response: refTo('responses', name) }]
  })
  append(findings, [...shared.values()])
  const wanted = componentsFor(
    components,
    statuses.flatMap(({ operation, name }) => (operation.api ? [name] : [])),
  )
  const earlier = sections.flatMap((section) =>
    Object.entries(componentsOf(api, section)).flatMap(([name, component]) => {
      if (isMarked(component)) return [{ section, name }]
      if (Object.hasOwn(wanted[section], name)) findings.push(componentTaken(api, section, name))
      return []
    }),
  )
  const isSet = new Map<unknown, Set<string>>()
  for (const { operation, status } of set)
    isSet.set(operation, (isSet.get(operation) ?? new Set()).add(status))
  const drop = api.operations.flatMap((operation) =>
    Object.entries(operation.responses ?? {})
      .filter(
        ([status, response]) => isOurs(response, api) && isSet.get(operation)?.has(status) !== true,
      )
      .map(([status]) => ({ operation, status })),
  )
  const fitting = api.version === '3.0' ? asVersion30(wanted) : wanted
  return { value: { set, drop, components: fitting, earlier, replaced }, findings }
}

function isMarked(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    (value as { 'x-generated-by'?: unknown })['x-generated-by'] === 'errbook'
  )
}

/**
 * Whether a response is from an earlier merge. It may be a reference, or a copy that a bundler
 * inlined.
 */
function isOurs(response: unknown, api: Api): boolean {
  const ref = (response as { $ref?: unknown } | null)?.$ref
  const name = typeof ref === 'string' && /^#\/components\/responses\/([^/]+)$/.exec(ref)?.[1]
  return isMarked(name ? componentsOf(api, 'responses')[name] : response)
}

function componentsOf({ value }: Api, section: Section): Readonly<Record<string, unknown>> {
  const components = value.components as
    | Partial<Record<Section, Record<string, unknown>>>
    | null
    | undefined
  return components?.[section] ?? {}
}

function responseTaken(api: Api, operation: ApiOperation, label: string, status: string): Finding {
  return {
    code: 'api-conflict',
    message: `The ${status} response of \`${label}\` is already defined by hand.`,
    help: 'Delete the handwritten response, so that errbook can generate it. To replace all handwritten responses, set `replace: true` in the config or use `--replace`.',
    at: {
      source: api.source,
      path: whereWritten(api, [...operation.at, 'responses', status]),
      on: 'key',
    },
  }
}

/** Returns the path unchanged, or the path of the merge key (`<<`) that provides the member. */
function whereWritten({ document }: Api, path: Path): Path {
  let node: unknown = document.contents
  for (const [at, step] of path.entries()) {
    const items = isMap(node) ? node.items : []
    const keyOf = (key: unknown) => (isScalar(key) ? (key.source ?? String(key.value)) : undefined)
    const pair = items.find(({ key }) => keyOf(key) === String(step))
    if (pair === undefined)
      return items.some(({ key }) => keyOf(key) === '<<') ? [...path.slice(0, at), '<<'] : path
    node = pair.value
  }
  return path
}

function sharedFinding(api: Api, path: Path, label: string): Finding {
  return {
    code: 'api-description',
    message: `The responses of \`${label}\` are shared through a YAML alias, so errbook can't add an error to this operation alone.`,
    help: 'Write the responses in full for each operation. To share a single response, use a `$ref`.',
    at: { source: api.source, path },
  }
}

function componentTaken(api: Api, section: Section, name: string): Finding {
  return {
    code: 'api-conflict',
    message: `The component \`${name}\` has the same name as an error in the catalog.`,
    help: 'Rename it, or set another `identifier` for the error.',
    at: { source: api.source, path: ['components', section, name], on: 'key' },
  }
}

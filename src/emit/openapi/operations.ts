import { append } from '../../facts/append.js'
import { groupBy } from '../../facts/group-by.js'
import { meant, suggester } from '../../facts/nearest.js'
import { bundleHelp } from '../../facts/openapi-version.js'
import type { Api, ApiOperation } from '../../model/api.js'
import type { Finding, Result } from '../../model/diagnostic.js'
import type { Address, Path } from '../../model/source.js'
import { type ErrorComponent, pascalCase } from './components.js'

/** An operation and the errors that it may return. */
export interface Operation {
  /** The prefix of the operation's component names. */
  readonly name: string
  /** The operation's name in the API description, or in the catalog if there is no description. */
  readonly label: string
  /** The operation in the API description, if there is one. */
  readonly api: ApiOperation | undefined
  readonly errors: readonly ErrorComponent[]
  /** The place in the catalog that first mentions this operation. */
  readonly at: Address
}

/**
 * Whether operations that are missing from the API description are reported or left out. Use
 * `leave out` if the description covers only a part of the API.
 */
export type UnknownOperations = 'refuse' | 'leave out'

/**
 * Returns the operations in the catalog. An operation with several names is returned once. An
 * operation that is missing from the API description is reported or left out.
 */
export function operationsOf(
  errors: readonly ErrorComponent[],
  api: Api | undefined,
  others: UnknownOperations,
): Result<Operation[]> {
  const findings: Finding[] = []
  const index = api && indexOf(api)
  let isElsewhere = false
  const named = errors.flatMap((component) =>
    (component.entry.data.operations ?? []).map((text, index) => ({
      component,
      text,
      at: { ...component.entry.origin, path: ['operations', index] } as Address,
    })),
  )
  const resolved = named.flatMap(({ component, text, at }) => {
    const found = index?.byName.get(text)
    if (api && index && found === undefined) {
      // Report it once, even if the error has several statuses.
      if (api.elsewhere) isElsewhere = true
      else if (others === 'refuse' && component.entry.statuses[0] === component.status)
        findings.push(unknown(api, index, text, at))
      return []
    }
    return [{ component, text, at, api: found, label: found ? labelOf(found) : text }]
  })
  if (api?.elsewhere && isElsewhere) findings.push(splitFinding(api, api.elsewhere))
  const byLabel = groupBy(resolved, ({ label }) => label)
  for (const uses of byLabel.values()) append(findings, namedInPart(api, uses))
  const operations = [...byLabel].map(([label, uses]): Operation => {
    const [first] = uses as [(typeof uses)[number], ...typeof uses]
    return {
      name: pascalCase(label),
      label,
      api: first.api,
      errors: [...new Set(uses.map(({ component }) => component))],
      at: first.at,
    }
  })
  return {
    value: operations.sort((a, b) => (a.label < b.label ? -1 : 1)),
    findings: [...findings, ...collisions(operations, errors)],
  }
}

interface Use {
  readonly component: ErrorComponent
  readonly text: string
  readonly at: Address
  readonly api: ApiOperation | undefined
}

/**
 * Reports an error that is listed for only some of the paths that share an operation through a
 * `$ref`. These paths share their responses, so they can't have different errors.
 */
function namedInPart(api: Api | undefined, uses: readonly Use[]): Finding[] {
  const operation = uses[0]?.api
  if (api === undefined || operation === undefined || operation.names.length === 1) return []
  return [...groupBy(uses, ({ component }) => component.entry.code).values()].flatMap(
    (ofEntry): Finding[] => {
      const named = new Set(ofEntry.map(({ text }) => text))
      const missing = operation.names.filter((name) => !named.has(name))
      const [first] = ofEntry
      if (
        first === undefined ||
        missing.length === 0 ||
        (operation.operationId !== undefined && named.has(operation.operationId))
      )
        return []
      const { text, at } = first
      const others = missing.map((name) => `\`${name}\``).join(', ')
      return [
        {
          code: 'api-description',
          message: `\`${text}\` shares its responses with ${others} through a \`$ref\`, so errbook can't add an error to it alone.`,
          help: `If ${others} can return this error too, add ${missing.length === 1 ? 'it' : 'them'} to \`operations\`. If not, write the operations out in ${api.source.file}.`,
          at,
          related: [
            {
              message: 'The shared operation is here.',
              at: { source: api.source, path: operation.at, on: 'key' },
            },
          ],
        },
      ]
    },
  )
}

interface OperationIndex {
  /** The operations by name. An operation has an item for each of its names. */
  readonly byName: ReadonlyMap<string, ApiOperation>
  /** Returns a similar operation name, or undefined. */
  nearest(text: string): string | undefined
}

function indexOf({ operations }: Api): OperationIndex {
  const byName = new Map<string, ApiOperation>()
  const byLowerCase = new Map<string, string>()
  for (const operation of operations)
    for (const name of [...operation.names, operation.operationId]) {
      if (name === undefined) continue
      if (!byName.has(name)) byName.set(name, operation)
      if (!byLowerCase.has(name.toLowerCase())) byLowerCase.set(name.toLowerCase(), name)
    }
  const suggest = suggester(byName.keys())
  return { byName, nearest: (text) => byLowerCase.get(text.toLowerCase()) ?? suggest(text) }
}

function labelOf(operation: ApiOperation): string {
  return operation.operationId ?? operation.names[0]
}

/**
 * Reports an API description in several files, because errbook does not read or change operations
 * in other files.
 */
export function splitFinding({ source }: Api, path: Path): Finding {
  return {
    code: 'api-description',
    message: `${source.file} is split over several files. errbook adds errors to one file only.`,
    help: bundleHelp(source.file),
    at: { source, path },
  }
}

function unknown({ source }: Api, index: OperationIndex, text: string, at: Address): Finding {
  const near = index.nearest(text)
  return {
    code: 'unknown-operation',
    message: `Unknown operation \`${text}\` in ${source.file}.`,
    ...meant(near, {
      help: 'Use an `operationId` from that file, or a method and path exactly as written there, such as `POST /v2/books`.',
      at,
    }),
    at,
  }
}

/** Reports operations with component names that another operation already uses. */
function collisions(
  operations: readonly Operation[],
  errors: readonly ErrorComponent[],
): Finding[] {
  const taken = new Map<string, { readonly what: string; readonly at: Address }>()
  for (const { name, entry } of errors)
    taken.set(name, {
      what: `the error \`${entry.code}\``,
      at: { ...entry.origin, path: ['code'] },
    })
  return operations.flatMap((operation): Finding[] => {
    const names = [
      ...new Set(operation.errors.map(({ status }) => `${operation.name}${status.status}`)),
    ]
    const clash = names.find((name) => taken.has(name))
    const other = clash === undefined ? undefined : taken.get(clash)
    for (const name of names)
      if (!taken.has(name))
        taken.set(name, { what: `the operation \`${operation.label}\``, at: operation.at })
    if (other === undefined) return []
    return [
      {
        code: 'component-collision',
        message: `The component \`${clash}\` of operation \`${operation.label}\` has the same name as a component of ${other.what}.`,
        help: 'Change the `operationId` of one of them in the API description, and use the new one here.',
        at: operation.at,
        related: [{ message: 'The other one is used here.', at: other.at }],
      },
    ]
  })
}

import type { Catalog, Entry } from '../../model/catalog.js'
import type { Finding } from '../../model/diagnostic.js'
import type { Address, Path } from '../../model/source.js'

/**
 * Checks that a body does not contradict a status, and that the error for `unexpected` fits any
 * failure.
 */
export function statusFindings(catalog: Catalog): Finding[] {
  const { vocabulary, source } = catalog
  const bodies: [Path, unknown][] = [
    [['response', 'body'], bodyOf(vocabulary.response)],
    ...Object.entries(vocabulary.systems ?? {}).map(([name, { response }]): [Path, unknown] => [
      ['systems', name, 'response', 'body'],
      bodyOf(response),
    ]),
  ]
  return [
    ...bodies.flatMap(([path, body]) => fixedStatuses(body, { source, path })),
    ...catalog.entries.flatMap(sameStatuses),
    ...unexpectedFindings(catalog),
  ]
}

function bodyOf(response: Catalog['vocabulary']['response']): unknown {
  return typeof response === 'object' ? response.body : undefined
}

/** Reports a fixed status in an envelope, because every error would send it. */
function fixedStatuses(body: unknown, at: Address): Finding[] {
  if (typeof body !== 'object' || body === null) return []
  return Object.entries(body).flatMap(([key, value]): Finding[] => {
    const path = [...(at.path ?? []), Array.isArray(body) ? Number(key) : key]
    const isFixed = /^(?:status|statusCode)$/.test(key) && /^[45]\d\d$/.test(String(value))
    if (!isFixed) return fixedStatuses(value, { ...at, path })
    return [
      {
        code: 'body-status',
        message: `The envelope sends status ${value} for every error.`,
        help: 'Use the placeholder `"{status}"`.',
        at: { ...at, path },
      },
    ]
  })
}

/** Each status may occur only once in a list of statuses. */
function sameStatuses(entry: Entry): Finding[] {
  const first = new Map<number, number>()
  return entry.statuses.flatMap(({ status }, index): Finding[] => {
    const earlier = first.get(status)
    if (earlier === undefined) first.set(status, index)
    if (earlier === undefined) return []
    return [
      {
        code: 'duplicate-status',
        message: `Duplicate status ${status}.`,
        help: 'Combine both in one `when`, or correct the status.',
        at: { ...entry.origin, path: ['status', index, 'status'] },
        related: [
          {
            message: 'The first one is here.',
            at: { ...entry.origin, path: ['status', earlier, 'status'] },
          },
        ],
      },
    ]
  })
}

/** Checks that the `unexpected` error needs no params, because no code sets them. */
function unexpectedFindings({ vocabulary, byCode, source }: Catalog): Finding[] {
  const entry = vocabulary.unexpected === undefined ? undefined : byCode.get(vocabulary.unexpected)
  const needed = Object.keys(entry?.params ?? {}).find(
    (name) => entry?.params[name]?.required !== false,
  )
  if (entry === undefined || needed === undefined) return []
  return [
    {
      code: 'unexpected-needs-params',
      message: `\`unexpected\` needs an error without required params, but \`${entry.code}\` requires \`${needed}\`.`,
      help: 'Remove the param, set `required: false`, or use another error.',
      at: { source, path: ['unexpected'] },
      related: [
        {
          message: 'The param is here.',
          at: { ...entry.origin, path: ['params', needed], on: 'key' },
        },
      ],
    },
  ]
}

import type { Json } from '../../facts/body/envelope.js'
import type { ApiOperation } from '../../model/api.js'
import type { Path } from '../../model/source.js'
import type { Attachment } from './attach.js'
import { sections } from './document.js'

interface Action {
  readonly target: string
  readonly remove?: true
  readonly update?: Json | object
}

/**
 * Returns an Overlay 1.0 document. Its targets use no filters, because tools support different
 * filters. Responses are removed before they are updated, because an update would keep other
 * members.
 */
export function overlayOf(title: string, { set, drop, components, earlier }: Attachment): object {
  const gone: Action[] = [
    ...drop.map(({ operation, status }) => remove([...operation.at, 'responses', status])),
    ...earlier.map(({ section, name }) => remove(['components', section, name])),
  ]
  const used = sections.filter((section) => Object.keys(components[section]).length > 0)
  const added: Action[] =
    used.length === 0
      ? []
      : [
          {
            target: '$',
            update: {
              components: Object.fromEntries(used.map((section) => [section, components[section]])),
            },
          },
        ]
  const responses = set.flatMap(({ operation, status, response }): Action[] => [
    remove([...operation.at, 'responses', status]),
    update(operation, { [status]: response }),
  ])
  // An overlay must have an action. This one changes nothing.
  const actions = [...gone, ...added, ...responses]
  return {
    overlay: '1.0.0',
    info: { title, version: '1.0.0' },
    actions: actions.length > 0 ? actions : [{ target: '$', update: {} }],
  }
}

function remove(path: Path): Action {
  return { target: jsonPath(path), remove: true }
}

/**
 * Returns an action that adds responses to an operation. If the operation has no `responses`, they
 * are added to the operation itself, because an action can't target a missing member.
 */
function update(operation: ApiOperation, responses: Json): Action {
  return operation.responses === undefined
    ? { target: jsonPath(operation.at), update: { responses } }
    : { target: jsonPath([...operation.at, 'responses']), update: responses }
}

/** Returns a path as JSONPath (RFC 9535). Quotes names if necessary. */
export function jsonPath(path: Path): string {
  return path.reduce<string>((target, step) => {
    const name = String(step)
    return /^[A-Za-z_]\w*$/.test(name)
      ? `${target}.${name}`
      : `${target}['${name.replace(/['\\]/g, '\\$&')}']`
  }, '$')
}

import { schemaOf } from '../../facts/body/body.js'
import {
  type BodyNode,
  bodyPlaceholders,
  builtInPlaceholders,
  type Envelope,
} from '../../facts/body/envelope.js'
import { typeOf } from './types.js'

const builtIns: readonly string[] = builtInPlaceholders

/**
 * Returns the type of the values that a service adds to each response, or null if there are none.
 */
export function valuesType({ values }: Envelope): string | null {
  const members = Object.entries(values).map(
    ([name, spec]) => `${name}${spec.required === false ? '?' : ''}: ${typeOf(schemaOf(spec))}`,
  )
  return members.length === 0 ? null : `{ ${members.join('; ')} }`
}

/** Returns the code of a function that builds a body. It does the same as `fillBody`. */
export function bodyFunction({ body, values }: Envelope): string {
  const placeholders = [...new Set(bodyPlaceholders(body))]
  const named = placeholders.filter((name) => !builtIns.includes(name))
  const fromParams = named.some((name) => !Object.hasOwn(values, name))
  // Use the order of the body, like `readFunction`, because similar code compresses better.
  const members = placeholders
    .filter((name) => builtIns.includes(name))
    .map((name) => (name === 'extra' ? 'def: { extra }' : name))
  const given = fromParams && !members.includes('params') ? [...members, 'params'] : members
  const usesValues = named.some((name) => Object.hasOwn(values, name))
  const parameters = [
    given.length > 0 || usesValues ? `{ ${given.join(', ')} }` : '',
    usesValues ? 'values' : '',
  ]
  return `(${parameters.filter((parameter) => parameter !== '').join(', ')}) => (${expressionOf(body, values)})`
}

function expressionOf(node: BodyNode, values: Envelope['values']): string {
  const namedBy = (name: string) => {
    if (builtIns.includes(name)) return name
    return Object.hasOwn(values, name) ? `values.${name}` : `params[${JSON.stringify(name)}]`
  }
  switch (node.kind) {
    case 'constant':
      return JSON.stringify(node.value)
    case 'placeholder':
      return namedBy(node.name)
    case 'text':
      return `textOf(${node.parts.map((part) => ('text' in part ? JSON.stringify(part.text) : namedBy(part.placeholder))).join(', ')})`
    case 'list': {
      const items = `[${node.items.map((item) => expressionOf(item, values)).join(', ')}]`
      // Leave out items without a value, because JSON would write them as null. In objects, JSON
      // leaves them out.
      return node.items.some((item) => item.kind === 'placeholder' || item.kind === 'text')
        ? `${items}.filter((item) => item !== undefined)`
        : items
    }
    case 'object': {
      const members = node.members.map(({ key, node: child }) =>
        key === '...'
          ? `...${spreadOf(expressionOf(child, values))}`
          : memberOf(key, expressionOf(child, values)),
      )
      return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`
    }
  }
}

/**
 * Returns the operand of a spread. Params and extra members are always objects. Other values are
 * wrapped in `Object()`, because they may have any type.
 */
function spreadOf(expression: string): string {
  return expression === 'params' || expression === 'extra' ? expression : `Object(${expression})`
}

function memberOf(key: string, value: string): string {
  return key === value ? key : `${keyOf(key)}: ${value}`
}

function keyOf(key: string): string {
  // `"__proto__": x` would set the prototype.
  if (key === '__proto__') return '["__proto__"]'
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key)
}

/** Returns the code of a function that chooses the media type of the body for an Accept header. */
export function mediaTypeFunction({ mediaTypes }: Envelope): string {
  return mediaTypes.length === 1
    ? `() => ${JSON.stringify(mediaTypes[0])}`
    : '(accept) => mediaTypeFor(accept, envelope.mediaTypes)'
}

/** Returns the code of a function that reads the original values from a body. */
export function readFunction({ body, values }: Envelope): string {
  const found = new Map<string, string>()
  const spread = placesIn(body, 'body', found)
  const own = (names: readonly string[]) =>
    names.flatMap((name) => {
      const place = found.get(name)
      return place === undefined ? [] : [memberOf(name, place)]
    })
  const named = own(
    [...found.keys()].filter((name) => !builtIns.includes(name) && !Object.hasOwn(values, name)),
  )
  const whole = found.get('params')
  const params = [...(whole === undefined ? [] : [`...${spreadOf(whole)}`]), ...named]
  const given = own(Object.keys(values))
  const members = [
    // `status` is not read from the body, because the response itself has a status.
    ...own(
      [...found.keys()].filter(
        (name) => builtIns.includes(name) && !['params', 'extra', 'status'].includes(name),
      ),
    ),
    ...(named.length === 0 ? own(['params']) : [`params: { ${params.join(', ')} }`]),
    ...(given.length > 0 ? [`values: { ${given.join(', ')} }`] : []),
  ]
  if (members.length === 0) return '() => ({})'
  const result = `{ ${members.join(', ')} }`
  return spread === undefined
    ? `(body) => (${result})`
    : `(body) => {\n    ${spread}\n    return ${result}\n  }`
}

/**
 * Finds the first place where each placeholder is the whole value of a member. Returns the
 * statement that destructures an object with spread params, or undefined if there is no such
 * object.
 */
function placesIn(node: BodyNode, place: string, found: Map<string, string>): string | undefined {
  switch (node.kind) {
    case 'placeholder':
      if (!found.has(node.name)) found.set(node.name, place)
      return undefined
    case 'object': {
      const spread = node.members.some(
        ({ key, node: child }) =>
          key === '...' && child.kind === 'placeholder' && child.name === 'params',
      )
      const members = node.members.filter(({ key }) => key !== '...')
      // A name from the catalog may be a reserved word in JavaScript, and a placeholder may occur
      // twice.
      const locals = members.map(({ node: child }, at) =>
        child.kind === 'placeholder' && builtIns.includes(child.name) && !found.has(child.name)
          ? child.name
          : `_${at}`,
      )
      const taken = locals.map((local, at) => (locals.indexOf(local) < at ? `_${at}` : local))
      const inner = members.map(({ key, node: child }, at) =>
        placesIn(
          child,
          spread
            ? taken[at]!
            : `${place}${keyOf(key) === key ? `?.${key}` : `?.[${JSON.stringify(key)}]`}`,
          found,
        ),
      )
      if (!spread) return inner.find((statement) => statement !== undefined)
      found.set('params', 'params')
      const parts = members.map(({ key }, at) =>
        key === taken[at] ? key : `${keyOf(key)}: ${taken[at]}`,
      )
      return `const { ${[...parts, '...params'].join(', ')} } = Object(${place})`
    }
    default:
      // Indexes in a list are unreliable, because items without a value are left out.
      return undefined
  }
}

import { append } from '../../facts/append.js'
import { bodyPlaceholders, builtInPlaceholders, type Envelope } from '../../facts/body/envelope.js'
import { meant } from '../../facts/nearest.js'
import type { Entry } from '../../model/catalog.js'
import type { Finding } from '../../model/diagnostic.js'
import type { Address, Path } from '../../model/source.js'
import type { ExampleChecker } from './examples.js'
import { namesFrom, templateFindings, tryPlaceholders } from './placeholders.js'

/** Checks the response of an error. `envelope` is undefined if no response is sent. */
export function entryWireFindings(
  entry: Entry,
  envelope: Envelope | undefined,
  examples: ExampleChecker,
): Finding[] {
  const findings: Finding[] = []
  const templates = templatesOf(entry, envelope)
  for (const { template, names, at, help } of templates)
    append(findings, templateFindings(template, names, at, help))
  const used = new Set(templates.flatMap(({ template }) => tryPlaceholders(template)))
  append(findings, paramFindings(entry, envelope, { examples, used }))
  append(findings, constantFindings(entry, envelope))
  append(findings, responseFindings(entry, envelope, examples))
  return findings
}

function addressIn({ origin }: Entry, path: Path, on: 'key' | 'value' = 'value'): Address {
  return { ...origin, path, on }
}

/** A string in an entry that can contain placeholders. */
interface EntryTemplate {
  readonly template: string
  readonly names: ReturnType<typeof namesFrom>
  readonly at: Address
  readonly help: string
}

function templatesOf(entry: Entry, envelope: Envelope | undefined): EntryTemplate[] {
  const { data, params } = entry
  // A shared param that catalog.yaml does not define is reported elsewhere.
  const names = namesFrom(Object.keys({ ...params, ...data.params }))
  const namesInHeaders = namesFrom([...names.all, ...Object.keys(envelope?.values ?? {})])
  const detail = {
    names,
    at: addressIn(entry, ['detail']),
    help: 'Declare it under `params`, or write `{{` for a literal brace.',
  }
  const headers = { names: namesInHeaders, help: 'Declare it under `params`.' }
  return [
    ...(data.detail === undefined ? [] : [{ template: data.detail, ...detail }]),
    ...headerValues(entry).map(({ value, at }) => ({ template: value, at, ...headers })),
  ]
}

/** The header values of an entry, including those of its statuses. */
function headerValues(entry: Entry): { value: string; at: Address }[] {
  const { data } = entry
  const statuses = Array.isArray(data.status) ? data.status : []
  const lists: [Path, Entry['data']['headers']][] = [
    [['headers'], data.headers],
    ...statuses.map(({ headers }, index): [Path, Entry['data']['headers']] => [
      ['status', index, 'headers'],
      headers,
    ]),
  ]
  return lists.flatMap(([path, headers = {}]) =>
    Object.entries(headers).flatMap(([name, spec]) => {
      const isShared = spec === true
      const value = isShared ? entry.headers[name]?.value : spec.value
      if (value === undefined) return []
      const at = isShared
        ? addressIn(entry, [...path, name], 'key')
        : addressIn(entry, [...path, name, 'value'])
      return [{ value, at }]
    }),
  )
}

/** Checks that the response uses every param and that params do not collide with other members. */
function paramFindings(
  entry: Entry,
  envelope: Envelope | undefined,
  { examples, used }: { readonly examples: ExampleChecker; readonly used: ReadonlySet<string> },
): Finding[] {
  const members = membersOf(envelope)
  return Object.entries(entry.params).flatMap(([name, spec]) => {
    const at = addressIn(entry, ['params', name], 'key')
    const isOwn = entry.data.params?.[name] !== true
    const own = isOwn ? examples.own(spec, addressIn(entry, ['params', name]), name) : []
    if (envelope === undefined) return used.has(name) ? own : [...own, unused(name, at)]
    return [...own, ...placeFindings(name, at, envelope, members)]
  })
}

function unused(name: string, at: Address): Finding {
  return {
    code: 'unused-param',
    message: `Param \`${name}\` is not used.`,
    help: 'Use it in `detail`, or remove it.',
    at,
  }
}

/** Checks that the envelope uses a param and that no other member has the same name. */
function placeFindings(
  name: string,
  at: Address,
  envelope: Envelope,
  { placed, besideParams }: Members,
): Finding[] {
  const findings: Finding[] = []
  const shadows = (why: string) =>
    findings.push({
      code: 'param-shadows-member',
      message: `Param \`${name}\` ${why}.`,
      help: 'Rename the param.',
      at,
    })
  const isBuiltIn = (builtInPlaceholders as readonly string[]).includes(name)
  if (!placed.has('params') && !placed.has(name))
    findings.push({
      code: 'param-not-placed',
      message: `The envelope does not use param \`${name}\`.`,
      help: "Add `...: '{params}'` or a member for this param to the envelope's body in catalog.yaml.",
      at,
    })
  if (placed.has(name) && isBuiltIn && !besideParams.has(name))
    shadows('has the same name as a built-in placeholder in the envelope')
  if (placed.has('params') && besideParams.has(name))
    shadows('has the same name as a member of the envelope')
  if (Object.hasOwn(envelope.values, name)) shadows('has the same name as a value of the envelope')
  return findings
}

/**
 * Checks that the constants of an entry do not collide with params or members. Constants are sent
 * in the same place as params.
 */
function constantFindings(entry: Entry, envelope: Envelope | undefined): Finding[] {
  if (envelope === undefined) return []
  const { placed, besideParams } = membersOf(envelope)
  const whyHidden = (name: string): string | undefined => {
    if (Object.hasOwn(entry.params, name)) return 'has the same name as a param'
    const isMember = placed.has('params') && besideParams.has(name)
    return isMember ? 'has the same name as a member of the envelope' : undefined
  }
  return Object.keys(entry.data.extra ?? {}).flatMap((name): Finding[] => {
    const why = whyHidden(name)
    if (why === undefined) return []
    return [
      {
        code: 'param-shadows-member',
        message: `Constant \`${name}\` ${why}.`,
        help: 'Rename the constant.',
        at: addressIn(entry, ['extra', name], 'key'),
      },
    ]
  })
}

/** Checks that values in an example are known and match their schemas. */
function responseFindings(
  entry: Entry,
  envelope: Envelope | undefined,
  checker: ExampleChecker,
): Finding[] {
  const { example } = entry.data
  const values = envelope?.values ?? {}
  const known = namesFrom([...Object.keys(entry.params), ...Object.keys(values)])
  const specOf = (name: string) =>
    [entry.params, values].find((specs) => Object.hasOwn(specs, name))?.[name]
  return [example ?? []].flat().flatMap(({ response = {} }, index) => {
    const path: Path = Array.isArray(example) ? ['example', index] : ['example']
    return Object.entries(response).flatMap(([name, value]): Finding[] => {
      const at: Address = { ...entry.origin, path: [...path, 'response', name] }
      const spec = specOf(name)
      if (spec) return checker.of(spec, value, at, name)
      return name === 'instance' ? [] : [unknownValue(name, known.nearest(name), at)]
    })
  })
}

function unknownValue(name: string, near: string | undefined, place: Address): Finding {
  const at: Address = { ...place, on: 'key' }
  return {
    code: 'unknown-placeholder',
    message: `\`${name}\` is not a param of this error or a value of the envelope.`,
    ...meant(near, { help: 'Remove it, or declare it under `params`.', at }),
    at,
  }
}

interface Members {
  /** The placeholders in the body. */
  readonly placed: ReadonlySet<string>
  /** The members next to `...: "{params}"`, which a param with the same name would overwrite. */
  readonly besideParams: ReadonlySet<string>
}

function membersOf(envelope: Envelope | undefined): Members {
  const body = envelope?.body
  return {
    placed: new Set(body ? bodyPlaceholders(body) : []),
    besideParams: body?.kind === 'object' ? spreadSiblings(body) : new Set(),
  }
}

function spreadSiblings(body: Envelope['body'] & { kind: 'object' }): Set<string> {
  const spreads = body.members.some(
    ({ key, node }) => key === '...' && node.kind === 'placeholder' && node.name === 'params',
  )
  const inner = body.members.flatMap(({ node }) =>
    node.kind === 'object' ? [...spreadSiblings(node)] : [],
  )
  return new Set([
    ...(spreads ? body.members.map(({ key }) => key).filter((key) => key !== '...') : []),
    ...inner,
  ])
}

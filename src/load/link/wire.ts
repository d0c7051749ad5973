import { append } from '../../facts/append.js'
import {
  bodyPlaceholders,
  builtInPlaceholders,
  type Envelope,
  isBrokenBody,
  parseEnvelope,
} from '../../facts/body/envelope.js'
import { meant, nearest } from '../../facts/nearest.js'
import type { Catalog, Entry } from '../../model/catalog.js'
import type { Finding } from '../../model/diagnostic.js'
import type { RequestExample } from '../../model/entry.js'
import type { Address, Path } from '../../model/source.js'
import type { ResponseSpec } from '../../model/vocabulary.js'
import { type ExampleChecker, exampleChecker } from './examples.js'
import { type Names, namesFrom, templateFindings, tryPlaceholders } from './placeholders.js'
import { statusFindings } from './statuses.js'

/** What goes over the wire must add up: placeholders, params, the envelope, the examples. */
export function wireFindings(catalog: Catalog): Finding[] {
  const { vocabulary, source } = catalog
  const examples = exampleChecker()
  const findings: Finding[] = []
  const envelopes = new Map<string, Envelope | undefined>()
  const params = namesFrom([...placeableParams(catalog)])
  const read = (spec: NonNullable<ResponseSpec>, path: Path): Envelope | undefined => {
    const { envelope, findings: found } = checkEnvelope(
      spec,
      { source, path },
      { params, examples },
    )
    append(findings, found)
    return envelope
  }
  const common = read(vocabulary.response ?? 'problem', ['response'])
  for (const [system, { response }] of Object.entries(vocabulary.systems ?? {})) {
    envelopes.set(
      system,
      response === undefined ? common : read(response, ['systems', system, 'response']),
    )
  }
  append(findings, [
    ...uriTemplates(catalog),
    ...sharedExamples(catalog, examples),
    ...statusFindings(catalog),
  ])
  for (const entry of catalog.entries) {
    const envelope = envelopes.has(entry.system) ? envelopes.get(entry.system) : common
    const kind = vocabulary.systems?.[entry.system]?.kind ?? vocabulary.kind ?? 'http'
    if (envelope)
      append(findings, entryFindings(entry, kind === 'http' ? envelope : undefined, examples))
  }
  return findings
}

function placeableParams(catalog: Catalog): Set<string> {
  return new Set([
    ...Object.keys(catalog.vocabulary.params ?? {}),
    ...catalog.entries.flatMap((entry) => [
      ...Object.keys(entry.params),
      ...Object.keys(entry.data.extra ?? {}),
    ]),
  ])
}

function checkEnvelope(
  spec: NonNullable<ResponseSpec>,
  at: Address,
  { params, examples }: { readonly params: Names; readonly examples: ExampleChecker },
): { envelope?: Envelope; findings: Finding[] } {
  const findings: Finding[] = []
  const envelope = parseEnvelope(spec)
  if (isBrokenBody(envelope.body)) {
    const brace = {
      code: 'invalid-template',
      message: 'Unexpected brace without a partner in the envelope.',
      help: 'Write `{{` for a brace that is text.',
      at: { ...at, path: [...(at.path ?? []), 'body'] },
    } as const
    return { findings: [brace] }
  }
  const known = namesFrom([...builtInPlaceholders, ...Object.keys(envelope.values)])
  for (const name of new Set(bodyPlaceholders(envelope.body))) {
    if (known.has(name) || params.has(name)) continue
    const near = nearest(
      name,
      [known, params].flatMap((names) => names.nearest(name) ?? []),
    )
    const place: Address = {
      ...at,
      path: [...(at.path ?? []), 'body'],
      text: { value: `{${name}}`, nth: 0 },
    }
    findings.push({
      code: 'unknown-placeholder',
      message: `Unexpected placeholder \`{${name}}\` in the envelope, expected one of ${known.list}, a value or a param.`,
      ...meant(near && `{${near}}`, { help: 'Declare it under `values`.', at: place }),
      at: place,
    })
  }
  for (const [name, value] of Object.entries(envelope.values))
    append(
      findings,
      examples.own(value, { ...at, path: [...(at.path ?? []), 'values', name] }, name),
    )
  return { envelope, findings }
}

function uriTemplates({ vocabulary, source }: Catalog): Finding[] {
  const templates: [Path, string | undefined, string[]][] = [
    [['docs'], vocabulary.docs, ['system', 'category', 'name', 'code']],
    [['type'], vocabulary.type, ['system', 'category', 'name', 'code', 'docs']],
    ...Object.entries(vocabulary.systems ?? {}).flatMap(
      ([name, system]): [Path, string | undefined, string[]][] => [
        [['systems', name, 'docs'], system.docs, ['system', 'category', 'name', 'code']],
        [['systems', name, 'type'], system.type, ['system', 'category', 'name', 'code', 'docs']],
      ],
    ),
  ]
  return templates.flatMap(([path, template, known]) => {
    if (template === undefined) return []
    const findings = templateFindings(template, namesFrom(known), { source, path })
    if (path.at(-1) === 'docs' && /^[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?::\d+)?\//i.test(template))
      findings.push({
        code: 'invalid-value',
        message: `Unexpected host at the start of ${JSON.stringify(template)}, expected \`https://\` before it.`,
        help: 'Write it whole. Without a scheme this is a path, and so would be the `type` of each error.',
        at: { source, path },
      })
    return findings
  })
}

function sharedExamples({ vocabulary, source }: Catalog, examples: ExampleChecker): Finding[] {
  return Object.entries(vocabulary.params ?? {}).flatMap(([name, spec]) =>
    examples.own(spec, { source, path: ['params', name] }, name),
  )
}

function entryFindings(
  entry: Entry,
  envelope: Envelope | undefined,
  examples: ExampleChecker,
): Finding[] {
  const findings: Finding[] = []
  const { data, params } = entry
  const at = (path: Path, on: 'key' | 'value' = 'value'): Address => ({ ...entry.origin, path, on })
  // A shared one that catalog.yaml does not have is reported as that.
  const names = namesFrom(Object.keys({ ...params, ...data.params }))
  const namesInHeaders = namesFrom([...names.all, ...Object.keys(envelope?.values ?? {})])
  const used = new Set<string>()

  if (data.detail !== undefined) {
    append(
      findings,
      templateFindings(
        data.detail,
        names,
        at(['detail']),
        'Declare it under `params`, or write `{{` for a brace.',
      ),
    )
    for (const name of tryPlaceholders(data.detail)) used.add(name)
  }
  const headerLists: [Path, Entry['data']['headers']][] = [
    [['headers'], data.headers],
    ...(Array.isArray(data.status)
      ? data.status.map((one, index): [Path, Entry['data']['headers']] => [
          ['status', index, 'headers'],
          one.headers,
        ])
      : []),
  ]
  for (const [path, headers] of headerLists) {
    for (const [name, spec] of Object.entries(headers ?? {})) {
      const value = spec === true ? entry.headers[name]?.value : spec.value
      if (value === undefined) continue
      const where = spec === true ? at([...path, name], 'key') : at([...path, name, 'value'])
      append(findings, templateFindings(value, namesInHeaders, where, 'Declare it under `params`.'))
      for (const placeholder of tryPlaceholders(value)) used.add(placeholder)
    }
  }

  const placed = new Set(envelope ? bodyPlaceholders(envelope.body) : [])
  const members =
    envelope?.body.kind === 'object' ? spreadSiblings(envelope.body) : new Set<string>()
  for (const [name, spec] of Object.entries(params)) {
    const own = data.params?.[name] !== true
    if (own) append(findings, examples.own(spec, at(['params', name]), name))
    if (envelope && !placed.has('params') && !placed.has(name)) {
      findings.push({
        code: 'param-not-placed',
        message: `Unexpected param \`${name}\`: the envelope places it nowhere.`,
        help: "Add `...: '{params}'` to the envelope's body in catalog.yaml, or a member of its own.",
        at: at(['params', name], 'key'),
      })
    } else if (!envelope && !used.has(name)) {
      findings.push({
        code: 'unused-param',
        message: `Unexpected param \`${name}\`: nothing uses it.`,
        help: 'Use it in `detail`, or remove it.',
        at: at(['params', name], 'key'),
      })
    }
    if (
      envelope &&
      placed.has(name) &&
      (builtInPlaceholders as readonly string[]).includes(name) &&
      !members.has(name)
    ) {
      findings.push({
        code: 'param-shadows-member',
        message: `Unexpected param \`${name}\`: the envelope's \`{${name}}\` is errbook's own.`,
        help: 'Rename the param.',
        at: at(['params', name], 'key'),
      })
    }
    if (placed.has('params') && members.has(name)) {
      findings.push({
        code: 'param-shadows-member',
        message: `Unexpected param \`${name}\`: the envelope has a member of that name.`,
        help: 'Rename the param.',
        at: at(['params', name], 'key'),
      })
    }
    if (envelope && Object.hasOwn(envelope.values, name)) {
      findings.push({
        code: 'param-shadows-member',
        message: `Unexpected param \`${name}\`: the envelope has a value of that name.`,
        help: 'Rename the param.',
        at: at(['params', name], 'key'),
      })
    }
  }
  for (const name of Object.keys(data.extra ?? {})) {
    const hides = Object.hasOwn(params, name)
      ? 'a param has that name'
      : placed.has('params') && members.has(name)
        ? 'the envelope has a member of that name'
        : undefined
    if (envelope === undefined || hides === undefined) continue
    findings.push({
      code: 'param-shadows-member',
      message: `Unexpected constant \`${name}\`: ${hides}.`,
      help: 'Rename the constant.',
      at: at(['extra', name], 'key'),
    })
  }
  append(findings, responseFindings(entry, envelope, examples))
  return findings
}

/** An example's own values must be known, and be what their schemas say. */
function responseFindings(
  entry: Entry,
  envelope: Envelope | undefined,
  checker: ExampleChecker,
): Finding[] {
  const examples: [
    Path,
    { request?: RequestExample | undefined; response?: Record<string, unknown> | undefined },
  ][] = [entry.data.example ?? []]
    .flat()
    .map((example, index) => [
      Array.isArray(entry.data.example) ? ['example', index] : ['example'],
      example,
    ])
  const known = namesFrom([...Object.keys(entry.params), ...Object.keys(envelope?.values ?? {})])
  return examples.flatMap(([path, { response }]) =>
    Object.entries(response ?? {}).flatMap(([name, value]) => {
      const spec = [entry.params, envelope?.values ?? {}].find((specs) =>
        Object.hasOwn(specs, name),
      )?.[name]
      const at: Address = { ...entry.origin, path: [...path, 'response', name] }
      if (spec) return checker.of(spec, value, at, name)
      if (name === 'instance') return []
      const near = known.nearest(name)
      return [
        {
          code: 'unknown-placeholder' as const,
          message: `Unexpected \`${name}\`, expected a param of this error or a value of the envelope.`,
          ...meant(near, {
            help: 'Remove it, or declare it under `params`.',
            at: { ...at, on: 'key' },
          }),
          at: { ...at, on: 'key' as const },
        },
      ]
    }),
  )
}

/**
 * The members that stand beside `...: "{params}"`, which a param of the same name would overwrite.
 */
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

import { append } from '../../facts/append.js'
import type { Envelope } from '../../facts/body/envelope.js'
import type { Catalog } from '../../model/catalog.js'
import type { Finding } from '../../model/diagnostic.js'
import type { Path } from '../../model/source.js'
import type { ResponseSpec } from '../../model/vocabulary.js'
import { envelopeFindings } from './envelope.js'
import { type ExampleChecker, exampleChecker } from './examples.js'
import { namesFrom } from './placeholders.js'
import { statusFindings } from './statuses.js'
import { uriFindings } from './uri-templates.js'
import { entryWireFindings } from './wire-entry.js'

/** Checks everything in responses: placeholders, params, envelopes and examples. */
export function wireFindings(catalog: Catalog): Finding[] {
  const { vocabulary, source } = catalog
  const examples = exampleChecker()
  const findings: Finding[] = []
  const envelopes = new Map<string, Envelope | undefined>()
  const params = namesFrom([...placeableParams(catalog)])
  const read = (spec: NonNullable<ResponseSpec>, path: Path): Envelope | undefined => {
    const { envelope, findings: found } = envelopeFindings(
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
    ...uriFindings(catalog),
    ...sharedExamples(catalog, examples),
    ...statusFindings(catalog),
  ])
  for (const entry of catalog.entries) {
    const envelope = envelopes.has(entry.system) ? envelopes.get(entry.system) : common
    const kind = vocabulary.systems?.[entry.system]?.kind ?? vocabulary.kind ?? 'http'
    if (envelope)
      append(findings, entryWireFindings(entry, kind === 'http' ? envelope : undefined, examples))
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

function sharedExamples({ vocabulary, source }: Catalog, examples: ExampleChecker): Finding[] {
  return Object.entries(vocabulary.params ?? {}).flatMap(([name, spec]) =>
    examples.own(spec, { source, path: ['params', name] }, name),
  )
}

import { append } from '../../facts/append.js'
import {
  bodyPlaceholders,
  builtInPlaceholders,
  type Envelope,
  isBrokenBody,
  parseEnvelope,
} from '../../facts/body/envelope.js'
import { meant, nearest } from '../../facts/nearest.js'
import type { Finding } from '../../model/diagnostic.js'
import type { Address } from '../../model/source.js'
import type { ResponseSpec } from '../../model/vocabulary.js'
import type { ExampleChecker } from './examples.js'
import { type Names, namesFrom } from './placeholders.js'

/** The findings about an envelope. `envelope` is undefined if its body is broken. */
export function envelopeFindings(
  spec: NonNullable<ResponseSpec>,
  at: Address,
  { params, examples }: { readonly params: Names; readonly examples: ExampleChecker },
): { envelope?: Envelope; findings: Finding[] } {
  const findings: Finding[] = []
  const envelope = parseEnvelope(spec)
  if (isBrokenBody(envelope.body)) {
    const brace = {
      code: 'invalid-template',
      message: 'Unmatched brace in the envelope.',
      help: 'Write `{{` or `}}` for a literal brace.',
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
      message: `Unknown placeholder \`{${name}}\` in the envelope.`,
      ...meant(near && `{${near}}`, {
        help: `Declare it under \`values\`, or use a param or one of ${known.list}.`,
        at: place,
      }),
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

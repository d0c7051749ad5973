import { codeShape } from '../../facts/entry/code.js'
import type { CodeParts } from '../../model/catalog.js'
import type { Finding } from '../../model/diagnostic.js'
import type { Vocabulary } from '../../model/vocabulary.js'
import { assumed } from './assumed.js'
import type { EnvelopeGuess } from './bodies.js'
import type { ImportSettings } from './importer.js'
import { humanised } from './words.js'

/** Facts from the sources that `catalog.yaml` is based on. */
export interface Evidence {
  readonly shape: string
  readonly name: string
  readonly errors: readonly {
    readonly code: string
    readonly parts: CodeParts
    readonly status: number | undefined
    readonly type: string | undefined
  }[]
  readonly envelope: EnvelopeGuess | undefined
}

/**
 * Returns the contents of a `catalog.yaml` that fits the sources. Nothing is made up except the URL
 * of the pages, which is required.
 */
export function vocabularyFor(
  { shape, name, errors, envelope }: Evidence,
  settings: ImportSettings,
): { value: Vocabulary; findings: Finding[] } {
  if (settings.vocabulary) return { value: withParts(settings.vocabulary, errors), findings: [] }
  const findings: Finding[] = []
  const uses = codeShape({ name: '-', docs: '-', code: shape }).uses
  const path = [
    ...(uses.system ? ['{system}'] : []),
    ...(uses.category ? ['{category}'] : []),
    '{name}',
  ].join('/')
  const type = typeTemplate(errors)
  const docs = settings.docs ?? type ?? `https://docs.example.com/errors/${path}`
  if (settings.docs === undefined && type === undefined && errors.length > 0)
    findings.push(
      assumed('URL of the pages', `\`docs: ${docs}\``, {
        help: `Correct it in catalog.yaml, or import with \`--docs "https://your.site/errors/${path}"\`.`,
      }),
    )
  const kind = kindOf(errors, settings)
  return {
    value: withParts(
      {
        name: settings.name ?? name,
        code: shape,
        docs,
        ...(type !== undefined && type !== docs && { type }),
        ...(kind !== 'http' && { kind }),
        ...(kind === 'http' && envelope && { response: envelope.response }),
      },
      errors,
    ),
    findings,
  }
}

/** `http` if most errors have a status, else `library`. */
export function kindOf(
  errors: readonly { readonly status: number | undefined }[],
  settings: ImportSettings,
): 'http' | 'cli' | 'library' {
  if (settings.vocabulary) return settings.vocabulary.kind ?? 'http'
  if (settings.kind) return settings.kind
  return settings.status !== undefined ||
    errors.filter(({ status }) => status !== undefined).length * 2 > errors.length
    ? 'http'
    : 'library'
}

/** Adds the systems and categories that the codes use. */
function withParts(vocabulary: Vocabulary, errors: Evidence['errors']): Vocabulary {
  const { uses } = codeShape(vocabulary)
  const systems = { ...vocabulary.systems }
  const categories = { ...vocabulary.categories }
  for (const { parts } of errors) {
    if (uses.system) systems[parts.system] ??= { title: humanised(parts.system) }
    if (uses.category && systems[parts.system]?.categories?.[parts.category] === undefined)
      categories[parts.category] ??= { title: humanised(parts.category) }
  }
  return {
    ...vocabulary,
    ...(Object.keys(systems).length > 0 && { systems }),
    ...(Object.keys(categories).length > 0 && { categories }),
  }
}

/** Returns the template that fits most types: a URL that ends with the name of the error. */
function typeTemplate(errors: Evidence['errors']): string | undefined {
  const counts = new Map<string, number>()
  let all = 0
  for (const { type, parts } of errors) {
    if (type === undefined || !/^https?:\/\//.test(type) || !URL.canParse(type)) continue
    all++
    const named = (['system', 'category', 'name'] as const).filter((part) => parts[part] !== '')
    const ends = named.map((_, at) => named.slice(at))
    const used = ends.find((names) =>
      type.endsWith(`/${names.map((part) => parts[part]).join('/')}`),
    )
    if (used === undefined) continue
    const end = used.map((part) => parts[part]).join('/')
    const template = used.map((part) => `{${part}}`).join('/')
    const made = type.slice(0, -end.length) + template
    counts.set(made, (counts.get(made) ?? 0) + 1)
  }
  const [best] = [...counts].sort((a, b) => b[1] - a[1])
  return best && best[1] * 2 > all ? best[0] : undefined
}

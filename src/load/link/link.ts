import { append } from '../../facts/append.js'
import { byCodePoint } from '../../facts/by-code-point.js'
import { type CodeShape, codeShape } from '../../facts/entry/code.js'
import type { Catalog, Entry } from '../../model/catalog.js'
import type { Finding, Result } from '../../model/diagnostic.js'
import type { Source } from '../../model/source.js'
import type { Vocabulary } from '../../model/vocabulary.js'
import { collisions } from './collisions.js'
import type { Decoded } from './decoded.js'
import { linkEntry } from './link-entry.js'
import { mentionFindings } from './mentions.js'
import { pathBelow } from './paths.js'
import { referenceFindings } from './references.js'
import { wireFindings } from './wire.js'

/** Builds a catalog from entries. Splits codes, fills in defaults and checks every reference. */
export function link(decoded: Decoded): Result<Catalog> {
  const findings: Finding[] = []
  const { catalog, entries, partial, broken, shape } = linkEntries(decoded, findings)
  if (shape !== undefined) {
    findings.push(
      ...collisions(entries),
      ...wireFindings(catalog),
      ...mentionFindings(catalog, [...catalog.entries, ...partial], shape),
      ...referenceFindings(
        catalog,
        [...catalog.entries, ...partial],
        shape,
        declaredCodes(broken, decoded, shape),
      ),
    )
  }
  return { value: catalog, findings }
}

/** The valid part of a catalog, without checking references. Enough for a comparison. */
export function linkSound(decoded: Decoded): Catalog {
  return linkEntries(decoded, []).catalog
}

function linkEntries(decoded: Decoded, findings: Finding[]) {
  const { vocabulary, source } = decoded
  const shape = shapeOf(vocabulary, source, findings)
  const broken = [...decoded.broken]
  const partial = new Set<Entry>()
  const entries =
    shape === undefined
      ? []
      : decoded.entries.flatMap((entry) => {
          const found: Finding[] = []
          const linked = linkEntry(entry, decoded, shape, found)
          // The missing fields of a partial entry are already reported, but a wrong code or file
          // name is not.
          append(
            findings,
            found.filter(({ at }) => !entry.partial || at?.path?.[0] === 'code'),
          )
          if (found.length > 0) broken.push(entry.source)
          if (linked && entry.partial) partial.add(linked)
          return linked ?? []
        })
  entries.sort((a, b) => byCodePoint(a.code, b.code))
  const byCode = new Map<string, Entry>()
  for (const entry of entries)
    if (!byCode.has(entry.code) && !partial.has(entry)) byCode.set(entry.code, entry)
  const unexpected =
    vocabulary.unexpected === undefined ? undefined : byCode.get(vocabulary.unexpected)
  const catalog: Catalog = { vocabulary, source, entries: [...byCode.values()], byCode, unexpected }
  return { catalog, entries, partial, broken, shape }
}

function shapeOf(
  vocabulary: Vocabulary,
  source: Source,
  findings: Finding[],
): CodeShape | undefined {
  try {
    return codeShape(vocabulary)
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause
    findings.push({
      code: 'invalid-template',
      message: `Invalid code format: ${cause.message}.`,
      help: 'Use `{name}` once, and `{system}` and `{category}` at most once, as in `err:{system}:{category}:{name}`.',
      at: { source, path: ['code'] },
    })
    return undefined
  }
}

/**
 * The codes in broken files, guessed from their text and their paths. References to them are not
 * reported, because the only problem is the broken file.
 */
function declaredCodes(
  broken: readonly Source[],
  { folder }: Decoded,
  shape: CodeShape,
): Set<string> {
  const codes = new Set<string>()
  // A file may be in `broken` several times.
  for (const { file, text } of new Set(broken)) {
    for (const [, code = ''] of text.matchAll(/^["']?code["']?[ \t]*:[ \t]*["']?([^\s"'#]+)/gm))
      codes.add(code)
    const parts = pathBelow(file, folder)
      .replace(/\.ya?ml$/, '')
      .split('/')
    const name = parts.pop() ?? ''
    const [system = '', category = ''] = shape.uses.system ? parts : ['', ...parts]
    codes.add(shape.join({ system, category: shape.uses.category ? category : '', name }))
  }
  return codes
}

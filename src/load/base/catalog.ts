import { append } from '../../facts/append.js'
import type { Catalog, Entry } from '../../model/catalog.js'
import { RunError } from '../../model/diagnostic.js'
import type { Source } from '../../model/source.js'
import { type DecodedEntry, decodeEntries, decodeVocabulary } from '../decode/decode.js'
import { linkSound } from '../link/link.js'
import type { WholeSources } from './here.js'

/** The catalog of a base, with findings about files that can't be compared. */
export interface BaseCatalog {
  readonly catalog: Catalog
  readonly untold: readonly string[]
}

/**
 * Parses the valid part of a base catalog. Files with the same text as in `head` are not parsed
 * again. If the vocabulary is also the same, their entries are reused.
 */
export function baseCatalog(sources: WholeSources, head: Catalog): BaseCatalog {
  const vocabulary = decodeVocabulary(sources.vocabulary)
  if (vocabulary.value === undefined)
    throw new RunError(2, {
      code: 'base-missing',
      message: `\`catalog.yaml\` in the base is invalid: ${vocabulary.findings[0]?.message ?? ''}`,
      help: 'Compare with a later base that passes `errbook check`.',
    })
  const known = entriesByText(head)
  const sameVocabulary = sources.vocabulary.text === head.source.text
  const shared: Entry[] = []
  const decoded: DecodedEntry[] = []
  const broken: Source[] = [...sources.unreadable]
  for (const source of sources.entries) {
    const same = known.get(below(source.file, sources.folder))
    if (same !== undefined && same.text === source.text) {
      if (sameVocabulary) append(shared, same.entries)
      else
        append(
          decoded,
          same.entries.map(({ data, origin }) => ({ data, ...origin })),
        )
      continue
    }
    const { value, findings } = decodeEntries(source)
    append(
      decoded,
      value.filter(({ partial }) => !partial),
    )
    if (findings.length > 0) broken.push(source)
  }
  const linked = linkSound({
    vocabulary: vocabulary.value,
    source: sources.vocabulary,
    folder: sources.folder,
    entries: decoded,
    broken,
  })
  const entries = [...shared, ...linked.entries]
  const byCode = new Map(entries.map((entry) => [entry.code, entry]))
  return {
    catalog: {
      ...linked,
      entries,
      byCode,
      unexpected: byCode.get(vocabulary.value.unexpected ?? ''),
    },
    untold: broken.map(
      ({ file }) => `${file} is invalid in the base, so its errors can't be compared.`,
    ),
  }
}

/** The entries of a catalog by file. Files with a broken document are skipped. */
function entriesByText(head: Catalog): Map<string, { text: string; entries: Entry[] }> {
  const folder = head.source.file.replace(/\/?[^/]*$/, '')
  const files = new Map<string, { text: string; entries: Entry[] }>()
  for (const entry of head.entries) {
    const { source } = entry.origin
    const path = below(source.file, folder)
    const file = files.get(path)
    if (file) file.entries.push(entry)
    else files.set(path, { text: source.text, entries: [entry] })
  }
  return files
}

function below(file: string, folder: string): string {
  return folder === '' || folder === '.' ? file : file.slice(folder.length + 1)
}

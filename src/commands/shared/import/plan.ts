import { place } from '../../../author/importers/codes.js'
import type { Imported, ImportedEntry } from '../../../author/importers/importer.js'
import { type Kept, ownFields } from '../../../author/importers/kept.js'
import { mergeEntry, mergeVocabulary } from '../../../author/merge.js'
import { entryYaml, mapYaml } from '../../../author/write.js'
import { check, hasErrors } from '../../../compile.js'
import { pathParts } from '../../../facts/entry/code.js'
import { vocabularyShape } from '../../../facts/entry/texts.js'
import { type DecodedEntry, decodeEntries, decodeVocabulary } from '../../../load/decode/decode.js'
import type { CatalogSources } from '../../../load/read.js'
import type { Finding } from '../../../model/diagnostic.js'
import type { Source } from '../../../model/source.js'
import type { Change } from '../../../write/changes.js'

export interface ImportPlanInput {
  readonly imported: Imported
  readonly folder: string
  readonly existing: CatalogSources | undefined
  readonly merge: boolean
}

/**
 * The changes that an import makes. `added` counts new entries, `merged` counts existing entries
 * with new fields.
 */
export interface ImportPlan {
  readonly changes: readonly Change[]
  readonly added: number
  readonly merged: number
  /** Existing entries or fields that were not changed. */
  readonly kept: readonly Kept[]
  readonly findings: readonly Finding[]
}

/**
 * Plans new files and, with `merge`, missing fields of existing entries. Existing fields never
 * change.
 */
export function planImport({ imported, folder, existing, merge }: ImportPlanInput): ImportPlan {
  const findings: Finding[] = []
  const texts = new Map<string, { before: string | undefined; after: string }>()
  const places = new Map<string, DecodedEntry>()
  const brokenFiles = new Set<string>()
  for (const source of existing?.entries ?? []) {
    texts.set(source.file, { before: source.text, after: source.text })
    const decoded = decodeEntries(source)
    if (hasErrors(decoded.findings)) brokenFiles.add(source.file)
    for (const entry of decoded.value) places.set(entry.data.code, entry)
  }
  const within = (path: string) => (folder === '.' ? path : `${folder}/${path}`)
  const vocabulary = within('catalog.yaml')
  const there = existing?.vocabulary
  if (there === undefined)
    texts.set(vocabulary, {
      before: undefined,
      after: mapYaml(imported.vocabulary, vocabularyShape),
    })
  else {
    const has = decodeVocabulary(there).value
    const after = merge && has ? mergeVocabulary(there.text, has, imported.vocabulary) : undefined
    texts.set(there.file, { before: there.text, after: after ?? there.text })
  }
  let added = 0
  let merged = 0
  const kept: Kept[] = []
  for (const entry of imported.entries) {
    const file = within(`${pathParts(entry.parts).join('/')}.yaml`)
    const known = places.get(entry.data.code)
    const there = known?.source.file ?? file
    const text = texts.get(there)
    if (text === undefined) {
      texts.set(file, { before: undefined, after: entryYaml(entry.data) })
      added++
      continue
    }
    // The fields of a broken entry are unknown, so nothing can be merged into it.
    const after =
      merge && known && !brokenFiles.has(there)
        ? mergeEntry(text.after, known.document, known.data, entry.data)
        : undefined
    if (known === undefined || after === undefined) {
      findings.push(
        alreadyThere(
          there,
          entry,
          helpFor({ merge, isBroken: brokenFiles.has(there), isOther: known === undefined }),
        ),
      )
      kept.push({ code: entry.data.code, fields: 'all' })
      continue
    }
    const own = ownFields(known.data, entry.data)
    if (own.size > 0) kept.push({ code: entry.data.code, fields: own })
    if (after !== text.after) {
      texts.set(there, { ...text, after })
      merged++
    }
  }
  const changes = [...texts].flatMap(([file, { before, after }]): Change[] =>
    before === after ? [] : [{ file, before, after }],
  )
  return {
    changes,
    added,
    merged,
    kept,
    findings: [...findings, ...broken(texts, folder, existing)],
  }
}

function alreadyThere(file: string, entry: ImportedEntry, help: string): Finding {
  return {
    code: 'already-there',
    message: `Skipped \`${entry.data.code}\`, because ${file} already exists.`,
    help,
    at: place(entry),
  }
}

function helpFor({
  merge,
  isBroken,
  isOther,
}: {
  readonly merge: boolean
  readonly isBroken: boolean
  readonly isOther: boolean
}): string {
  if (isBroken) return 'Fix the file first. Run `errbook check` to see what is wrong with it.'
  if (!merge) return 'Use `--merge` to add missing fields, or `--to` to import into another folder.'
  return isOther
    ? 'Move the entry in this file to another file, or use `--to` to import into another folder.'
    : "Add the missing fields by hand. They can't be inserted without changing the rest of the file."
}

/** Checks the resulting catalog before it is written, so that its problems are reported now. */
function broken(
  texts: ReadonlyMap<string, { after: string }>,
  folder: string,
  existing: CatalogSources | undefined,
): Finding[] {
  const sources = [...texts]
    .map(([file, { after }]): Source => ({ file, text: after }))
    .sort((a, b) => (a.file < b.file ? -1 : 1))
  const isVocabulary = ({ file }: Source) =>
    file ===
    (existing?.vocabulary?.file ?? (folder === '.' ? 'catalog.yaml' : `${folder}/catalog.yaml`))
  const { findings } = check(
    {
      folder,
      vocabulary: sources.find(isVocabulary),
      entries: sources.filter((source) => !isVocabulary(source)),
      unreadable: existing?.unreadable ?? [],
    },
    { rules: {} },
  )
  return findings.filter((finding) => hasErrors([finding]))
}

import type { Imported, ImportedEntry } from '../author/importers/importer.js'
import { mergeEntry, mergeVocabulary } from '../author/merge.js'
import { entryYaml, mapYaml, vocabularyShape } from '../author/write.js'
import { check, hasErrors } from '../compile.js'
import { pathParts } from '../facts/code.js'
import { type DecodedEntry, decodeEntries, decodeVocabulary } from '../load/decode.js'
import type { CatalogSources } from '../load/read.js'
import type { Finding } from '../model/diagnostic.js'
import type { Source } from '../model/source.js'
import type { Change } from '../write/changes.js'

export interface ImportPlanInput {
  readonly imported: Imported
  readonly folder: string
  readonly existing: CatalogSources | undefined
  readonly merge: boolean
}

/** What an import does to a catalog. `added` counts entries, `merged` those that got fields they did not have. */
export interface ImportPlan {
  readonly changes: readonly Change[]
  readonly added: number
  readonly merged: number
  readonly findings: readonly Finding[]
}

/** Plans new files, and with `merge` the fields that entries of the catalog lack. What is there stays as it is. */
export function planImport({ imported, folder, existing, merge }: ImportPlanInput): ImportPlan {
  const findings: Finding[] = []
  const texts = new Map<string, { before: string | undefined; after: string }>()
  const places = new Map<string, DecodedEntry>()
  for (const source of existing?.entries ?? []) {
    texts.set(source.file, { before: source.text, after: source.text })
    for (const entry of decodeEntries(source).value) places.set(entry.data.code, entry)
  }
  const vocabulary = `${folder}/catalog.yaml`
  const there = existing?.vocabulary
  if (there === undefined) texts.set(vocabulary, { before: undefined, after: mapYaml(imported.vocabulary, vocabularyShape) })
  else {
    const has = decodeVocabulary(there).value
    const after = merge && has ? mergeVocabulary(there.text, has, imported.vocabulary) : undefined
    texts.set(there.file, { before: there.text, after: after ?? there.text })
  }
  let added = 0
  let merged = 0
  for (const entry of imported.entries) {
    const file = `${folder}/${pathParts(entry.parts).join('/')}.yaml`
    const known = places.get(entry.data.code)
    const text = texts.get(known?.source.file ?? file)
    if (text === undefined) {
      texts.set(file, { before: undefined, after: entryYaml(entry.data) })
      added++
    } else if (known === undefined || !merge) findings.push(alreadyThere(known?.source.file ?? file, entry))
    else {
      const after = mergeEntry(text.after, known.document, known.data, entry.data)
      if (after === undefined) findings.push(alreadyThere(known.source.file, entry))
      else if (after !== text.after) {
        texts.set(known.source.file, { ...text, after })
        merged++
      }
    }
  }
  const changes = [...texts].flatMap(([file, { before, after }]): Change[] => (before === after ? [] : [{ file, before, after }]))
  return { changes, added, merged, findings: [...findings, ...broken(texts, folder, existing)] }
}

function alreadyThere(file: string, { source, data }: ImportedEntry): Finding {
  return {
    code: 'already-there',
    message: `Unexpected file ${file}, expected none for \`${data.code}\`: it stays as it is.`,
    help: 'Import with `--merge` to add what it does not have, or into another folder with `--to`.',
    at: { source, range: [0, 0] },
  }
}

/** The catalog as it will be is checked before it is written: what would be wrong in it is said now. */
function broken(texts: ReadonlyMap<string, { after: string }>, folder: string, existing: CatalogSources | undefined): Finding[] {
  const sources = [...texts].map(([file, { after }]): Source => ({ file, text: after })).sort((a, b) => (a.file < b.file ? -1 : 1))
  const isVocabulary = ({ file }: Source) => file === (existing?.vocabulary?.file ?? `${folder}/catalog.yaml`)
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

import { append } from '../../facts/append.js'
import { entryShape, vocabularyShape } from '../../facts/entry/texts.js'
import type { Finding, Result } from '../../model/diagnostic.js'
import { type EntryData, entrySchema } from '../../model/entry.js'
import type { Path, Source } from '../../model/source.js'
import { type Vocabulary, vocabularySchema } from '../../model/vocabulary.js'
import { parseYaml, type YamlDocument } from '../yaml/parse.js'
import { validate } from './issues.js'

/** An entry as written, with its location. */
export interface DecodedEntry {
  readonly data: EntryData
  readonly source: Source
  readonly document: number
  /** The entry has invalid fields, which were removed. It is only used to find further problems. */
  readonly partial?: true
}

/** Decodes the valid documents of a file with entries. */
export function decodeEntries(source: Source): Result<DecodedEntry[]> {
  const parsed = parseYaml(source, entryShape)
  const findings = [...parsed.findings]
  const entries: DecodedEntry[] = []
  const mayHide = mayHoldHidden(source.text)
  for (const { value, index, root, dropped } of parsed.documents) {
    const origin = { source, document: index }
    if (mayHide) append(findings, hiddenCharacters(source, index, value))
    const entry = validate(entrySchema, value, { ...origin, root })
    append(findings, withoutEmptied(entry.findings, dropped))
    const rest = entry.value ? undefined : soundPart(value, entry.findings)
    if (entry.value) entries.push({ data: entry.value, ...origin })
    else if (rest) entries.push({ data: rest, ...origin, partial: true })
  }
  if (parsed.documents.length === 0 && findings.length === 0) {
    findings.push({
      code: 'wrong-type',
      message: 'This file is empty.',
      help: 'Add an error, or delete the file.',
      at: { source, range: [0, 0] },
    })
  }
  return { value: entries, findings }
}

/**
 * Removes findings about values that are empty because YAML dropped their text. The dropped text is
 * already reported.
 */
function withoutEmptied(
  findings: readonly Finding[],
  dropped: readonly Path[],
): readonly Finding[] {
  if (dropped.length === 0) return findings
  const paths = new Set(dropped.map((path) => JSON.stringify(path)))
  return findings.filter(
    ({ code, at }) => code !== 'unquoted-text' || !paths.has(JSON.stringify(at?.path)),
  )
}

/**
 * Removes invalid fields from an entry, so that broken links to and from it are reported in the
 * same run. Undefined if too little is left.
 */
function soundPart(value: unknown, findings: readonly Finding[]): EntryData | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const broken = new Set(findings.map(({ at }) => at?.path?.[0]))
  const rest = Object.entries(value).filter(([key]) => !broken.has(key))
  return entrySchema.safeParse({ title: '-', summary: '-', ...Object.fromEntries(rest) }).data
}

/** Decodes `catalog.yaml`. */
export function decodeVocabulary(source: Source): Result<Vocabulary | undefined> {
  const parsed = parseYaml(source, vocabularyShape)
  const [document] = parsed.documents
  if (document === undefined) {
    const empty: Finding = {
      code: 'wrong-type',
      message: 'This file is empty.',
      help: 'Add at least `name`, `code` and `docs`.',
      at: { source, range: [0, 0] },
    }
    return { value: undefined, findings: parsed.findings.length > 0 ? parsed.findings : [empty] }
  }
  const { value, findings } = validate(vocabularySchema, document.value, {
    source,
    document: document.index,
    root: document.root,
  })
  return {
    value,
    findings: [
      ...parsed.findings,
      ...secondDocument(source, parsed.documents),
      ...(mayHoldHidden(source.text)
        ? hiddenCharacters(source, document.index, document.value)
        : []),
      ...withoutEmptied(findings, document.dropped),
    ],
  }
}

/** Reports a second document, because everything after the `---` would be ignored. */
export function secondDocument(source: Source, [, second]: readonly YamlDocument[]): Finding[] {
  if (second === undefined) return []
  return [
    {
      code: 'wrong-type',
      message: 'Only one YAML document is allowed in this file.',
      help: 'Remove the `---` and the text after it, or move that text to another file.',
      at: { source, document: second.index, path: [], on: 'key' },
    },
  ]
}

// C0 without tab and newline, DEL, C1, the bidirectional controls, and halves of surrogate pairs.
const hidden =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/

/**
 * Whether the text may contain a hidden character, directly or as an escape. Most files have
 * neither.
 */
function mayHoldHidden(text: string): boolean {
  return text.includes('\\') || hidden.test(text.replaceAll('\r\n', '\n'))
}

/** Reports invisible characters, which can change how text is shown or parsed. */
function hiddenCharacters(source: Source, document: number, value: unknown): Finding[] {
  const findings: Finding[] = []
  const visit = (item: unknown, path: Path): void => {
    if (typeof item === 'string') report(item, path)
    else if (Array.isArray(item))
      for (const [at, child] of item.entries()) visit(child, [...path, at])
    else if (typeof item === 'object' && item !== null) {
      for (const [key, child] of Object.entries(item)) {
        report(key, [...path, key], 'key')
        visit(child, [...path, key])
      }
    }
  }
  const report = (text: string, path: Path, on: 'key' | 'value' = 'value') => {
    const found = hidden.exec(text)
    if (found === null) return
    const digits = found[0].charCodeAt(0).toString(16).padStart(4, '0')
    findings.push({
      code: 'hidden-character',
      message: `Hidden character U+${digits.toUpperCase()}.`,
      help: `Remove it. If a sample must show it, write \`\\u${digits}\` without double quotes.`,
      at: { source, document, path, on, text: { value: found[0], nth: 0 } },
    })
  }
  visit(value, [])
  return findings
}

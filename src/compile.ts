import { type DecodedEntry, decodeEntries, decodeVocabulary } from './load/decode.js'
import { link } from './load/link.js'
import { locate } from './load/locate.js'
import type { CatalogSources } from './load/read.js'
import { lint } from './lint/run.js'
import type { Catalog } from './model/catalog.js'
import type { Config } from './model/config.js'
import type { Diagnostic, Finding, Result, Severity } from './model/diagnostic.js'

/**
 * Source[] → Catalog and everything that is wrong with it. Pure: what it needs is in its arguments.
 *
 *     decode   text → Entry[]          YAML, then the schema
 *     link     Entry[] → Catalog       codes, defaults, references
 *     lint     Catalog → Finding[]     the rules that the config leaves on
 */
export function check(sources: CatalogSources, config: Pick<Config, 'rules'>): Result<Catalog | undefined> {
  const findings: Finding[] = []
  if (sources.vocabulary === undefined) {
    const missing: Finding = { code: 'no-vocabulary', message: `Missing \`catalog.yaml\` in ${sources.folder}.`, help: 'Write one with `name`, `code` and `docs`: what the errors are of, the shape of their codes, where their pages are.' }
    return { value: undefined, findings: [missing] }
  }
  const vocabulary = decodeVocabulary(sources.vocabulary)
  findings.push(...vocabulary.findings)

  const entries: DecodedEntry[] = []
  let incomplete = false
  for (const source of sources.entries) {
    const decoded = decodeEntries(source)
    findings.push(...decoded.findings)
    entries.push(...decoded.value)
    incomplete ||= decoded.findings.length > 0
  }
  if (vocabulary.value === undefined) return { value: undefined, findings }

  const linked = link({ vocabulary: vocabulary.value, source: sources.vocabulary, folder: sources.folder, entries, incomplete })
  findings.push(...linked.findings, ...lint(linked.value, config.rules))
  return { value: linked.value, findings }
}

/** Findings → diagnostics, in the order of their places. */
export function diagnose(findings: readonly Finding[]): Diagnostic[] {
  const diagnostics = findings.map(({ code, severity = 'error', message, help, at, related = [] }): Diagnostic => ({
    code,
    severity,
    message,
    ...(help !== undefined && { help }),
    ...(at && { span: locate(at), source: at.source }),
    related: related.map((note) => ({ message: note.message, span: locate(note.at) })),
  }))
  return diagnostics.sort(byPlace)
}

export function hasErrors(findings: readonly { readonly severity?: Severity }[]): boolean {
  return findings.some(({ severity = 'error' }) => severity === 'error')
}

function byPlace({ span: a, code: x }: Diagnostic, { span: b, code: y }: Diagnostic): number {
  if (!a || !b) return a ? 1 : b ? -1 : 0
  if (a.file !== b.file) return a.file < b.file ? -1 : 1
  return a.start.line - b.start.line || a.start.column - b.start.column || (x < y ? -1 : x > y ? 1 : 0)
}

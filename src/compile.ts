import { diff } from './diff/diff.js'
import { settle, unlockedFindings, unusedFindings } from './diff/settle.js'
import { distinct } from './emit/distinct.js'
import type { AnyEmitter, Emitted, Job } from './emit/emitter.js'
import { unusedPartials } from './emit/template/partials.js'
import type { TemplateSet } from './emit/template/syntax-tree.js'
import { TemplateError } from './emit/template/template-error.js'
import { append } from './facts/append.js'
import { byCodePoint } from './facts/by-code-point.js'
import { proseOf } from './facts/entry/texts.js'
import { type Selection, select, unknownNames } from './facts/entry/visibility.js'
import { parseTogether } from './facts/markdown/prose.js'
import { meant, nearest, resetSuggestions } from './facts/nearest.js'
import { pathText } from './facts/path-text.js'
import { type Snapshot, snapshotOf, snapshotOfLock } from './facts/promise/snapshot.js'
import { lint } from './lint/run.js'
import { baseCatalog } from './load/base/catalog.js'
import type { Base } from './load/base/find.js'
import { decodeAccepted } from './load/decode/accepted.js'
import { decodeBaseline } from './load/decode/baseline.js'
import { type DecodedEntry, decodeEntries, decodeVocabulary } from './load/decode/decode.js'
import { decodeLock } from './load/decode/lock.js'
import { oneOf } from './load/decode/words.js'
import { link } from './load/link/link.js'
import type { CatalogSources } from './load/read.js'
import { locateAll } from './load/yaml/locate.js'
import type { Accepted } from './model/accepted.js'
import type { Api } from './model/api.js'
import type { Artifact } from './model/artifact.js'
import type { Catalog } from './model/catalog.js'
import type { Comparison } from './model/change.js'
import type { Config } from './model/config.js'
import type { Diagnostic, Finding, Result, Severity } from './model/diagnostic.js'
import type { Lock } from './model/lock.js'
import type { Address, Source } from './model/source.js'

/**
 * Decodes the sources of a catalog and finds all problems in it. Has no side effects.
 *
 *     decode   text → Entry[]          YAML, then the schema
 *     link     Entry[] → Catalog       codes, defaults, references
 *     lint     Catalog → Finding[]     the enabled rules
 *     keep     Catalog → Finding[]     breaking changes since the lock file
 */
export function check(
  sources: CatalogSources,
  config: Pick<Config, 'rules'> & Partial<Pick<Config, 'stability'>>,
): Result<Catalog | undefined> & { readonly lock?: Lock | undefined } {
  resetSuggestions()
  const findings: Finding[] = []
  if (sources.vocabulary === undefined) {
    // An unreadable catalog.yaml is already reported.
    if (sources.unreadable.some(({ file }) => isVocabulary(file, sources.folder)))
      return { value: undefined, findings }
    const missing: Finding = {
      code: 'no-vocabulary',
      message: `Missing \`catalog.yaml\` in ${sources.folder === '.' ? 'the current directory' : sources.folder}.`,
      help: 'Create it with `name` (the API or product), `code` (the format of the codes) and `docs` (the URL of the error pages).',
    }
    return { value: undefined, findings: [missing] }
  }
  const vocabulary = decodeVocabulary(sources.vocabulary)
  append(findings, vocabulary.findings)

  const entries: DecodedEntry[] = []
  const broken: Source[] = [...sources.unreadable]
  for (const source of sources.entries) {
    const decoded = decodeEntries(source)
    append(findings, decoded.findings)
    append(entries, decoded.value)
    if (hasErrors(decoded.findings)) broken.push(source)
  }
  if (vocabulary.value === undefined) return { value: undefined, findings }

  const linked = link({
    vocabulary: vocabulary.value,
    source: sources.vocabulary,
    folder: sources.folder,
    entries,
    broken,
  })
  const baseline = sources.baseline ? decodeBaseline(sources.baseline) : undefined
  append(findings, [
    ...linked.findings,
    ...(baseline?.findings ?? []),
    ...lint(linked.value, config.rules, baseline?.value),
  ])
  const kept = keepPromises(
    sources,
    linked.value,
    { stability: { level: 'docs' }, ...config },
    hasErrors(findings),
  )
  return { value: linked.value, findings: [...findings, ...kept.findings], lock: kept.value }
}

function isVocabulary(file: string, folder: string): boolean {
  return [
    `${folder}/catalog.yaml`,
    `${folder}/catalog.yml`,
    'catalog.yaml',
    'catalog.yml',
  ].includes(file)
}

/**
 * Reports changes that the lock file does not allow. If some files can't be read (`broken`),
 * errors that seem removed are not reported.
 */
function keepPromises(
  { lock: source, accepted: acceptedSource, folder }: CatalogSources,
  catalog: Catalog,
  config: Pick<Config, 'rules' | 'stability'>,
  broken: boolean,
): Result<Lock | undefined> {
  const accepted = decodeAccepted(acceptedSource)
  if (source === undefined) return { value: undefined, findings: accepted.findings }
  const lock = decodeLock(source)
  if (lock.value === undefined)
    return { value: undefined, findings: [...lock.findings, ...accepted.findings] }
  const changes = diff(snapshotOfLock(lock.value), { ...snapshotOf(catalog), catalog })
  const settled = settle(broken ? changes.filter(({ at }) => at.source !== source) : changes, {
    config,
    accepted: accepted.value,
    folder,
  })
  return {
    value: lock.value,
    findings: [
      ...accepted.findings,
      ...settled.findings.filter(
        ({ severity, change }) => severity !== 'info' || change?.accepted !== undefined,
      ),
      ...unusedFindings(accepted.value, settled.used),
      ...unlockedFindings(catalog, lock.value),
    ],
  }
}

/** The current state of the project, for a comparison. */
export interface Compared {
  readonly catalog: Catalog
  readonly sources: CatalogSources
  readonly lock: Lock | undefined
  readonly config: Pick<Config, 'rules' | 'stability'>
}

/**
 * Compares a catalog with a base. Has no side effects.
 *
 *     base     files → Catalog, or a lock file. Unchanged files are not parsed again.
 *     diff     (Snapshot, Catalog) → Change[]
 *     settle   Change[] → Finding[]    severity, accepted changes, release type
 */
export function compare(
  base: Base,
  { catalog, sources, lock, config }: Compared,
): Result<Comparison | undefined> {
  const { snapshot, untold, findings: damage } = baseSnapshot(base, catalog)
  if (snapshot === undefined) return { value: undefined, findings: damage }
  const head = { ...snapshotOf(catalog), catalog }
  const accepted = decodeAccepted(sources.accepted).value
  const terms = { config, accepted, folder: sources.folder }
  const { findings, used, bump } = settle(diff(snapshot, head), terms)
  // The lock file may not contain an accepted change yet. The acceptance is then still needed, even
  // if this comparison does not contain the change.
  const kept = lock ? settle(diff(snapshotOfLock(lock), head), terms).used : new Set<Accepted>()
  return {
    value: { base: base.label, untold, bump },
    findings: [
      ...findings,
      ...unusedFindings(
        accepted.filter((one) => !kept.has(one)),
        used,
      ),
    ],
  }
}

function baseSnapshot(
  { sources }: Base,
  head: Catalog,
): { snapshot: Snapshot | undefined; untold: readonly string[]; findings: readonly Finding[] } {
  if ('entries' in sources) {
    const { catalog, untold } = baseCatalog(sources, head)
    return { snapshot: snapshotOf(catalog), untold, findings: [] }
  }
  const { value, findings } = decodeLock(sources.lock)
  const untold = ['The lock file contains no texts, so changed wording is not shown.']
  return { snapshot: value && snapshotOfLock(value), untold, findings }
}

/** An output in the config, with its emitter, options and templates. */
export interface Output {
  readonly emitter: AnyEmitter
  readonly to: string
  readonly selection: Selection
  readonly options: unknown
  readonly templates: TemplateSet
  /** The API description that the emitter reads, with its findings. */
  readonly api?: Result<Api | undefined> | undefined
  readonly at: Address
}

export interface Rendered {
  readonly output: Output
  readonly artifacts: readonly Artifact[]
}

/**
 * Generates the files of all outputs. Has no side effects.
 *
 *     emit     Entry → its own files, and parts of shared files
 *     verify   checks files that custom templates produced
 */
export function render(
  catalog: Catalog,
  outputs: readonly Output[],
  progress: (done: number, of: number) => void = () => {},
): Result<Rendered[]> {
  const findings: Finding[] = outputs.flatMap((output) => selectionFindings(catalog, output))
  append(findings, unusedPartials(outputs.map(({ templates }) => templates)))
  const selected = outputs.map((output) => ({ output, catalog: select(catalog, output.selection) }))
  const jobs = selected.flatMap(({ output, catalog: visible }) => {
    const { options, templates, api, at } = output
    const started = output.emitter.start({
      catalog: visible,
      options,
      templates,
      api: api?.value,
      at,
    })
    append(findings, started.findings)
    return started.job
      ? [{ output, catalog: visible, job: started.job, emitted: [] as Emitted[] }]
      : []
  })
  try {
    for (const [at, entry] of catalog.entries.entries()) {
      // Loop over entries first and outputs second, so that the prose of an entry is parsed once
      // for all outputs and can be freed afterwards.
      parseTogether(proseOf(entry.data))
      for (const { catalog: visible, job, emitted } of jobs) {
        const shown = visible.byCode.get(entry.code)
        if (shown) emitted.push(job.entry(shown))
      }
      progress(at + 1, catalog.entries.length)
    }
    const rendered = jobs.map(({ output, job, emitted }) => ({
      output,
      artifacts: finish(job, emitted.splice(0)),
    }))
    for (const { artifacts } of rendered)
      for (const artifact of artifacts)
        if ('check' in artifact && artifact.check)
          append(findings, artifact.check(artifact.contents))
    return { value: rendered, findings: distinct(findings) }
  } catch (cause) {
    if (!(cause instanceof TemplateError)) throw cause
    return { value: [], findings: distinct([...findings, cause.finding]) }
  }
}

/**
 * Reports unknown names in `only`, because a build with a typo there would delete all pages of the
 * output.
 */
function selectionFindings(catalog: Catalog, { selection, at }: Output): Finding[] {
  return unknownNames(catalog, selection.only).map(({ key, at: index, name, known }): Finding => {
    const [near, noun] = [
      nearest(name, known),
      { systems: 'system', categories: 'category', tags: 'tag' }[key],
    ]
    const place: Address = { ...at, path: [...(at.path ?? []), 'only', key, index] }
    return {
      code: 'invalid-value',
      message: `Unknown ${noun} \`${name}\` in \`only\`.`,
      ...meant(near, {
        help:
          known.length > 0
            ? `Use ${oneOf(known)}.`
            : `The catalog has no ${key}. Remove \`only.${key}\`.`,
        at: place,
      }),
      at: place,
    }
  })
}

function finish(job: Job, emitted: readonly Emitted[]): Artifact[] {
  return [
    ...emitted.flatMap(({ artifacts }) => artifacts),
    ...job.rest(emitted.map(({ part }) => part)),
  ]
}

/** Turns findings into diagnostics, sorted by location. */
export function diagnose(findings: readonly Finding[]): Diagnostic[] {
  const addresses = findings.flatMap(({ at, related = [], suggestions = [] }) => [
    ...(at ? [at] : []),
    ...related.map((note) => note.at),
    ...suggestions.flatMap(({ edit }) => edit?.at ?? []),
  ])
  const spanOf = locateAll(addresses)
  const diagnostics = findings.map((finding): Diagnostic => {
    const { at, severity = 'error', message, related = [], suggestions, ...rest } = finding
    const isProgram = at?.source.program && at.path?.length
    return {
      ...rest,
      severity,
      message: isProgram ? `${pathText(at.path)}: ${message}` : message,
      ...(at && { span: spanOf(at), source: at.source }),
      related: related.map((note) => ({ message: note.message, span: spanOf(note.at) })),
      ...(suggestions && {
        suggestions: suggestions.map(({ name, edit }) => ({
          name,
          ...(edit && { edit: { span: spanOf(edit.at), replacement: edit.replacement } }),
        })),
      }),
    }
  })
  return diagnostics.sort(byPlace)
}

export function hasErrors(findings: readonly { readonly severity?: Severity }[]): boolean {
  return findings.some(({ severity = 'error' }) => severity === 'error')
}

/**
 * Returns the findings about mistakes in the catalog itself, not those about changes to published
 * errors.
 */
export function mistakesIn(findings: readonly Finding[]): Finding[] {
  return findings.filter(
    ({ code, severity = 'error', change }) =>
      severity === 'error' && change === undefined && code !== 'accepted-unused',
  )
}

function byPlace({ span: a, code: x }: Diagnostic, { span: b, code: y }: Diagnostic): number {
  // Findings without a location come first.
  if (!a || !b) return Number(a !== undefined) - Number(b !== undefined)
  const inFile = a.start.line - b.start.line || a.start.column - b.start.column
  return byCodePoint(a.file, b.file) || inFile || byCodePoint(x, y)
}

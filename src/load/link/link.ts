import { append } from '../../facts/append.js'
import {
  type CodeShape,
  categoriesOf,
  codeShape,
  pathParts,
  type SplitCode,
} from '../../facts/entry/code.js'
import { identifierOf } from '../../facts/entry/names.js'
import { urisOf } from '../../facts/entry/uris.js'
import { faultOfStatus } from '../../facts/http.js'
import { meant, suggesterOf } from '../../facts/nearest.js'
import type { Catalog, CodeParts, Entry, HeaderSpec, StatusCase } from '../../model/catalog.js'
import type { Finding, Result } from '../../model/diagnostic.js'
import type { Address, Path, Source } from '../../model/source.js'
import type { ParamSchema, Vocabulary } from '../../model/vocabulary.js'
import type { DecodedEntry } from '../decode/decode.js'
import { oneOf } from '../decode/words.js'
import { byCodePoint } from '../read.js'
import { collisions } from './collisions.js'
import { mentionFindings } from './mentions.js'
import { referenceFindings } from './references.js'
import { wireFindings } from './wire.js'

export interface Decoded {
  readonly vocabulary: Vocabulary
  readonly source: Source
  /** The catalog's folder: paths below it must agree with codes. */
  readonly folder: string
  readonly entries: readonly DecodedEntry[]
  /**
   * Files of which something was left out. A reference to one of their errors is no mistake of its
   * own.
   */
  readonly broken: readonly Source[]
}

/** Entries → catalog: codes split, defaults filled in, every reference followed. */
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

/** What of a catalog is sound, whatever it adds up to: good enough to compare another one with. */
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
          // What a partial entry lacks has been reported; where it is has not.
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
      message: `Unexpected code shape: ${cause.message}, expected \`{name}\` once, and \`{system}\` and \`{category}\` at most once.`,
      help: 'Write it like `err:{system}:{category}:{name}`.',
      at: { source, path: ['code'] },
    })
    return undefined
  }
}

function linkEntry(
  decoded: DecodedEntry,
  catalog: Decoded,
  shape: CodeShape,
  findings: Finding[],
): Entry | undefined {
  const { data, source, document } = decoded
  const { vocabulary } = catalog
  const report: Report = (code, path, message, fix, on = 'value') => {
    const at: Address = { source, document, path, on }
    findings.push({ code, message, ...(typeof fix === 'string' ? { help: fix } : fix(at)), at })
  }
  const split = shape.split(data.code)
  if (!('parts' in split)) {
    const at: Address = { source, document, path: ['code'], ...segmentOf(split, data.code) }
    findings.push({ ...splitWords(split, vocabulary, shape, at), at })
    return undefined
  }
  const { parts } = split
  checkPath(decoded, catalog.folder, parts, report)

  const system = vocabulary.systems?.[parts.system]
  const category = categoriesOf(vocabulary, parts.system)[parts.category]
  const kind = system?.kind ?? vocabulary.kind ?? 'http'
  const status = data.status ?? (kind === 'http' ? category?.status : undefined)
  if (kind === 'http' && status === undefined)
    report(
      'missing-key',
      [],
      'Missing `status`.',
      'Add the HTTP status that the error is sent with: 400–599.',
      'key',
    )
  if (kind === 'cli' && data.exitCode === undefined)
    report(
      'missing-key',
      [],
      'Missing `exitCode`.',
      'Add the exit code that the program ends with: 1–255.',
      'key',
    )
  if (kind !== 'http' && data.status !== undefined)
    report(
      'misplaced-key',
      ['status'],
      'Unexpected `status`, expected only in a system of `kind: http`.',
      `Remove it${kind === 'cli' ? ' and write an `exitCode`' : ''}, or set \`kind: http\`.`,
      'key',
    )
  if (kind !== 'cli' && data.exitCode !== undefined)
    report(
      'misplaced-key',
      ['exitCode'],
      'Unexpected `exitCode`, expected only in a system of `kind: cli`.',
      'Remove it, or set `kind: cli`.',
      'key',
    )

  const headers = sharedOrOwn(data.headers, vocabulary.headers, ['headers'], 'header', report)
  const uris = urisOf(vocabulary, parts, data.code)
  const cases = typeof status === 'number' ? [{ status }] : (status ?? [])
  return {
    ...parts,
    code: data.code,
    data,
    identifier: data.identifier ?? identifierOf(parts),
    statuses: cases.map(
      (
        one: {
          status: number
          title?: string | undefined
          when?: string | undefined
          headers?: typeof data.headers
        },
        at,
      ): StatusCase => {
        const own = sharedOrOwn(
          one.headers,
          vocabulary.headers,
          ['status', at, 'headers'],
          'header',
          report,
        )
        return {
          status: one.status,
          title: one.title ?? data.title,
          ...(one.when !== undefined && { when: one.when }),
          headers: withDefaults({ ...headers, ...own }),
        }
      },
    ),
    type: data.type ?? uris.type,
    docsUrl: uris.docsUrl,
    page: pathParts(parts).join('/'),
    params: sharedOrOwn<ParamSchema>(data.params, vocabulary.params, ['params'], 'param', report),
    headers: withDefaults(headers),
    retry: data.retry ?? category?.retry,
    fault: data.fault ?? category?.fault ?? (cases[0] ? faultOfStatus(cases[0].status) : undefined),
    visibility: data.visibility ?? category?.visibility ?? 'public',
    state: data.retired ? 'retired' : data.deprecated ? 'deprecated' : 'active',
    origin: { source, document },
  }
}

function withDefaults(
  headers: Readonly<
    Record<string, Omit<HeaderSpec, 'required'> & { required?: boolean | undefined }>
  >,
): Record<string, HeaderSpec> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, spec]) => [
      name,
      { ...spec, required: spec.required !== false },
    ]),
  )
}

/** The part of a code that a problem is about. */
function segmentOf(
  split: Exclude<SplitCode, { parts: CodeParts }>,
  code: string,
): Pick<Address, 'text'> {
  if (!('offset' in split)) return {}
  const value = split.problem === 'system' ? split.system : split.category
  let nth = 0
  for (
    let at = code.indexOf(value);
    at !== -1 && at < split.offset;
    at = code.indexOf(value, at + 1)
  )
    nth++
  return { text: { value, nth } }
}

type Report = (
  code: Finding['code'],
  path: Path,
  message: string,
  fix: string | ((at: Address) => Pick<Finding, 'help' | 'suggestions'>),
  on?: 'key' | 'value',
) => void

function sharedOrOwn<T>(
  own: Readonly<Record<string, T | true>> | undefined,
  shared: Readonly<Record<string, T>> | undefined,
  path: Path,
  what: string,
  report: Report,
): Record<string, T> {
  const resolved: Record<string, T> = {}
  for (const [name, value] of Object.entries(own ?? {})) {
    if (value !== true) resolved[name] = value
    else if (shared && Object.hasOwn(shared, name)) resolved[name] = shared[name] as T
    else {
      const near = shared && suggesterOf(shared)(name)
      report(
        'unknown-shared',
        [...path, name],
        `Unexpected \`${name}: true\`: catalog.yaml has no shared ${what} of that name.`,
        (at) =>
          meant(near, {
            help: `Add it to \`${what}s\` in catalog.yaml, or write the ${what} here.`,
            at,
          }),
        'key',
      )
    }
  }
  return resolved
}

function checkPath(
  { source, document }: DecodedEntry,
  folder: string,
  parts: CodeParts,
  report: Report,
): void {
  const segments = pathParts(parts)
  const path = pathBelow(source.file, folder)
  const stem = path.replace(/\.ya?ml$/, '')
  // A stream is named after what its errors share; a file of one error may be too.
  const places = segments.map((_, at) => segments.slice(0, at + 1).join('/'))
  if (places.includes(stem)) return
  const expected = `${places.at(-1)}.yaml`
  report(
    'code-path-mismatch',
    ['code'],
    `Unexpected code in \`${path}\`, expected it in \`${expected}\`.`,
    document > 0
      ? 'Move this document, or correct the code.'
      : 'Move the file, or correct the code.',
  )
}

/** Why a code is not one of the catalog. `at` is where the part that is wrong stands. */
export function splitWords(
  split: Exclude<SplitCode, { parts: CodeParts }>,
  vocabulary: Vocabulary,
  shape: CodeShape,
  at?: Address,
): Pick<Finding, 'code' | 'message' | 'help' | 'suggestions'> {
  switch (split.problem) {
    case 'shape':
      return {
        code: 'invalid-code',
        message: `Unexpected code, expected one of the shape \`${shape.template}\`.`,
        help: 'Each part is letters, digits, `_` and `-`, starting with a letter or digit.',
      }
    case 'system': {
      const known = vocabulary.systems ?? {}
      const near = suggesterOf(known)(split.system)
      return {
        code: 'unknown-system',
        message: `Unexpected system \`${split.system}\`, expected ${namesOr('one of catalog.yaml', known)}.`,
        ...meant(near, {
          help: 'Add it to `systems` in catalog.yaml, or correct the code.',
          ...(at && { at }),
        }),
      }
    }
    case 'category': {
      const known = categoriesOf(vocabulary, split.system)
      const near = suggesterOf(known)(split.category)
      const ofSystem = split.system === '' ? '' : ` (or those of \`${split.system}\`)`
      return {
        code: 'unknown-category',
        message: `Unexpected category \`${split.category}\`, expected ${namesOr('one of catalog.yaml', known)}.`,
        ...meant(near, {
          help: `Add it to \`categories\`${ofSystem} in catalog.yaml, or correct the code.`,
          ...(at && { at }),
        }),
      }
    }
    case 'ambiguous':
      return {
        code: 'ambiguous-code',
        message: `Unexpected code: it can be split in ${split.splits.length} ways (${split.splits.map((parts) => pathParts(parts).join(' / ')).join(', or ')}).`,
        help: 'Rename a system or category, or choose a separator that no name holds.',
      }
  }
}

/** All names where they are few enough to be read, or what they are. */
function namesOr(what: string, map: object): string {
  const names: string[] = []
  for (const name in map) if (names.push(name) > 8) return what
  return names.length > 0 ? oneOf(names) : what
}

/**
 * The codes that broken files are about, by what they say and by where they are: one mistake is
 * reported once.
 */
function declaredCodes(
  broken: readonly Source[],
  { folder }: Decoded,
  shape: CodeShape,
): Set<string> {
  const codes = new Set<string>()
  // A file of many errors may be broken many times.
  for (const { file, text } of new Set(broken)) {
    for (const [, code] of text.matchAll(/^["']?code["']?[ \t]*:[ \t]*["']?([^\s"'#]+)/gm))
      codes.add(code!)
    const parts = pathBelow(file, folder)
      .replace(/\.ya?ml$/, '')
      .split('/')
    const name = parts.pop() ?? ''
    const [system = '', category = ''] = shape.uses.system ? parts : ['', ...parts]
    codes.add(shape.join({ system, category: shape.uses.category ? category : '', name }))
  }
  return codes
}

function pathBelow(file: string, folder: string): string {
  return file.slice(folder === '' || folder === '.' ? 0 : folder.length + 1)
}

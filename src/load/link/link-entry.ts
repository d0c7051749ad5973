import { type CodeShape, categoriesOf, pathParts } from '../../facts/entry/code.js'
import { identifierOf } from '../../facts/entry/names.js'
import { urisOf } from '../../facts/entry/uris.js'
import { faultOfStatus } from '../../facts/http.js'
import type { CodeParts, Entry, HeaderSpec, StatusCase } from '../../model/catalog.js'
import type { Finding } from '../../model/diagnostic.js'
import type { EntryData } from '../../model/entry.js'
import type { Address } from '../../model/source.js'
import type { ParamSchema } from '../../model/vocabulary.js'
import type { DecodedEntry } from '../decode/decode.js'
import { segmentOf, splitWords } from './code-words.js'
import type { Decoded } from './decoded.js'
import { pathBelow } from './paths.js'
import { type Report, sharedOrOwn } from './shared.js'

/** An entry with its code split and its defaults filled in. Undefined without a valid code. */
export function linkEntry(
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
  checkOutcome(data, { kind, status }, report)

  const headers = sharedOrOwn(data.headers, vocabulary.headers, ['headers'], 'header', report)
  const uris = urisOf(vocabulary, parts, data.code)
  const cases = casesOf(status)
  return {
    ...parts,
    code: data.code,
    data,
    identifier: data.identifier ?? identifierOf(parts),
    statuses: cases.map(({ headers: own, ...one }, at) =>
      statusCase(one, data.title, {
        ...headers,
        ...sharedOrOwn(own, vocabulary.headers, ['status', at, 'headers'], 'header', report),
      }),
    ),
    type: data.type ?? uris.type,
    docsUrl: uris.docsUrl,
    page: pathParts(parts).join('/'),
    params: sharedOrOwn<ParamSchema>(data.params, vocabulary.params, ['params'], 'param', report),
    headers: withDefaults(headers),
    retry: data.retry ?? category?.retry,
    fault: data.fault ?? category?.fault ?? (cases[0] ? faultOfStatus(cases[0].status) : undefined),
    visibility: data.visibility ?? category?.visibility ?? 'public',
    state: stateOf(data),
    origin: { source, document },
  }
}

/** HTTP errors need a status, CLI errors need an exit code, and library errors have neither. */
function checkOutcome(
  data: EntryData,
  { kind, status }: { readonly kind: 'http' | 'cli' | 'library'; readonly status: unknown },
  report: Report,
): void {
  if (kind === 'http' && status === undefined)
    report(
      'missing-key',
      [],
      'Missing `status`.',
      'Add the HTTP status of the response (400–599).',
      'key',
    )
  if (kind === 'cli' && data.exitCode === undefined)
    report(
      'missing-key',
      [],
      'Missing `exitCode`.',
      'Add the exit code of the program (1–255).',
      'key',
    )
  if (kind !== 'http' && data.status !== undefined)
    report(
      'misplaced-key',
      ['status'],
      '`status` is only allowed in a system with `kind: http`.',
      `Remove it${kind === 'cli' ? ' and add an `exitCode`' : ''}, or set \`kind: http\` for the system in catalog.yaml.`,
      'key',
    )
  if (kind !== 'cli' && data.exitCode !== undefined)
    report(
      'misplaced-key',
      ['exitCode'],
      '`exitCode` is only allowed in a system with `kind: cli`.',
      'Remove it, or set `kind: cli` for the system in catalog.yaml.',
      'key',
    )
}

type Headers = Readonly<
  Record<string, Omit<HeaderSpec, 'required'> & { required?: boolean | undefined }>
>

interface GivenCase {
  readonly status: number
  readonly title?: string | undefined
  readonly when?: string | undefined
  readonly headers?: EntryData['headers']
}

function casesOf(status: EntryData['status']): readonly GivenCase[] {
  if (status === undefined) return []
  return typeof status === 'number' ? [{ status }] : status
}

function statusCase(
  { status, title, when }: Omit<GivenCase, 'headers'>,
  usualTitle: string,
  headers: Headers,
): StatusCase {
  return {
    status,
    title: title ?? usualTitle,
    ...(when !== undefined && { when }),
    headers: withDefaults(headers),
  }
}

function stateOf({ retired, deprecated }: EntryData): Entry['state'] {
  if (retired) return 'retired'
  return deprecated ? 'deprecated' : 'active'
}

function withDefaults(headers: Headers): Record<string, HeaderSpec> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, spec]) => [
      name,
      { ...spec, required: spec.required !== false },
    ]),
  )
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
  // A file with several errors is named after the first parts of their codes. A file with only one
  // error may also have such a name.
  const places = segments.map((_, at) => segments.slice(0, at + 1).join('/'))
  if (places.includes(stem)) return
  const expected = `${places.at(-1)}.yaml`
  report(
    'code-path-mismatch',
    ['code'],
    `This code belongs in \`${expected}\`, not in \`${path}\`.`,
    document > 0
      ? 'Move this document, or correct the code.'
      : 'Move the file, or correct the code.',
  )
}

import { type Alias, type Document, isAlias, isMap, isScalar, isSeq, type Node, visit } from 'yaml'
import { append } from '../../facts/append.js'
import type { Shape } from '../../facts/entry/texts.js'
import { composeYaml } from '../../facts/yaml-nodes.js'
import { tooLargeHelp } from '../../files/sizes.js'
import type { Finding } from '../../model/diagnostic.js'
import { limits } from '../../model/limits.js'
import type { Path, Source } from '../../model/source.js'
import { tooDeepAt } from './depth.js'
import type { DroppedText } from './dropped.js'
import { droppedFinding, droppedText, mayDropText } from './dropped-text.js'
import { holdsMoreThan } from './size.js'
import { mayHoldSwallowedItems, swallowedItems, syntaxFindings } from './syntax.js'

export interface YamlDocument {
  readonly value: unknown
  /** The index in the stream, from 0. */
  readonly index: number
  /** The syntax tree, for findings that quote the source. It can be released before the value. */
  readonly root: Node | null
  /**
   * The paths of values that lost words to a comment, an anchor or a tag. These are already
   * reported.
   */
  readonly dropped: readonly Path[]
}

/**
 * Returns the documents of a YAML file as plain values, with findings. Parser warnings count as
 * errors, and so do keys that differ only in type. Broken documents are skipped. `shape` defines
 * which fields are prose, because a comment after prose is a mistake. `mergeKeys` allows merge
 * keys, for files that are not part of a catalog.
 */
export function parseYaml(
  source: Source,
  shape?: Shape,
  { mergeKeys = false } = {},
): { documents: YamlDocument[]; findings: Finding[] } {
  if (source.text.length > limits.bytes) {
    const message = `Unexpected size of ${source.text.length} characters, expected at most ${limits.bytes}.`
    return { documents: [], findings: [tooLarge(source, message)] }
  }
  if (holdsMoreThan(limits.values, source.text)) {
    const message = `This file has more than ${limits.values} keys and values.`
    return { documents: [], findings: [tooLarge(source, message)] }
  }
  const deep = tooDeepAt(source.text, limits.depth)
  if (deep !== undefined) {
    const message = `Nesting is deeper than ${limits.depth} levels.`
    return {
      documents: [],
      findings: [
        {
          code: 'nesting-too-deep',
          message,
          help: 'Simplify the structure.',
          at: { source, range: [deep, deep + 1] },
        },
      ],
    }
  }
  const documents: YamlDocument[] = []
  const findings: Finding[] = []
  // Checked once for the whole file, because it may have many documents.
  const traits: Traits = {
    aliases: source.text.includes('*'),
    swallowed: mayHoldSwallowedItems(source.text),
    dropped: mayDropText(source.text),
  }
  for (const [index, document] of composeYaml(source.text, { merge: mergeKeys }).entries()) {
    const usedAnchors = traits.aliases && traits.dropped ? anchorsInUse(document) : noAnchors
    const dropped = traits.dropped
      ? droppedText(document.contents, { text: source.text, shape, usedAnchors })
      : []
    const found = documentFindings(source, document, index, { ...traits, dropped })
    append(findings, found)
    // A document with a duplicate key still has a value, so its other problems are reported too.
    if (document.errors.length > 0) continue
    if (found.some(({ code, severity }) => severity === undefined && !stillHasValue.has(code)))
      continue
    try {
      const value: unknown = document.toJS({ maxAliasCount: limits.aliases })
      const deep = traits.aliases ? tooDeepPath(value) : undefined
      if (deep === undefined)
        documents.push({
          value,
          index,
          root: document.contents,
          dropped: dropped.map(({ path }) => path),
        })
      else
        findings.push({
          code: 'nesting-too-deep',
          message: `Nesting is deeper than ${limits.depth} levels after aliases are expanded.`,
          help: 'Simplify the structure.',
          at: { source, document: index, path: deep },
        })
    } catch (cause) {
      if (!(cause instanceof ReferenceError)) throw cause
      findings.push({
        code: 'alias-expansion',
        message: `The aliases in this document expand to more than ${limits.aliases} nodes.`,
        help: 'Replace aliases with their values, or use shared params.',
        at: { source, document: index, ...(rangeOf(aliasPastLimit(document)) ?? { path: [] }) },
      })
    }
  }
  return { documents, findings }
}

/**
 * A document with one of these problems can still be read, so the same run also reports its other
 * problems.
 */
const stillHasValue = new Set<Finding['code']>(['duplicate-key', 'dropped-text'])

const noAnchors: ReadonlySet<string> = new Set()

/** Problems that a file might have. Each document is checked only for these. */
interface Traits {
  readonly aliases: boolean
  readonly swallowed: boolean
  readonly dropped: boolean
}

function documentFindings(
  source: Source,
  document: Document.Parsed,
  index: number,
  traits: Omit<Traits, 'dropped'> & { readonly dropped: readonly DroppedText[] },
): Finding[] {
  const [error] = document.errors
  // In a broken document, only the part before the error is reliable.
  const dropped = traits.dropped.filter(
    ({ range }) =>
      error === undefined || range[0] < error.pos[0] || follows(source.text, error, range),
  )
  const explained =
    error !== undefined && dropped.some(({ range }) => causes(source.text, error, range))
  const findings = explained ? [] : syntaxFindings(source, document)
  append(
    findings,
    dropped.map((one) => droppedFinding(one, source, index)),
  )
  const { version, explicit } = document.directives?.yaml ?? {}
  if (explicit && version !== '1.2') {
    const start = Math.max(0, source.text.indexOf('%YAML'))
    findings.push({
      code: 'yaml-unsupported',
      message: `Unexpected YAML ${version}, expected 1.2.`,
      help: 'Remove the directive. In YAML 1.1, `no` and `012` have another meaning.',
      at: { source, range: [start, start + 9] },
    })
  }
  if (traits.aliases) append(findings, aliasFindings(source, document, index))
  const broken = error !== undefined || findings.length > dropped.length
  checkKeys(document.contents, [], ({ at, first, ...found }) => {
    // The parser may produce keys in a broken document that nobody wrote.
    if (broken && found.code === 'yaml-syntax') return
    const related = first && [
      { message: 'The first one is here.', at: { source, document: index, range: first } },
    ]
    findings.push({ ...found, at: { source, document: index, ...at }, ...(related && { related }) })
  })
  if (!broken && traits.swallowed) append(findings, swallowedItems(source, document, index))
  return findings
}

type ParserError = Document.Parsed['errors'][number]
type Range = readonly [number, number]

/** Whether dropped text comes right after an error, which means that a key lost its colon. */
function follows(text: string, { pos: [, end] }: ParserError, range: Range): boolean {
  return text.slice(end, range[0]).trim() === ''
}

/** Whether dropped text is next to an error and probably caused it. */
function causes(text: string, error: ParserError, range: Range): boolean {
  return follows(text, error, range) || text.slice(range[1], error.pos[0]).trim() === ''
}

function anchorsInUse(document: Document.Parsed): ReadonlySet<string> {
  const names = new Set<string>()
  visit(document, { Alias: (_, { source }) => void names.add(source) })
  return names
}

/**
 * Finds aliases without an anchor and aliases inside their own anchor. The parser accepts both, and
 * expanding the second kind would never end.
 */
function aliasFindings(source: Source, document: Document.Parsed, index: number): Finding[] {
  const findings: Finding[] = []
  const anchors = new Set<string>()
  let count = 0
  visit(document, {
    Node: (_, node, ancestors) => {
      if (!isAlias(node)) {
        if (node.anchor !== undefined) anchors.add(node.anchor)
        return
      }
      const at = { source, document: index, ...rangeOf(node) }
      if (++count > limits.aliasesInDocument) {
        // Too many aliases would be slow, because the parser searches all anchors for each alias.
        findings.push({
          code: 'alias-expansion',
          message: `This document has more than ${limits.aliasesInDocument} aliases.`,
          help: 'Replace aliases with their values, or use shared params.',
          at,
        })
        return visit.BREAK
      }
      if (!anchors.has(node.source)) {
        findings.push({
          code: 'yaml-syntax',
          message: `Alias \`*${node.source}\` has no anchor above it.`,
          help: 'Write the value instead. If it is a string that starts with `*`, quote it.',
          at,
        })
      } else if (ancestors.some((above) => 'anchor' in above && above.anchor === node.source)) {
        findings.push({
          code: 'alias-expansion',
          message: `Alias \`*${node.source}\` is inside the value that it refers to.`,
          help: 'Write the value instead.',
          at,
        })
      }
    },
  })
  return findings
}

/** Finds the alias that exceeds the expansion limit. The parser's error does not name it. */
function aliasPastLimit(document: Document.Parsed): Alias | undefined {
  let last: Alias | undefined
  visit(document, {
    Alias: (_, alias) => {
      const resolve = alias.toJSON.bind(alias)
      alias.toJSON = (argument, context) => {
        last = alias
        return resolve(argument, context)
      }
    },
  })
  try {
    document.toJS({ maxAliasCount: limits.aliases })
  } catch {
    return last
  }
  return undefined
}

function rangeOf(node: Node | undefined): { range: [number, number] } | undefined {
  return node?.range ? { range: [node.range[0], node.range[1]] } : undefined
}

/** The path at which a value exceeds the nesting limit. Aliases make it deeper than the text. */
function tooDeepPath(value: unknown, path: Path = []): Path | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  if (path.length >= limits.depth) return path
  for (const [key, item] of Object.entries(value)) {
    const found = tooDeepPath(item, [...path, Array.isArray(value) ? Number(key) : key])
    if (found) return found
  }
  return undefined
}

const reservedKeys = new Set(['__proto__', 'constructor', 'prototype'])

type KeyFinding = Omit<Finding, 'at'> & {
  readonly at: { readonly path: Path; readonly range: readonly [number, number] }
  readonly first?: readonly [number, number]
}

export function checkKeys(
  node: Node | null | undefined,
  path: Path,
  report: (found: KeyFinding) => void,
): void {
  if (isSeq(node)) {
    for (const [at, item] of node.items.entries()) checkKeys(item as Node, [...path, at], report)
  } else if (isMap(node)) {
    const seen = new Map<string, readonly [number, number]>()
    for (const pair of node.items) {
      const key = pair.key as Node | null
      const range = (key?.range ?? node.range ?? [0, 1]).slice(0, 2) as [number, number]
      if (!isScalar(key) || key.anchor !== undefined) {
        report({
          code: 'yaml-syntax',
          message: 'Unexpected key, expected a string.',
          help: 'Write the key as a plain or quoted string.',
          at: { path, range },
        })
        continue
      }
      const name = String(key.value)
      if (typeof key.value === 'symbol') continue
      if (name === '<<' && key.type === 'PLAIN') {
        report({
          code: 'yaml-unsupported',
          message: 'YAML 1.2 has no merge key `<<`.',
          help: 'Write the fields here. If several errors share params, define them in `params` of catalog.yaml.',
          at: { path, range },
        })
        continue
      }
      const first = seen.get(name)
      if (first)
        report({
          code: 'duplicate-key',
          message: `Duplicate key \`${name}\`.`,
          help: 'Remove one of them.',
          at: { path, range },
          first,
        })
      else seen.set(name, range)
      if (reservedKeys.has(name)) {
        report({
          code: 'reserved-key',
          message: `Key \`${name}\` is reserved by JavaScript.`,
          help: 'Choose another name.',
          at: { path, range },
        })
      }
      const value = pair.value as Node | null
      if (!isAlias(value)) checkKeys(value, [...path, name], report)
    }
  }
}

function tooLarge(source: Source, message: string): Finding {
  const help = tooLargeHelp(source.file)
  return { code: 'file-too-large', message, help, at: { source, range: [0, 0] } }
}

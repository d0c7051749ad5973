import { type Alias, type Document, isAlias, isMap, isScalar, isSeq, type Node, visit } from 'yaml'
import { composeYaml } from '../facts/yaml-nodes.js'
import type { Finding } from '../model/diagnostic.js'
import type { Path, Source } from '../model/source.js'
import { tooDeepAt } from './yaml-depth.js'

/** Past these a file is refused unread: a parser is a program that its input can exhaust. */
export const limits = { bytes: 2_000_000, depth: 64, aliases: 100 } as const

export interface YamlDocument {
  readonly value: unknown
  /** Which document of the stream, from 0. */
  readonly index: number
}

/**
 * The documents of a YAML file as plain values, and what is wrong with it. Whatever the parser only
 * warns about is refused too, and so are keys that differ in type alone. Broken documents are left out.
 */
export function parseYaml(source: Source): { documents: YamlDocument[]; findings: Finding[] } {
  if (source.text.length > limits.bytes) {
    const message = `Unexpected size of ${source.text.length} characters, expected at most ${limits.bytes}.`
    return {
      documents: [],
      findings: [{ code: 'file-too-large', message, help: 'Split the file: one error a file.', at: { source, range: [0, 0] } }],
    }
  }
  const deep = tooDeepAt(source.text, limits.depth)
  if (deep !== undefined) {
    const message = `Unexpected nesting deeper than ${limits.depth} levels.`
    return {
      documents: [],
      findings: [{ code: 'nesting-too-deep', message, help: 'Take the structure apart.', at: { source, range: [deep, deep + 1] } }],
    }
  }
  const documents: YamlDocument[] = []
  const findings: Finding[] = []
  for (const [index, document] of composeYaml(source.text).entries()) {
    const found = documentFindings(source, document, index)
    findings.push(...found)
    // A key that stands there twice still has a value: what else is wrong is found in the same run.
    if (found.some(({ code, severity }) => severity === undefined && code !== 'duplicate-key')) continue
    try {
      const value: unknown = document.toJS({ maxAliasCount: limits.aliases })
      const deep = hasAliases(source) ? tooDeepPath(value) : undefined
      if (deep === undefined) documents.push({ value, index })
      else
        findings.push({
          code: 'nesting-too-deep',
          message: `Unexpected nesting deeper than ${limits.depth} levels, its aliases followed.`,
          help: 'Take the structure apart.',
          at: { source, document: index, path: deep },
        })
    } catch (cause) {
      if (!(cause instanceof ReferenceError)) throw cause
      findings.push({
        code: 'alias-expansion',
        message: `Unexpected alias: with it, the aliases of this document stand for more than ${limits.aliases} nodes.`,
        help: 'Write the values out, or use shared params.',
        at: { source, document: index, ...(rangeOf(aliasPastLimit(document)) ?? { path: [] }) },
      })
    }
  }
  return { documents, findings }
}

function documentFindings(source: Source, document: Document.Parsed, index: number): Finding[] {
  const findings = syntaxFindings(source, document)
  const { version, explicit } = document.directives?.yaml ?? {}
  if (explicit && version !== '1.2') {
    const start = Math.max(0, source.text.indexOf('%YAML'))
    findings.push({
      code: 'yaml-unsupported',
      message: `Unexpected YAML ${version}, expected 1.2.`,
      help: 'Remove the directive: under 1.1, `no` and `012` mean something else.',
      at: { source, range: [start, start + 9] },
    })
  }
  if (hasAliases(source)) findings.push(...aliasFindings(source, document, index))
  const broken = findings.length > 0
  checkKeys(document.contents, [], ({ at, first, ...found }) => {
    // What the parser made of a broken document are no keys that somebody wrote.
    if (broken && found.code === 'yaml-syntax') return
    const related = first && [{ message: 'The first one is here.', at: { source, document: index, range: first } }]
    findings.push({ ...found, at: { source, document: index, ...at }, ...(related && { related }) })
  })
  if (!broken) findings.push(...swallowedItems(source, document, index))
  return findings
}

/** A dash further in than a line above it that opens no list: few files have one, and most of those in a block of text. */
const deeperItem = /(?:^|\n)( *)\S[^\n]*[^\s:|>-][ \t\r]*\n\1[ \t]+- /

/** Plain texts that go on over a line which begins like an item: valid, and hardly ever what was meant. */
function swallowedItems(source: Source, document: Document.Parsed, index: number): Finding[] {
  const findings: Finding[] = []
  if (!deeperItem.test(source.text)) return findings
  visit(document, {
    Scalar: (_, { type, range }) => {
      if (type !== 'PLAIN' || !range) return
      const text = source.text.slice(range[0], range[1])
      const found = text.includes('\n') ? /\n[ \t]*(?=- )/.exec(text) : null
      if (!found) return
      const start = range[0] + found.index + found[0].length
      const end = start + /^[^\r\n]*/.exec(source.text.slice(start))![0].length
      findings.push({
        code: 'swallowed-item',
        severity: 'warning',
        message: 'Unexpected `- ` in a text that began on a line above: this is no item of a list.',
        help: 'Move it to the column of the items beside it. Where the dash is part of the text, quote the text or write it as a block.',
        at: { source, document: index, range: [start, end] },
      })
    },
  })
  return findings
}

/** What the parser itself has against a document. */
export function syntaxFindings(source: Source, document: Document.Parsed): Finding[] {
  return problemsOf(document, source.text).map((problem): Finding => {
    const unsupported = problem.code === 'TAG_RESOLVE_FAILED'
    const [message, help] = unsupported
      ? [`Unexpected tag: ${sentence(problem.message)}`, 'Remove the tag: a catalog is plain YAML 1.2.']
      : syntaxWords(problem)
    const [start, end] = problem.pos
    // The parser points at the start of what goes on to the end of the line.
    const last = toEndOfLine.has(problem.code) ? start + (/^[^\r\n]*/.exec(source.text.slice(start))?.[0].length ?? 0) : end
    return {
      code: unsupported ? 'yaml-unsupported' : 'yaml-syntax',
      message,
      help,
      at: { source, range: [start, Math.max(last, start + 1)] },
    }
  })
}

const toEndOfLine = new Set<Problem['code']>(['BLOCK_AS_IMPLICIT_KEY', 'ITEM_INDENT', 'UNCLOSED_QUOTE'])

function hasAliases(source: Source): boolean {
  return source.text.includes('*')
}

/** Aliases of nothing, and of what they stand in: the parser lets both pass, and the second never ends. */
function aliasFindings(source: Source, document: Document.Parsed, index: number): Finding[] {
  const findings: Finding[] = []
  const anchors = new Set<string>()
  visit(document, {
    Node: (_, node, ancestors) => {
      if (!isAlias(node)) {
        if (node.anchor !== undefined) anchors.add(node.anchor)
        return
      }
      const at = { source, document: index, ...rangeOf(node) }
      if (!anchors.has(node.source)) {
        findings.push({
          code: 'yaml-syntax',
          message: `Unexpected alias \`*${node.source}\`, expected the name of an anchor above it.`,
          help: 'Write the value out. Quote a text that starts with `*`.',
          at,
        })
      } else if (ancestors.some((above) => 'anchor' in above && above.anchor === node.source)) {
        findings.push({
          code: 'alias-expansion',
          message: `Unexpected alias \`*${node.source}\` inside what it stands for: it would never end.`,
          help: 'Write the value out.',
          at,
        })
      }
    },
  })
  return findings
}

/** The alias at which expansion passes the limit, which the parser's own error does not say. */
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

/** The path at which a value nests past the limit: aliases can chain deeper than any text. */
function tooDeepPath(value: unknown, path: Path = []): Path | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  if (path.length >= limits.depth) return path
  for (const [key, item] of Object.entries(value)) {
    const found = tooDeepPath(item, [...path, Array.isArray(value) ? Number(key) : key])
    if (found) return found
  }
  return undefined
}

type ParserProblem = Document.Parsed['errors'][number] | Document.Parsed['warnings'][number]

/** The parser's own, and those that we tell apart from what it says. */
interface Problem extends Pick<ParserProblem, 'message' | 'pos'> {
  readonly code: ParserProblem['code'] | 'ITEM_INDENT' | 'UNCLOSED_QUOTE' | 'QUOTE_IN_QUOTES'
}

/** Of the errors of a document the first, as the rest follow from it. */
function problemsOf(document: Document.Parsed, text: string): Problem[] {
  const { errors, warnings } = document
  const [first] = errors
  return [...(first ? [told(first, document, text)] : []), ...warnings]
}

/** The first error as its author would see it: wrong indentation and quotes are noticed by the parser elsewhere or by their consequence. */
function told(first: ParserProblem, { contents, errors }: Document.Parsed, text: string): Problem {
  const indented = errors.find(({ code }) => code === 'MULTILINE_IMPLICIT_KEY')
  if (first.code === 'BLOCK_AS_IMPLICIT_KEY' && indented !== undefined) {
    if (first.message.startsWith('A block sequence')) return { ...first, code: 'ITEM_INDENT', pos: indented.pos }
    if (indented.pos[0] === first.pos[0]) return indented
  }
  if (first.code === 'UNEXPECTED_TOKEN' && /["']/.test(text[first.pos[0] - 1] ?? ''))
    return { ...first, code: 'QUOTE_IN_QUOTES', pos: [first.pos[0] - 1, first.pos[0]] }
  const quote = /^Missing closing (["'])/.exec(first.message)?.[1]
  const opening = quote === undefined ? undefined : openingBefore(contents, first.pos[0], quote, text)
  return opening === undefined ? first : { ...first, code: 'UNCLOSED_QUOTE', pos: [opening, opening + 1] }
}

/** Where the last text in these quotes begins that begins before a place. */
function openingBefore(contents: Node | null, place: number, quote: string, text: string): number | undefined {
  let opening: number | undefined
  visit(contents, {
    Scalar: (_, { range }) => {
      if (range && range[0] <= place && text[range[0]] === quote) opening = range[0]
    },
  })
  return opening
}

function syntaxWords({ code, message }: Problem): [message: string, help: string] {
  const quote = /^Missing closing (['"])quote/.exec(message)?.[1]
  switch (code) {
    case 'UNCLOSED_QUOTE':
      return [`Missing closing \`${quote}\` of the text that begins here.`, 'Write it where the text ends.']
    case 'QUOTE_IN_QUOTES':
      return [
        'Unexpected text after the quote that ends a quoted text.',
        "Write `''` for an apostrophe inside single quotes, `\\\"` for a quote inside double ones.",
      ]
    case 'ITEM_INDENT':
      return [
        'Unexpected indentation of this item, expected the items of a list in one column.',
        'Move it to the column of the items beside it.',
      ]
    case 'BLOCK_AS_IMPLICIT_KEY':
      return ['Unexpected second `: ` on one line, expected one key and its value.', 'Quote the text.']
    case 'MULTILINE_IMPLICIT_KEY':
      return [
        'Unexpected indentation after this line, expected keys of one map in one column.',
        'Move the next line to the column of the keys beside it.',
      ]
    case 'TAB_AS_INDENT':
      return ['Unexpected tab, expected spaces.', 'Indent with spaces.']
    case 'BAD_SCALAR_START':
      return [`Unexpected character ${message.at(-1)} at the start of a text.`, 'Quote the text.']
    case 'BAD_DQ_ESCAPE':
      return [`Unexpected escape: ${sentence(message)}`, 'Double the backslash, or use single quotes.']
    default:
      return [
        `Unexpected YAML: ${sentence(message)}`,
        'Mend the syntax. Quote a text that holds `: `, ` #` or starts with a special character.',
      ]
  }
}

const reservedKeys = new Set(['__proto__', 'constructor', 'prototype'])

type KeyFinding = Omit<Finding, 'at'> & {
  readonly at: { readonly path: Path; readonly range: readonly [number, number] }
  readonly first?: readonly [number, number]
}

export function checkKeys(node: Node | null | undefined, path: Path, report: (found: KeyFinding) => void): void {
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
          message: 'Unexpected key, expected a plain text.',
          help: 'Write the key as a plain or quoted text.',
          at: { path, range },
        })
        continue
      }
      const name = String(key.value)
      if (name === '<<' && key.type === 'PLAIN') {
        report({
          code: 'yaml-unsupported',
          message: 'Unexpected merge key `<<`: YAML 1.2 has none.',
          help: 'Write the members out. What several errors have in common goes into `params` of catalog.yaml.',
          at: { path, range },
        })
        continue
      }
      const first = seen.get(name)
      if (first)
        report({
          code: 'duplicate-key',
          message: `Unexpected second \`${name}\`, expected each key once.`,
          help: 'Remove one of the two.',
          at: { path, range },
          first,
        })
      else seen.set(name, range)
      if (reservedKeys.has(name)) {
        report({
          code: 'reserved-key',
          message: `Unexpected key \`${name}\`: JavaScript keeps it for itself.`,
          help: 'Choose another name.',
          at: { path, range },
        })
      }
      const value = pair.value as Node | null
      if (!isAlias(value)) checkKeys(value, [...path, name], report)
    }
  }
}

function sentence(message: string): string {
  const [first = ''] = message.split('\n')
  const text = first.replace(/ at line \d+, column \d+:?$/, '').trim()
  return /[.!?]$/.test(text) ? text : `${text}.`
}

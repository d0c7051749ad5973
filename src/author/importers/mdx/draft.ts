import type { Code, Heading, RootContent } from 'mdast'
import { plainText } from '../../../facts/markdown/prose.js'
import type { Part } from '../../../model/fields.js'
import type { SourcePage } from '../importer.js'
import type { Ledger } from '../ledger.js'
import { partOf } from './headings.js'
import type { ParsedPage } from './parse.js'

/** A parsed page with its components converted to prose. */
export interface PageDraft {
  readonly page: SourcePage
  readonly parsed: ParsedPage
  readonly ledger: Ledger
  readonly frontmatter: Readonly<Record<string, unknown>>
  readonly nodes: readonly RootContent[]
}

/** A possible title of an error, from its heading or the frontmatter. */
export interface PageTitle {
  readonly text: string
  /** The heading. Undefined if the title is from the frontmatter. */
  readonly node: Heading | undefined
  /** Whether the title is only a code. */
  readonly isCode: boolean
}

/** An error on a page, before it gets a code in the format of the catalog. */
export interface ErrorDraft {
  readonly of: PageDraft
  readonly nodes: readonly RootContent[]
  /** Possible titles, the most likely first. */
  readonly titles: readonly PageTitle[]
  /** The code on the page. */
  readonly told: string | undefined
  /** The first line of the error. */
  readonly line: number
  /** Whether the page has several errors, so that only a heading identifies each error. */
  readonly shared: boolean
}

/** A name that is not a normal word, because it has a separator, or only capitals and digits. */
const token =
  /^(?:[A-Za-z][A-Za-z0-9]*(?:[_:/-][A-Za-z0-9]+)+|[A-Za-z0-9]+(?:\.[A-Za-z0-9_]+){2,}|[A-Z]{1,8}[-_]?\d{2,8}|\d{4,8})$/
/** A name that can only be a code, not a hyphenated word. Such a name may precede a title. */
const strictToken =
  /^(?:[A-Za-z][A-Za-z0-9]*(?:[_:][A-Za-z0-9]+)+|[A-Z][A-Z0-9]*(?:[-_][A-Z0-9]+)*[-_]?\d{2,8}|[A-Z]{1,8}\d{2,8}|\d{4,8})$/

export function isStrictCode(text: string): boolean {
  return strictToken.test(text)
}

/**
 * Returns the errors on a page. A page has several errors if all headings of one level are codes.
 */
export function errorsOf(page: PageDraft, own: Readonly<Record<string, Part>>): ErrorDraft[] {
  const { nodes, ledger, frontmatter } = page
  const [first] = nodes.filter((node): node is Heading => node.type === 'heading')
  const tops = nodes.filter((node) => node.type === 'heading' && node.depth === 1)
  const matter = textOf(frontmatter.title)
  // If the title is in the frontmatter, a first heading such as “Why” is not the title.
  const isPart = (heading: Heading) =>
    matter !== undefined && partOf(plainText(heading), own) !== undefined
  const title = first?.depth === 1 && tops.length === 1 && !isPart(first) ? first : undefined
  const depths = nodes.flatMap((node) =>
    node.type === 'heading' && node !== title ? [node.depth] : [],
  )
  const level = Math.min(...depths)
  const heads = nodes.filter(
    (node): node is Heading => node.type === 'heading' && node !== title && node.depth === level,
  )
  const named = heads.map((heading) => codeAndTitle(plainText(heading), heading.depth, own))
  const alone = title === undefined && frontmatter.title === undefined && nodes[0] === heads[0]
  const isList =
    named.filter((name) => name?.code !== undefined).length * 2 > heads.length &&
    heads.every((heading, at) => named[at]?.code !== undefined || /^\S+$/.test(plainText(heading)))
  const [firstHead] = heads
  if (firstHead && heads.length > (alone ? 0 : 1) && isList) {
    const before = nodes.slice(0, nodes.indexOf(firstHead))
    for (const node of before) ledger.lost(node, 'not part of any error on the page')
    return heads.map((heading, at) => {
      const from = nodes.indexOf(heading)
      const next = heads[at + 1]
      const to = next ? nodes.indexOf(next) : nodes.length
      const { code = plainText(heading).trim(), title: words } = named[at] ?? {}
      const titles = [{ text: words ?? code, node: heading, isCode: words === undefined }]
      return {
        of: page,
        nodes: nodes.slice(from + 1, to),
        titles,
        told: code,
        line: ledger.lineOf(heading),
        shared: true,
      }
    })
  }
  const head =
    title ??
    (alone &&
    first !== undefined &&
    nodes[0] === first &&
    partOf(plainText(first), own) === undefined &&
    heads.length === 1
      ? first
      : undefined)
  const rest = nodes.filter((node) => node !== head)
  const over = head && codeAndTitle(plainText(head), head === title ? 1 : head.depth, own)
  const called = matter === undefined ? undefined : codeAndTitle(matter, 1, own)
  const leading = leadingCode(rest)
  // The heading may contain only the last segment of the code.
  const isWhole =
    over?.code !== undefined &&
    [':', '/', '.'].some((joint) => leading?.endsWith(`${joint}${over.code}`))
  const told =
    frontmatterCode(frontmatter) ?? (isWhole ? leading : (over?.code ?? leading ?? called?.code))
  const titles = [
    ...(head ? [titled(plainText(head), head, over, told)] : []),
    ...(matter === undefined ? [] : [titled(matter, undefined, called, told)]),
  ]
  return [
    { of: page, nodes: rest, titles, told, line: ledger.lineOf(head ?? nodes[0]), shared: false },
  ]
}

interface CodeAndTitle {
  readonly code?: string
  readonly title?: string
}

/** Removes a code from the start of a title if it is the code of the error. */
function titled(
  text: string,
  node: Heading | undefined,
  { code, title }: CodeAndTitle = {},
  told: string | undefined,
): PageTitle {
  const isCode = title === undefined && code !== undefined
  const own = code === undefined || code === told ? title : undefined
  const words = isCode ? code : (own ?? text)
  return { text: words.replace(/\s+/g, ' ').trim(), node, isCode }
}

/**
 * Returns the code and title in a heading. Returns undefined for the heading of a page part such as
 * “Why”, unless it is the top heading.
 */
function codeAndTitle(
  words: string,
  depth: number,
  own: Readonly<Record<string, Part>>,
): CodeAndTitle | undefined {
  const text = words.replace(/\s+/g, ' ').trim()
  if (partOf(text, own) !== undefined) return depth === 1 ? { title: text } : undefined
  const bare = text.replace(/^\[(.*)\]$/, '$1')
  if (token.test(bare))
    return depth === 1 && !strictToken.test(bare) ? { title: text } : { code: bare }
  const [, code, rest] = /^\[?([A-Za-z0-9][\w:.-]*?)\]?\s*(?::|\s[-–—|])\s+(.+)$/.exec(text) ?? []
  if (code !== undefined && rest !== undefined && strictToken.test(code))
    return { code, title: rest }
  return depth === 1 ? { title: text } : undefined
}

/** Frontmatter keys that contain a code. */
export const codeKeys = [
  'code',
  'error_code',
  'errorCode',
  'error-code',
  'errorcode',
  'error',
] as const

function frontmatterCode(data: Readonly<Record<string, unknown>>): string | undefined {
  const value = codeKeys
    .map((key) => data[key])
    .find((found) => typeof found === 'string' || typeof found === 'number')
  return value === undefined ? undefined : String(value).trim()
}

/** Returns the code at the top of a page, if a callout or code span contains only the code. */
function leadingCode(nodes: readonly RootContent[]): string | undefined {
  return nodes
    .slice(0, 4)
    .map(aloneIn)
    .find((text) => text !== undefined && strictToken.test(text))
}

/** Returns the text of a paragraph or callout if the text is a single word. */
export function aloneIn(node: RootContent): string | undefined {
  const [only, ...others] = node.type === 'callout' ? node.children : [node]
  if (others.length > 0 || only?.type !== 'paragraph') return undefined
  if (
    node.type === 'paragraph' &&
    (only.children.length !== 1 || only.children[0]?.type !== 'inlineCode')
  )
    return undefined
  const text = plainText(only).trim()
  return /\s/.test(text) || text === '' ? undefined : text
}

export function textOf(value: unknown): string | undefined {
  const text = typeof value === 'number' ? String(value) : value
  return typeof text === 'string' && text.trim() !== ''
    ? text.replace(/\s+/g, ' ').trim()
    : undefined
}

/** Returns the JSON code blocks of a draft and their parsed values. */
export function jsonFences(nodes: readonly RootContent[]): { node: Code; value: unknown }[] {
  return nodes.flatMap((node) => {
    if (
      node.type !== 'code' ||
      !/^(?:json5?|jsonc|)$/i.test(node.lang ?? '') ||
      !/^\s*\{/.test(node.value)
    )
      return []
    try {
      return [{ node, value: JSON.parse(node.value) as unknown }]
    } catch {
      return []
    }
  })
}

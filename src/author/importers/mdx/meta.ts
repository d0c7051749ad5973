import type { RootContent, Table } from 'mdast'
import { plainText } from '../../../facts/markdown/prose.js'
import { type BodyFacts, factsOf } from '../bodies.js'
import { statusIn, statusOfPhrase } from '../statuses.js'
import { codeKeys, type ErrorDraft, jsonFences, type PageDraft, textOf } from './draft.js'

const statusKeys = ['status', 'statusCode', 'status_code', 'http_status'] as const

/** Facts at the top of a page, apart from its prose. */
export interface PageFacts {
  readonly body: BodyFacts | undefined
  /** The status on the page. Undefined if the page has none. */
  readonly status: number | undefined
  readonly summary: string | undefined
  readonly tags: readonly string[]
}

export function factsOfPage({ of, nodes, shared }: ErrorDraft): PageFacts {
  const body = jsonFences(nodes)
    .map(({ value }) => factsOf(value))
    .find((facts) => facts !== undefined)
  const data = shared ? {} : of.frontmatter
  const said = statusKeys.map((key) => data[key]).find(isStatus)
  const written = nodes.map(statusOfNode).find((status) => status !== undefined)
  return {
    body,
    status: body?.status ?? (said === undefined ? written : Number(said)),
    summary: textOf(data.description) ?? textOf(data.summary) ?? textOf(data.excerpt),
    tags: tagsIn(data.tags).filter(isTag),
  }
}

function tagsIn(value: unknown): unknown[] {
  if (Array.isArray(value)) return value
  return typeof value === 'string' ? value.split(',').map((tag) => tag.trim()) : []
}

function isTag(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(value)
}

function isStatus(value: unknown): boolean {
  return Number.isInteger(Number(value)) && Number(value) >= 400 && Number(value) <= 599
}

const isText = (value: unknown) => textOf(value) !== undefined

/** Frontmatter keys that have a matching field, each with a check for supported values. */
const carried: Readonly<Record<string, (value: unknown) => boolean>> = {
  title: isText,
  description: isText,
  summary: isText,
  excerpt: isText,
  ...Object.fromEntries(
    codeKeys.map((key) => [key, (value: unknown) => ['string', 'number'].includes(typeof value)]),
  ),
  ...Object.fromEntries(statusKeys.map((key) => [key, isStatus])),
  tags: (value) => tagsIn(value).every(isTag),
}

/** Groups of equivalent keys. Only the first one with a value is read. */
const spellings = [codeKeys, statusKeys, ['description', 'summary', 'excerpt']] as const

/**
 * Returns the frontmatter keys that have no matching field or an unsupported value. On a page with
 * several errors, the frontmatter does not belong to any of them.
 */
export function leftOutKeys(
  data: PageDraft['frontmatter'],
  { shared, hasStatus }: { shared: boolean; hasStatus: boolean },
): string[] {
  const fits = (key: string) => Object.hasOwn(carried, key) && carried[key]?.(data[key]) === true
  const isSecond = (key: string) => {
    const before = spellings.find((keys) => (keys as readonly string[]).includes(key)) ?? []
    return before
      .slice(0, (before as readonly string[]).indexOf(key))
      .some((other) => Object.hasOwn(data, other) && fits(other) && data[other] !== data[key])
  }
  const isStatusKey = (key: string) => (statusKeys as readonly string[]).includes(key)
  return Object.keys(data).filter(
    (key) => shared || !fits(key) || isSecond(key) || (isStatusKey(key) && !hasStatus),
  )
}

/**
 * Returns the status from a line or table column about the status. Ignores statuses in sentences.
 */
function statusOfNode(node: RootContent): number | undefined {
  if (node.type === 'table') return statusOfTable(node)
  if (node.type === 'list')
    return node.children
      .map((item) => (item.children[0] ? statusOfNode(item.children[0]) : undefined))
      .find((status) => status !== undefined)
  if (node.type !== 'paragraph') return undefined
  const text = plainText(node)
  return text.split(/\s+/).length <= 8 ? statusIn(text) : undefined
}

/** Returns the status if a line contains nothing else: `**Status:** 404`. */
export function statusAlone(node: RootContent): number | undefined {
  if (node.type !== 'paragraph') return undefined
  const line =
    /^(?:http )?(?:response )?(?:status(?: code)?|http)\s*[:=]?\s*([45]\d\d)(?:\s*[-–—(]?\s*([a-z' -]+?)\)?)?\.?$/i
  const [, number, phrase] =
    line.exec(
      plainText(node)
        .trim()
        .replace(/[^\S\n]+/g, ' '),
    ) ?? []
  const isPhrase = phrase === undefined || statusOfPhrase(phrase) === Number(number)
  return number !== undefined && isPhrase ? Number(number) : undefined
}

function statusOfTable({ children: [head, ...rows] }: Table): number | undefined {
  const column = head?.children.findIndex((cell) => /\bstatus\b/i.test(plainText(cell))) ?? -1
  const cell = column === -1 ? undefined : rows[0]?.children[column]
  const across =
    column === -1
      ? rows.find((row) =>
          /\bstatus\b/i.test(plainText(row.children[0] ?? { type: 'text', value: '' })),
        )?.children[1]
      : cell
  const [status] = (across ? /\b[45]\d\d\b/.exec(plainText(across)) : null) ?? []
  return status === undefined ? undefined : Number(status)
}

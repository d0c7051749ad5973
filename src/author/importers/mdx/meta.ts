import type { RootContent, Table } from 'mdast'
import { plainText } from '../../../facts/prose.js'
import { type BodyFacts, factsOf } from '../bodies.js'
import { statusIn } from '../statuses.js'
import { type ErrorDraft, jsonFences, textOf } from './draft.js'

/** What the head of a page tells beside its prose. */
export interface PageFacts {
  readonly body: BodyFacts | undefined
  /** The status that the page tells; undefined where it tells none. */
  readonly status: number | undefined
  readonly summary: string | undefined
  readonly tags: readonly string[]
}

export function factsOfPage({ of, nodes, shared }: ErrorDraft): PageFacts {
  const body = jsonFences(nodes)
    .map(({ value }) => factsOf(value))
    .find((facts) => facts !== undefined)
  const data = shared ? {} : of.frontmatter
  const said = [data.status, data.statusCode, data.status_code, data.http_status]
    .map(Number)
    .find((value) => Number.isInteger(value) && value >= 400 && value <= 599)
  const written = nodes.map(statusOfNode).find((status) => status !== undefined)
  return {
    body,
    status: body?.status ?? said ?? written,
    summary: textOf(data.description) ?? textOf(data.summary) ?? textOf(data.excerpt),
    tags: Array.isArray(data.tags)
      ? data.tags.filter((tag): tag is string => typeof tag === 'string' && /^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(tag))
      : [],
  }
}

const carried = new Set([
  'title',
  'description',
  'summary',
  'excerpt',
  'code',
  'error_code',
  'errorCode',
  'error-code',
  'errorcode',
  'error',
  'status',
  'statusCode',
  'status_code',
  'http_status',
  'tags',
])

/** Keys of frontmatter that a catalog has no place for. */
export function leftOutKeys(data: Readonly<Record<string, unknown>>): string[] {
  return Object.keys(data).filter((key) => !carried.has(key))
}

/** A short line or a table's column that is about the status; a sentence that only mentions one is not. */
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

function statusOfTable({ children: [head, ...rows] }: Table): number | undefined {
  const column = head?.children.findIndex((cell) => /\bstatus\b/i.test(plainText(cell))) ?? -1
  const cell = column === -1 ? undefined : rows[0]?.children[column]
  const across =
    column === -1 ? rows.find((row) => /\bstatus\b/i.test(plainText(row.children[0] ?? { type: 'text', value: '' })))?.children[1] : cell
  const [status] = (across ? /\b[45]\d\d\b/.exec(plainText(across)) : null) ?? []
  return status === undefined ? undefined : Number(status)
}

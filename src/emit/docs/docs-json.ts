import * as jsonc from 'jsonc-parser'
import { jsonTooDeepAt } from '../../facts/json-depth.js'
import { nearest } from '../../facts/nearest.js'
import type { MergeArtifact } from '../../model/artifact.js'
import type { Finding } from '../../model/diagnostic.js'
import { limits } from '../../model/limits.js'
import type { Source } from '../../model/source.js'
import { destinationOf, type MintlifyRedirect, type OwnRedirects } from './docs-json-redirects.js'

export interface NavigationGroup {
  readonly group: string
  readonly root?: string
  readonly pages: readonly (string | NavigationGroup)[]
}

type Pages = NavigationGroup['pages']

/** The parts of a docs.json that belong to errbook. */
export interface DocsJson {
  readonly group: string
  /** The path of the generated pages. errbook owns all pages of the group below this path. */
  readonly root: string
  readonly pages: Pages
  readonly redirects: OwnRedirects
}

/**
 * Sets the pages of one group in a docs.json, and the redirects of generated pages. The rest of the
 * file does not change.
 */
export function mergeDocsJson(
  file: string,
  { group, root, pages, redirects }: DocsJson,
): MergeArtifact {
  return {
    path: file,
    merge(existing) {
      const toAdd = `{ "group": ${JSON.stringify(group)}, "pages": [] }`
      if (existing === undefined) {
        return {
          code: 'nav-file',
          message: `${file} does not exist.`,
          help: `Change \`nav.file\`, or create the docs.json of the site with this group in its navigation:\n${toAdd}`,
        }
      }
      const deep = jsonTooDeepAt(existing.text, limits.jsonDepth)
      if (deep !== undefined)
        return {
          code: 'nav-file',
          message: `This file has objects or lists nested more than ${limits.jsonDepth} levels deep.`,
          help: 'Set `nav.file` to the docs.json of a Mintlify site.',
          at: { source: existing, range: [deep, deep + 1] },
        }
      const errors: jsonc.ParseError[] = []
      const tree = jsonc.parseTree(existing.text, errors, { disallowComments: true })
      const [error] = errors
      if (tree === undefined || error !== undefined) {
        const { what, range } = wordsOf(error, existing.text)
        return {
          code: 'nav-file',
          message: `Unexpected ${what}, expected the docs.json of a Mintlify site.`,
          help: 'Fix the file first. errbook only changes valid files.',
          at: { source: existing, range },
        }
      }
      const navigation = jsonc.findNodeAtLocation(tree, ['navigation'])
      const [found, second] = groupsWhere(navigation, (name) => name === group)
      if (found === undefined) {
        const near = nearest(group, groupsWhere(navigation, () => true).map(nameOf))
        return navFinding(
          existing,
          tree,
          `Missing navigation group "${group}".`,
          near === undefined
            ? `Add it to \`navigation\` where the errors belong:\n${toAdd}`
            : `Did you mean "${near}"? Write that as \`nav.group\`, or rename the group.`,
        )
      }
      if (second !== undefined)
        return navFinding(
          existing,
          second,
          `Duplicate navigation group "${group}".`,
          'Rename or delete one of them.',
        )
      const theirs = foreignPage(jsonc.findNodeAtLocation(found, ['pages']), root)
      if (theirs !== undefined)
        return {
          code: 'nav-group',
          message: `The group "${group}" contains ${typeof theirs.value === 'string' ? `the page "${theirs.value}"` : `an item of type ${theirs.type}`} that is not below "${root}".`,
          help: `A build replaces all pages of this group with the errors. Move it to another group, or add a separate group for the errors inside this one:\n${toAdd}`,
          at: { source: existing, range: [theirs.offset, theirs.offset + theirs.length] },
        }
      const redirected = jsonc.findNodeAtLocation(tree, ['redirects'])
      if (
        redirects.made.length > 0 &&
        redirected !== undefined &&
        redirected.type !== 'array' &&
        !isReference(redirected)
      )
        return {
          code: 'nav-file',
          message: `Unexpected ${redirected.type} as \`redirects\`, expected a list.`,
          help: 'Use a list of `{ "source", "destination" }`. errbook adds redirects from earlier codes to it.',
          at: {
            source: existing,
            range: [redirected.offset, redirected.offset + redirected.length],
          },
        }
      return withRedirects(withMember(existing.text, found, 'pages', pages), redirects)
    },
  }
}

/**
 * Returns the first item of a group that errbook can't have added: a page that is not below `root`,
 * or something that is not a page. Undefined if there is no such item.
 */
function foreignPage(pages: jsonc.Node | undefined, root: string): jsonc.Node | undefined {
  if (pages === undefined) return undefined
  if (pages.type !== 'array') return pages
  for (const item of pages.children ?? []) {
    const foreign = foreignItem(item, root)
    if (foreign) return foreign
  }
  return undefined
}

function foreignItem(item: jsonc.Node, root: string): jsonc.Node | undefined {
  if (item.type === 'object') return foreignPage(jsonc.findNodeAtLocation(item, ['pages']), root)
  const isOurs = typeof item.value === 'string' && isBelow(root, item.value.replace(/^\//, ''))
  return isOurs ? undefined : item
}

/**
 * Whether a page is below `root`. An empty `root` is the top of the site and contains all pages.
 */
function isBelow(root: string, page: string): boolean {
  return root === '' || page === root || page.startsWith(`${root}/`)
}

/** Whether a node is a `$ref` to another file of the site. */
function isReference(node: jsonc.Node): boolean {
  return node.type === 'object' && jsonc.findNodeAtLocation(node, ['$ref']) !== undefined
}

function navFinding(source: Source, node: jsonc.Node, message: string, help: string): Finding {
  const name =
    jsonc.findNodeAtLocation(node, ['group']) ??
    jsonc.findNodeAtLocation(node, ['navigation'])?.parent?.children?.[0]
  const { offset, length } = name ?? { offset: 0, length: 1 }
  return { code: 'nav-group', message, help, at: { source, range: [offset, offset + length] } }
}

/**
 * Returns the groups for which `wanted` is true. Does not search inside these groups, because we
 * generate their contents, and a system may have the same name as the group.
 */
function groupsWhere(
  node: jsonc.Node | undefined,
  wanted: (name: string) => boolean,
): jsonc.Node[] {
  if (node === undefined) return []
  const name = node.type === 'object' ? nameOf(node) : undefined
  if (typeof name === 'string' && wanted(name)) return [node]
  return (node.children ?? []).flatMap((child) => groupsWhere(child, wanted))
}

function nameOf(node: jsonc.Node): string {
  return jsonc.findNodeAtLocation(node, ['group'])?.value as string
}

function wordsOf(
  error: jsonc.ParseError | undefined,
  text: string,
): { what: string; range: [number, number] } {
  if (error === undefined) return { what: 'empty file', range: [0, 0] }
  const before = text.slice(0, error.offset).trimEnd()
  if (before.endsWith(',') && /^[\]}]/.test(text.slice(error.offset)))
    return { what: 'comma after the last item', range: [before.length - 1, before.length] }
  const name = jsonc.printParseErrorCode(error.error)
  const what =
    name === 'InvalidCommentToken'
      ? 'comment'
      : `JSON (${name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()})`
  return { what, range: [error.offset, error.offset + Math.max(1, error.length)] }
}

/**
 * Adds our redirects to those of the site, and removes the ones that would hide a page. Other
 * redirects keep their layout, including the space before them.
 */
function withRedirects(text: string, own: OwnRedirects): string {
  const tree = jsonc.parseTree(text)!
  const node = jsonc.findNodeAtLocation(tree, ['redirects'])
  if (node !== undefined && node.type !== 'array') return text
  const children = node?.children ?? []
  const [first] = children
  if (node === undefined || first === undefined)
    return own.made.length === 0 ? text : withMember(text, tree, 'redirects', own.made)
  const known = children.map(redirectOf)
  const madeBySource = new Map(own.made.map((redirect) => [redirect.source as unknown, redirect]))
  const kept = children.flatMap((child, at) => {
    const redirect = known[at]
    // Keep items that are not valid redirects, because errbook did not write them.
    const to = redirect && destinationOf(redirect, own, madeBySource)
    const previous = children[at - 1]
    const before = previous && text.slice(endOfNode(previous), child.offset)
    if (redirect === undefined)
      return [{ before, json: text.slice(child.offset, endOfNode(child)) }]
    return to === undefined ? [] : [{ before, json: withDestination(text, child, to) }]
  })
  const last = children.at(-1) ?? first
  const indent = indentAt(text, last)
  const inline = !text.slice(node.offset, last.offset).includes('\n')
  const between = inline ? ', ' : `,${endOf(text)}${indent}`
  const sources = new Set(known.map((one) => one?.source))
  const added = own.made
    .filter(({ source }) => !sources.has(source))
    .map((redirect) => ({
      before: between,
      json: inline ? JSON.stringify(redirect) : jsonIn(text, redirect, indent),
    }))
  const items = [...kept, ...added].map(({ before = between, json }, at) =>
    at === 0 ? json : before + json,
  )
  if (items.length === 0) return `${text.slice(0, node.offset)}[]${text.slice(endOfNode(node))}`
  return text.slice(0, first.offset) + items.join('') + text.slice(endOfNode(last))
}

function redirectOf(node: jsonc.Node): MintlifyRedirect | undefined {
  const [source, destination] = ['source', 'destination'].map(
    (key) => jsonc.findNodeAtLocation(node, [key])?.value as unknown,
  )
  return typeof source === 'string' && typeof destination === 'string'
    ? { source, destination }
    : undefined
}

function withDestination(text: string, redirect: jsonc.Node, to: unknown): string {
  const old = jsonc.findNodeAtLocation(redirect, ['destination'])
  if (old === undefined || old.value === to) return text.slice(redirect.offset, endOfNode(redirect))
  return (
    text.slice(redirect.offset, old.offset) +
    JSON.stringify(to) +
    text.slice(endOfNode(old), endOfNode(redirect))
  )
}

function endOfNode({ offset, length }: jsonc.Node): number {
  return offset + length
}

/** Sets a member of an object. If the member already has this value, its layout does not change. */
function withMember(text: string, object: jsonc.Node, key: string, value: unknown): string {
  const end = endOf(text)
  const old = jsonc.findNodeAtLocation(object, [key])
  if (old && JSON.stringify(jsonc.getNodeValue(old)) === JSON.stringify(value)) return text
  const anchor = old?.parent ?? object.children?.at(-1) ?? object
  const indent = indentAt(text, anchor)
  const json = jsonIn(text, value, indent)
  if (old) return text.slice(0, old.offset) + json + text.slice(old.offset + old.length)
  const at = anchor.offset + anchor.length
  return `${text.slice(0, at)},${end}${indent}${JSON.stringify(key)}: ${json}${text.slice(at)}`
}

function endOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n'
}

/** Returns the indentation of the line that contains a node. */
function indentAt(text: string, { offset }: jsonc.Node): string {
  return /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', offset) + 1))?.[0] ?? ''
}

/** Returns JSON in the layout of the file, for a line with the given indentation. */
function jsonIn(text: string, value: unknown, indent: string): string {
  const step = indent.includes('\t') ? '\t' : ' '.repeat(stepOf(text))
  return JSON.stringify(value, null, step).replaceAll('\n', `${endOf(text)}${indent}`)
}

/** Returns the number of spaces per level, taken from the first indented line. */
function stepOf(text: string): number {
  return /\n( +)\S/.exec(text)?.[1]?.length ?? 2
}

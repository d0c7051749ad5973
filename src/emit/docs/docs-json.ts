import * as jsonc from 'jsonc-parser'
import { nearest } from '../../facts/nearest.js'
import type { MergeArtifact } from '../../model/artifact.js'
import type { Finding } from '../../model/diagnostic.js'
import type { Source } from '../../model/source.js'

export interface NavigationGroup {
  readonly group: string
  readonly root?: string
  readonly pages: readonly (string | NavigationGroup)[]
}

type Pages = NavigationGroup['pages']

/** Sets the pages of one group of a docs.json and leaves every other byte of it alone. */
export function mergeNavigation(file: string, group: string, pages: Pages): MergeArtifact {
  return {
    path: file,
    merge(existing) {
      const toAdd = `{ "group": ${JSON.stringify(group)}, "pages": [] }`
      if (existing === undefined) {
        return {
          code: 'nav-file',
          message: `There is no ${file}.`,
          help: `Correct \`nav.file\`, or write the site's docs.json with this group in its navigation:\n${toAdd}`,
        }
      }
      const errors: jsonc.ParseError[] = []
      const tree = jsonc.parseTree(existing.text, errors, { disallowComments: true })
      const [error] = errors
      if (tree === undefined || error !== undefined) {
        const { what, range } = wordsOf(error, existing.text)
        return {
          code: 'nav-file',
          message: `Unexpected ${what}, expected the docs.json of a Mintlify site.`,
          help: 'Mend the file: errbook only adds to one that is sound.',
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
          `Unexpected second navigation group "${group}", expected one.`,
          'Rename or remove one of the two.',
        )
      return splice(existing.text, found, pages)
    },
  }
}

function navFinding(source: Source, node: jsonc.Node, message: string, help: string): Finding {
  const name = jsonc.findNodeAtLocation(node, ['group']) ?? jsonc.findNodeAtLocation(node, ['navigation'])?.parent?.children?.[0]
  const { offset, length } = name ?? { offset: 0, length: 1 }
  return { code: 'nav-group', message, help, at: { source, range: [offset, offset + length] } }
}

/** The groups of a name that is asked for. What lies inside one of them is ours: a system may be called like the group. */
function groupsWhere(node: jsonc.Node | undefined, wanted: (name: string) => boolean): jsonc.Node[] {
  if (node === undefined) return []
  const name = node.type === 'object' ? nameOf(node) : undefined
  if (typeof name === 'string' && wanted(name)) return [node]
  return (node.children ?? []).flatMap((child) => groupsWhere(child, wanted))
}

function nameOf(node: jsonc.Node): string {
  return jsonc.findNodeAtLocation(node, ['group'])?.value as string
}

function wordsOf(error: jsonc.ParseError | undefined, text: string): { what: string; range: [number, number] } {
  if (error === undefined) return { what: 'empty file', range: [0, 0] }
  const before = text.slice(0, error.offset).trimEnd()
  if (before.endsWith(',') && /^[\]}]/.test(text.slice(error.offset)))
    return { what: 'comma after the last item', range: [before.length - 1, before.length] }
  const name = jsonc.printParseErrorCode(error.error)
  const what = name === 'InvalidCommentToken' ? 'comment' : `JSON (${name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()})`
  return { what, range: [error.offset, error.offset + Math.max(1, error.length)] }
}

function splice(text: string, group: jsonc.Node, pages: Pages): string {
  const end = text.includes('\r\n') ? '\r\n' : '\n'
  const old = jsonc.findNodeAtLocation(group, ['pages'])
  // Formatters lay lists out in their own way: what says the same stays as it is.
  if (old && JSON.stringify(jsonc.getNodeValue(old)) === JSON.stringify(pages)) return text
  const anchor = old?.parent ?? group.children?.at(-1) ?? group
  const indent = /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', anchor.offset) + 1))?.[0] ?? ''
  const step = indent.includes('\t') ? '\t' : ' '.repeat(stepOf(text))
  const json = JSON.stringify(pages, null, step).replaceAll('\n', `${end}${indent}`)
  if (old) return text.slice(0, old.offset) + json + text.slice(old.offset + old.length)
  const at = anchor.offset + anchor.length
  return `${text.slice(0, at)},${end}${indent}"pages": ${json}${text.slice(at)}`
}

/** How many spaces a level of the file is indented by: those of its first indented line. */
function stepOf(text: string): number {
  return /\n( +)\S/.exec(text)?.[1]?.length ?? 2
}

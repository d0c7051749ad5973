import * as jsonc from 'jsonc-parser'
import { appended, jsonTree } from './json-splice.js'

/**
 * Adds an empty group for errors to the end of the navigation in a Mintlify docs.json. Builds fill
 * it later. Returns the text unchanged if the group exists, and undefined if it is unclear where to
 * add it.
 */
export function withGroup(text: string, group: string): string | undefined {
  const root = jsonTree(text)
  const navigation = root && jsonc.findNodeAtLocation(root, ['navigation'])
  if (root === undefined || navigation === undefined) return undefined
  if (groupsIn(navigation).includes(group)) return text
  const paths = [
    ['navigation', 'groups'],
    ['navigation', 'tabs', 0, 'groups'],
    ['navigation', 'pages'],
  ]
  const list = paths
    .map((path) => jsonc.findNodeAtLocation(root, path))
    .find((node) => node?.type === 'array')
  return list && appended(text, list, { value: { group, pages: [] } })
}

function groupsIn(node: jsonc.Node): unknown[] {
  const own = node.type === 'object' ? jsonc.findNodeAtLocation(node, ['group'])?.value : undefined
  return [own, ...(node.children ?? []).flatMap(groupsIn)]
}

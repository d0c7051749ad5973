import * as jsonc from 'jsonc-parser'
import { appended, jsonTree } from './json-splice.js'

const scripts: Readonly<Record<string, string>> = {
  'errors:check': 'errbook check',
  'errors:build': 'errbook build',
}

/**
 * Adds the errbook scripts to a package.json. All other bytes stay the same. Returns undefined if
 * there is nothing to add or the file is invalid.
 */
export function withScripts(text: string): string | undefined {
  const root = jsonTree(text)
  if (root?.type !== 'object') return undefined
  const known = jsonc.findNodeAtLocation(root, ['scripts'])
  if (known === undefined) return appended(text, root, { key: 'scripts', value: scripts })
  if (known.type !== 'object') return undefined
  const missing = Object.entries(scripts).filter(
    ([name]) => jsonc.findNodeAtLocation(known, [name]) === undefined,
  )
  const added = missing.reduce((now, [key, value]) => {
    const tree = jsonTree(now)
    const node = tree && jsonc.findNodeAtLocation(tree, ['scripts'])
    return node ? appended(now, node, { key, value }) : now
  }, text)
  return added === text ? undefined : added
}

import {
  type Document,
  isScalar,
  type Node,
  type Pair,
  parseAllDocuments,
  type YAMLMap,
} from 'yaml'

/**
 * The documents of a YAML text as syntax trees. Only for text that `load/yaml/parse.ts` has looked
 * at: the parser aborts the process on deep nesting. `keepSourceTokens` is for edits, which need
 * every dash and comma. `merge` is for files of others, which may have merge keys (`<<`).
 */
export function composeYaml(
  text: string,
  options: { readonly keepSourceTokens?: true; readonly merge?: boolean } = {},
): Document.Parsed[] {
  // Keys are checked for uniqueness by us and not by the parser, whose check is quadratic.
  const documents = parseAllDocuments(text, {
    uniqueKeys: false,
    prettyErrors: false,
    version: '1.2',
    logLevel: 'silent',
    ...options,
  })
  return 'empty' in documents ? [] : documents
}

/**
 * The pairs of maps by key, each map gone through once: the parser's own `get` goes through all
 * pairs for each key.
 */
export function pairsByKey(): (map: YAMLMap) => ReadonlyMap<string, Pair<Node, Node | null>> {
  const known = new Map<YAMLMap, Map<string, Pair<Node, Node | null>>>()
  return (map) => {
    const before = known.get(map)
    if (before) return before
    const pairs = new Map<string, Pair<Node, Node | null>>()
    for (const pair of map.items as Pair<Node, Node | null>[]) {
      // Of a key that is there twice, the first one is meant.
      if (isScalar(pair.key) && !pairs.has(String(pair.key.value)))
        pairs.set(String(pair.key.value), pair)
    }
    known.set(map, pairs)
    return pairs
  }
}

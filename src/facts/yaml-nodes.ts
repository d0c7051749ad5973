import {
  type Document,
  isScalar,
  type Node,
  type Pair,
  parseAllDocuments,
  type YAMLMap,
} from 'yaml'

/**
 * Parses YAML into one syntax tree for each document. `load/yaml/parse.ts` must check the text
 * first, because the parser would crash the process on deep nesting. `keepSourceTokens` is for
 * edits, which need every dash and comma. `merge` is for files that may have merge keys (`<<`),
 * such as OpenAPI descriptions.
 */
export function composeYaml(
  text: string,
  options: { readonly keepSourceTokens?: true; readonly merge?: boolean } = {},
): Document.Parsed[] {
  // errbook checks for duplicate keys itself, because the check in the parser is quadratic.
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
 * Returns a function that indexes the pairs of a map by key. It reads each map only once. The
 * parser's `get` would read all pairs for each key.
 */
export function pairsByKey(): (map: YAMLMap) => ReadonlyMap<string, Pair<Node, Node | null>> {
  const known = new Map<YAMLMap, Map<string, Pair<Node, Node | null>>>()
  return (map) => {
    const before = known.get(map)
    if (before) return before
    const pairs = new Map<string, Pair<Node, Node | null>>()
    for (const pair of map.items as Pair<Node, Node | null>[]) {
      // If a key occurs twice, the first pair counts.
      if (isScalar(pair.key) && !pairs.has(String(pair.key.value)))
        pairs.set(String(pair.key.value), pair)
    }
    known.set(map, pairs)
    return pairs
  }
}

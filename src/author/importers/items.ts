import { isMap, isScalar, isSeq, LineCounter, type Node, type Pair, type YAMLMap } from 'yaml'
import { composeYaml } from '../../facts/yaml-nodes.js'
import type { Finding } from '../../model/diagnostic.js'
import type { Source } from '../../model/source.js'
import { readCsv } from './csv.js'
import type { Item } from './list.js'
import type { ReadYaml } from './mdx/frontmatter.js'

/** Items, and the findings that explain why some or all are missing. */
export interface ReadItems {
  readonly items: readonly Item[]
  readonly findings: readonly Finding[]
}

/** Returns the items in a JSON or YAML file: the list at a path, or a map from codes to items. */
export function yamlItems(source: Source, path: string | undefined, readYaml: ReadYaml): ReadItems {
  const { findings } = readYaml(source)
  if (findings.some(({ severity = 'error' }) => severity === 'error'))
    return { items: [], findings }
  const lines = new LineCounter()
  for (const match of source.text.matchAll(/^/gm)) lines.addNewLine(match.index)
  const document = composeYaml(source.text)[0]
  const found =
    path === undefined
      ? listAt(document?.contents as Node | null)
      : (document?.getIn(path.split('.'), true) as Node | undefined)
  const lineAt = (node: { range?: readonly number[] | null } | null | undefined) =>
    lines.linePos(node?.range?.[0] ?? 0).line
  const itemOf = (node: Node | null, key: Node | null): Item[] => {
    if (!isMap(node)) return []
    const value = node.toJS(document!) as Record<string, unknown>
    const named = isScalar(key) ? { $key: String(key.value) } : {}
    const pairs = new Map(
      (node as YAMLMap).items.map((pair: Pair) => [
        String(isScalar(pair.key) ? pair.key.value : ''),
        pair.key as Node,
      ]),
    )
    const [start = 0] = (key ?? node).range ?? []
    const [, end = start] = node.range ?? []
    return [
      {
        value: { ...named, ...value },
        line: lineAt(key ?? node),
        range: [start, Math.min(end, endOfLine(source.text, start))],
        lineOf: (name) => lineAt(pairs.get(name) ?? key ?? node),
      },
    ]
  }
  if (isSeq(found))
    return { items: found.items.flatMap((node) => itemOf(node as Node, null)), findings }
  if (isMap(found))
    return {
      items: found.items.flatMap((pair) => itemOf(pair.value as Node | null, pair.key as Node)),
      findings,
    }
  return {
    items: [],
    findings: [
      ...findings,
      {
        code: 'unknown-path',
        message: `Unexpected ${path === undefined ? 'document' : `value at \`${path}\``}, expected a list or an object of errors.`,
        help: 'Set the path of the list in the mapping, such as `items: data.errors`.',
        at: { source, range: [0, 0] },
      },
    ],
  }
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end === -1 ? text.length : end
}

/** Returns the only list of items in a document. If there is no such list, returns the root. */
function listAt(root: Node | null): Node | null {
  if (!isMap(root)) return root
  const [list, ...others] = root.items.filter(
    (pair) => isSeq(pair.value) && pair.value.items.every(isMap),
  )
  return list && others.length === 0 && !root.items.every((pair) => isMap(pair.value))
    ? (list.value as Node)
    : root
}

/** Returns the rows of a CSV file as items. */
export function csvItems(source: Source): ReadItems {
  const { rows, problem } = readCsv(source.text.replace(/\r\n?/g, '\n'))
  if (problem !== undefined) {
    const start = source.text
      .split('\n')
      .slice(0, problem - 1)
      .reduce((sum, text) => sum + text.length + 1, 0)
    const finding: Finding = {
      code: 'wrong-type',
      message: 'Missing closing `"` of a cell.',
      help: 'Add the closing quote. Write a quote inside a quoted cell twice.',
      at: { source, range: [start, start + 1] },
    }
    return { items: [], findings: [finding] }
  }
  return {
    items: rows.map(({ line, cells }) => ({ value: cells, line, lineOf: () => line })),
    findings: [],
  }
}

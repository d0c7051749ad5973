import { Document, type Node, type YAMLMap } from 'yaml'
import { entryShape, type Shape, shapeAt } from '../facts/entry/texts.js'
import type { EntryData } from '../model/entry.js'
import type { Path } from '../model/source.js'
import { sortKeys } from './order.js'
import { printFlow, printRoot } from './print.js'

/** A new entry as YAML: canonical order and style, `TODO` texts and all. */
export function entryYaml(data: EntryData): string {
  return printRoot(nodeOf(data, entryShape) as YAMLMap)
}

/** Any map of the catalog as YAML, as it stands at a path: `shape` is that of the document. */
export function mapYaml(value: object, shape: Shape, path: Path = []): string {
  return printRoot(nodeOf(value, shapeAt(shape, path)) as YAMLMap, path)
}

/** A value between the brackets of a flow collection. */
export function flowYaml(value: unknown): string {
  return printFlow(nodeOf(value, undefined), 'flow')
}

/** A comment by which editors find the schema of a file. */
export function schemaLine(schema: string): string {
  return `# yaml-language-server: $schema=${schema}\n`
}

function nodeOf(value: unknown, shape: Shape | undefined): Node {
  // Without aliases: a value that turns up twice is written twice.
  const { contents } = new Document(value, { aliasDuplicateObjects: false })
  sortKeys(contents as Node, shape)
  return contents as Node
}

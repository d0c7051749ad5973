import { Document, type Node, type YAMLMap } from 'yaml'
import { entryShape, type Shape, shapeAt } from '../facts/entry/texts.js'
import type { EntryData } from '../model/entry.js'
import type { Path } from '../model/source.js'
import { sortKeys } from './order.js'
import { printFlow, printRoot } from './print.js'

/** Writes a new entry as YAML in canonical order and style. */
export function entryYaml(data: EntryData): string {
  return printRoot(nodeOf(data, entryShape) as YAMLMap)
}

/**
 * Writes a map from the catalog as YAML, with the layout for the map's path. `shape` is the shape
 * of the whole document.
 */
export function mapYaml(value: object, shape: Shape, path: Path = []): string {
  return printRoot(nodeOf(value, shapeAt(shape, path)) as YAMLMap, path)
}

/** Writes a value in flow style. */
export function flowYaml(value: unknown): string {
  return printFlow(nodeOf(value, undefined), 'flow')
}

/** Returns the comment that sets the schema of a file for editors. */
export function schemaLine(schema: string): string {
  return `# yaml-language-server: $schema=${schema}\n`
}

function nodeOf(value: unknown, shape: Shape | undefined): Node {
  // No aliases: repeated values are written in full.
  const { contents } = new Document(value, { aliasDuplicateObjects: false })
  sortKeys(contents as Node, shape)
  return contents as Node
}

import { isMap, type YAMLMap } from 'yaml'
import { entryShape } from '../facts/texts.js'
import { composeYaml } from '../facts/yaml-nodes.js'
import type { EntryData } from '../model/entry.js'
import { mapYaml } from './write.js'

/**
 * An entry's text with the fields that it lacks behind those that it has: every byte of what people wrote
 * stays. Undefined where there is no safe place for them, as in an entry between braces.
 */
export function mergeEntry(text: string, document: number, data: EntryData): string | undefined {
  const composed = composeYaml(text)[document]
  if (!isMap(composed?.contents)) return undefined
  const root = composed.contents as YAMLMap
  if (root.flow || root.range === undefined || root.range === null) return undefined
  const missing = Object.fromEntries(Object.entries(data).filter(([key]) => !root.has(key)))
  if (Object.keys(missing).length === 0) return text
  const end = root.items.at(-1)?.value
  const at = Math.max(root.range[1], (end as { range?: readonly number[] } | null)?.range?.[1] ?? 0)
  const line = text.indexOf('\n', Math.max(0, at - 1))
  const cut = line === -1 ? text.length : line + 1
  const newline = text.includes('\r\n') ? '\r\n' : '\n'
  const addition = mapYaml(missing, entryShape).replaceAll('\n', newline)
  const head = text.slice(0, cut)
  return `${head}${head === '' || head.endsWith('\n') ? '' : newline}${addition}${text.slice(cut)}`
}

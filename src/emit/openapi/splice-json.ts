import * as jsonc from 'jsonc-parser'
import { Patch, patched } from './patch.js'

/** A replacement for the text between two offsets. */
interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/**
 * Returns the text of a JSON file with a patch applied. Parses the file only once. All other bytes
 * stay unchanged.
 */
export function spliceJson(text: string, patch: Patch, wanted: object): string {
  const tail = text.endsWith('\n') ? '\n' : ''
  // If the file has the format of `JSON.stringify`, print it as a whole.
  const indent = /^\{\r?\n([ \t]+)/.exec(text)?.[1]
  if (JSON.stringify(JSON.parse(text), null, indent) + tail === text)
    return JSON.stringify(wanted, null, indent) + tail
  const edits = editsOf(jsonc.parseTree(text)!, patch, {
    text,
    step: indent ?? '  ',
    end: text.includes('\r\n') ? '\r\n' : '\n',
  })
  let result = ''
  let at = 0
  for (const { start, end, text: put } of edits.sort(
    (a, b) => a.start - b.start || a.end - b.end,
  )) {
    result += text.slice(at, start) + put
    at = end
  }
  return result + text.slice(at)
}

interface Layout {
  readonly text: string
  readonly step: string
  readonly end: string
}

function editsOf(object: jsonc.Node, patch: Patch, layout: Layout): Edit[] {
  const properties = object.children ?? []
  const edits: Edit[] = []
  const added: [string, unknown][] = []
  const gone = new Set<jsonc.Node>()
  // If a key occurs twice, parsers use the last value.
  const byKey = new Map(
    properties.map((property) => [property.children?.[0]?.value as string, property]),
  )
  for (const [key, member] of patch.members) {
    const property = byKey.get(key)
    const value = property?.children?.[1]
    // Remove a map that becomes empty, like `patched` does.
    if (member instanceof Patch && property && value?.type === 'object' && isEmptied(value, member))
      gone.add(property)
    else if (member instanceof Patch && value?.type === 'object')
      for (const edit of editsOf(value, member, layout)) edits.push(edit)
    else {
      const after = member instanceof Patch ? patched(undefined, member) : member?.value
      if (after === undefined) {
        if (property) gone.add(property)
      } else if (value)
        edits.push({
          start: value.offset,
          end: endOf(value),
          text: printed(after, indentAt(layout, value.offset), layout),
        })
      else added.push([key, after])
    }
  }
  const kept = properties.filter((property) => !gone.has(property))
  return [...edits, ...removals(properties, gone), ...insertion(object, kept.at(-1), added, layout)]
}

function isEmptied(object: jsonc.Node, patch: Patch): boolean {
  return (
    patch.members.size > 0 && Object.keys(patched(jsonc.getNodeValue(object), patch)).length === 0
  )
}

/**
 * Removes properties, along with the commas and spaces between them and the remaining properties.
 */
function removals(properties: readonly jsonc.Node[], gone: ReadonlySet<jsonc.Node>): Edit[] {
  const [first] = properties
  const last = properties.at(-1)
  if (first === undefined || last === undefined || gone.size === 0) return []
  const kept = properties.find((property) => !gone.has(property))
  if (kept === undefined) return [{ start: first.offset, end: endOf(last), text: '' }]
  const leading = kept === first ? [] : [{ start: first.offset, end: kept.offset, text: '' }]
  const others = properties.flatMap((property, at) => {
    const previous = properties[at - 1]
    return previous && property.offset > kept.offset && gone.has(property)
      ? [{ start: endOf(previous), end: endOf(property), text: '' }]
      : []
  })
  return [...leading, ...others]
}

/**
 * Adds properties after the last remaining property. If that property has its own line, so does
 * each new one.
 */
function insertion(
  object: jsonc.Node,
  last: jsonc.Node | undefined,
  added: readonly [string, unknown][],
  layout: Layout,
): Edit[] {
  if (added.length === 0) return []
  const { step, end } = layout
  const around = indentAt(layout, object.offset)
  const own = last === undefined || startsLine(layout.text, last.offset)
  const indent = last !== undefined && own ? indentAt(layout, last.offset) : around + step
  const pairs = added.map(
    ([key, value]) =>
      `${JSON.stringify(key)}: ${own ? printed(value, indent, layout) : JSON.stringify(value)}`,
  )
  if (last === undefined) {
    const at = object.offset + 1
    return [
      {
        start: at,
        end: at,
        text: `${end}${indent}${pairs.join(`,${end}${indent}`)}${end}${around}`,
      },
    ]
  }
  const between = own ? `,${end}${indent}` : ', '
  return [
    { start: endOf(last), end: endOf(last), text: pairs.map((pair) => between + pair).join('') },
  ]
}

function printed(value: unknown, indent: string, { step, end }: Layout): string {
  return JSON.stringify(value, null, step).replaceAll('\n', `${end}${indent}`)
}

function endOf({ offset, length }: jsonc.Node): number {
  return offset + length
}

/** Returns the indentation of the line at an offset. */
function indentAt({ text }: Layout, offset: number): string {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset)
  const [space = ''] = /^[ \t]*/.exec(line) ?? []
  return space
}

function startsLine(text: string, offset: number): boolean {
  return /^[ \t]*$/.test(text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset))
}

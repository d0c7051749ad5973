import * as jsonc from 'jsonc-parser'
import { Patch, patched } from './patch.js'

/** What a change does to the text: what stands between two offsets gives way to something else. */
interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/**
 * The text of a JSON file with a patch in it. It is parsed once, however many changes there are;
 * every other byte stays.
 */
export function spliceJson(text: string, patch: Patch, wanted: object): string {
  const tail = text.endsWith('\n') ? '\n' : ''
  // A file that a printer of JSON laid out is printed in the same way, in one go.
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
  // Of a key that is there twice, readers take the last.
  const byKey = new Map(
    properties.map((property) => [property.children?.[0]?.value as string, property]),
  )
  for (const [key, member] of patch.members) {
    const property = byKey.get(key)
    const value = property?.children?.[1]
    // A map that loses all that it held goes itself, as `patched` has it.
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

/** Properties that go, each with the comma and the space between it and one that stays. */
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

/** New properties behind the last one that stays: on lines of their own where that one is. */
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

/** The white space that the line of an offset starts with. */
function indentAt({ text }: Layout, offset: number): string {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset)
  const [space = ''] = /^[ \t]*/.exec(line) ?? []
  return space
}

function startsLine(text: string, offset: number): boolean {
  return /^[ \t]*$/.test(text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset))
}

import { isDeepStrictEqual } from 'node:util'
import type { EntryData } from '../../../model/entry.js'
import { canonicalName, factsOf, isRequestValue } from '../bodies.js'
import type { Block } from '../ledger.js'
import { type Members, members, text } from './document.js'
import { saysWith, showsValue } from './params.js'
import type { Piece, Written } from './piece.js'

/** Calls `enter` for each member of an example. */
export function valuePieces(
  value: unknown,
  path: readonly string[],
  enter: (piece: Piece) => void,
): void {
  const facts = factsOf(value, 'known')
  if (facts === undefined) {
    enter({
      path,
      kind: 'example',
      text: short(value),
      note: 'not the body of an error',
      find: () => undefined,
    })
    return
  }
  const { more } = facts
  for (const [key, one] of Object.entries(members(value)))
    if (key === facts.within)
      for (const [name, inner] of Object.entries(members(one)))
        member(name, inner, [...path, key, name])
    else member(key, one, [...path, key])

  function member(name: string, one: unknown, at: readonly string[]): void {
    enter({
      path: at,
      kind: 'value',
      text: `${name}: ${short(one)}`,
      note:
        isRequestValue(name) || canonicalName(name) === 'instance'
          ? 'different for each request'
          : 'no matching field',
      find: (entry) => memberField(entry, name, one, more),
    })
  }
}

/** Returns the entry field that has the same value as a member of a response body. */
export function memberField(
  { data, type, body }: Written,
  name: string,
  value: unknown,
  beside: Members,
): string | undefined {
  const statuses = [data.status ?? []]
    .flat()
    .map((one) => (typeof one === 'number' ? one : one.status))
  switch (canonicalName(name)) {
    case 'code':
      if (value === data.code) return 'code'
      break
    case 'status':
      if (statuses.includes(value as number)) return 'status'
      break
    case 'title':
      if (value === data.title) return 'title'
      break
    case 'type':
      if (value === type) return data.type === undefined ? 'code' : 'type'
      break
    case 'detail':
      if (data.detail !== undefined && saysWith(data.detail, beside) === value) return 'detail'
  }
  const shown = showsValue(data, name, value)
  if (shown !== undefined) return shown
  const isInBody =
    isDeepStrictEqual(body[name], value) ||
    Object.values(body).some((inner) => isDeepStrictEqual(members(inner)[name], value))
  return isInBody ? 'response' : undefined
}

/** Returns the entry field that contains the same text, ignoring whitespace. */
export function fieldSaying(data: EntryData, said: string): string | undefined {
  const plain = (one: string | undefined) => one?.replace(/\s+/g, ' ').trim()
  const wanted = plain(said)
  if (wanted === data.code) return 'code'
  for (const field of ['title', 'summary', 'description'] as const)
    if (plain(data[field]) === wanted) return field
  const whens = [data.status ?? []]
    .flat()
    .flatMap((one) => (typeof one === 'number' ? [] : [one.when]))
  return whens.some((when) => plain(when) === wanted) ? 'status' : undefined
}

export function short(value: unknown): string {
  return (text(value) ?? JSON.stringify(value) ?? '').replace(/\s+/g, ' ').slice(0, 100)
}

/**
 * Converts the parts of all responses to blocks. A part that several responses share is one block.
 * The block counts as imported if any entry contains it.
 */
export function blocksOf(
  pieces: readonly (Piece & { readonly entries: readonly Written[] })[],
  placeOf: (path: readonly string[]) => Pick<Block, 'file' | 'line'>,
): Block[] {
  const groups = new Map<string, (typeof pieces)[number][]>()
  for (const piece of pieces) {
    const key = `${piece.path.join('/')} ${piece.kind} ${piece.text}`
    groups.set(key, [...(groups.get(key) ?? []), piece])
  }
  const blocks = [...groups.values()].map((same): Block => {
    const [{ path, kind, text: shown, note }] = same as unknown as [Piece]
    const found = same.flatMap((piece) =>
      piece.entries.map((entry) => ({ code: entry.data.code, field: piece.find(entry) })),
    )
    const holding = found.filter(({ field }) => field !== undefined)
    return {
      ...placeOf(path),
      kind,
      text: shown.slice(0, 120),
      part: '',
      fate: holding.length > 0 ? 'carried' : 'lost',
      field: holding[0]?.field ?? '',
      note: holding.length > 0 ? '' : note,
      entries: [...new Set((holding.length > 0 ? holding : found).map(({ code }) => code))],
    }
  })
  return blocks.sort((a, b) => (a.file === b.file ? a.line - b.line : 0))
}

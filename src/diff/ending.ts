import { parseProse, plainText } from '../facts/markdown/prose.js'
import type { EntryData } from '../model/entry.js'

/** Why an error is over, and what to use instead, in sentences. */
export function endingOf({ retired, deprecated }: EntryData): string | undefined {
  const end = retired ?? deprecated
  if (end === undefined) return undefined
  return `${sentence(plainText(parseProse(end.reason)))}${end.replacedBy === undefined ? '' : ` Use \`${end.replacedBy}\`.`}`
}

function sentence(text: string): string {
  const trimmed = text.trim()
  return /[.!?…]$/.test(trimmed) ? trimmed : `${trimmed}.`
}

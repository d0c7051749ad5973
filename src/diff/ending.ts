import { parseProse, plainText } from '../facts/markdown/prose.js'
import { asSentence } from '../facts/sentence.js'
import type { EntryData } from '../model/entry.js'

/** Why an error is over, and what to use instead, in sentences. */
export function endingOf({ retired, deprecated }: EntryData): string | undefined {
  const end = retired ?? deprecated
  if (end === undefined) return undefined
  return `${asSentence(plainText(parseProse(end.reason)))}${end.replacedBy === undefined ? '' : ` Use \`${end.replacedBy}\`.`}`
}

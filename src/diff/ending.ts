import { parseProse, plainText } from '../facts/markdown/prose.js'
import { asSentence } from '../facts/sentence.js'
import type { EntryData } from '../model/entry.js'

/** The reason for retiring or deprecating an error and its replacement, in sentences. */
export function endingOf({ retired, deprecated }: EntryData): string | undefined {
  const end = retired ?? deprecated
  if (end === undefined) return undefined
  return `${asSentence(plainText(parseProse(end.reason)))}${end.replacedBy === undefined ? '' : ` Use \`${end.replacedBy}\`.`}`
}

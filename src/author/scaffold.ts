import { categoriesOf } from '../facts/entry/code.js'
import { statusPhrases } from '../facts/http.js'
import type { CodeParts } from '../model/catalog.js'
import type { EntryData } from '../model/entry.js'
import type { Vocabulary } from '../model/vocabulary.js'

/** Values that can't be derived from the code. */
export interface Known {
  readonly status?: number | undefined
  readonly exitCode?: number | undefined
}

/**
 * Returns an entry with all parts of a page. Values that can be derived from status and category
 * are filled in. The others are TODOs, which `check` reports.
 */
export function scaffold(
  code: string,
  parts: CodeParts,
  vocabulary: Vocabulary,
  known: Known,
): EntryData {
  const category = categoriesOf(vocabulary, parts.system)[parts.category]
  const kind = vocabulary.systems?.[parts.system]?.kind ?? vocabulary.kind ?? 'http'
  const status = known.status ?? category?.status
  const retry = category?.retry === undefined && status !== undefined ? retryOf(status) : undefined
  const example =
    kind === 'http'
      ? {
          request: {
            method: 'GET',
            url: 'https://api.example.com/TODO',
            headers: { Authorization: 'Bearer YOUR_KEY' },
          },
        }
      : { language: 'bash', title: 'TODO', code: 'TODO\n' }
  return {
    code,
    ...(known.status !== undefined && { status: known.status }),
    ...(known.exitCode !== undefined && { exitCode: known.exitCode }),
    title:
      (status === undefined ? undefined : statusPhrases[status]) ??
      'TODO: a short title, the same for every occurrence',
    summary: 'TODO: what happened, in one or two plain sentences.',
    detail: 'TODO: the message for one occurrence',
    description: 'TODO: what happened, for readers who have never seen this error.\n',
    causes: ['TODO: a common cause'],
    example: { caption: 'TODO: a request that causes this error', ...example },
    fixes: { summary: 'TODO: how to fix it, in one sentence', steps: ['TODO: the first step'] },
    ...(retry !== undefined && { retry }),
  }
}

/** Returns the value for `retry` if the status alone determines it. */
function retryOf(status: number): EntryData['retry'] {
  if (status === 429) return 'throttled'
  if (status === 502 || status === 503 || status === 504) return 'transient'
  return status < 500 ? 'after_fix' : undefined
}

import { exampleBody } from '../facts/body/body.js'
import { withoutSpanMarks } from '../facts/markdown/code-spans.js'
import type { Entry } from '../model/catalog.js'
import type { Vocabulary } from '../model/vocabulary.js'
import { visibleLine } from './plain.js'
import type { ReportOptions } from './reporter.js'
import { terminalPage } from './terminal-page.js'
import { wrap } from './terminal-prose.js'

const width = 78

const retryWords = {
  never: 'do not retry',
  after_fix: 'fix the request, then retry',
  transient: 'retry with backoff',
  throttled: 'retry after Retry-After',
} as const

/** Formats an error for the terminal: its main facts, followed by `page`, which is Markdown. */
export function explainPretty(entry: Entry, page: string, colors: ReportOptions['colors']): string {
  const parts = [
    [colors.bold(visibleLine(entry.code)), visibleLine(factsOf(entry).join(' · '))],
    wrap(withoutSpanMarks(entry.data.summary), width),
    terminalPage(page, { width, colors }),
    [colors.dim(visibleLine(entry.docsUrl))],
  ]
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`
}

function factsOf({ data, statuses, retry, fault }: Entry): string[] {
  return [
    ...statuses.map(({ status, title }) => `${status} ${title}`),
    ...(data.exitCode === undefined ? [] : [`exit code ${data.exitCode}`]),
    ...(statuses.length === 0 ? [data.title] : []),
    ...(retry ? [retryWords[retry]] : []),
    ...(fault ? [`fault: ${fault}`] : []),
  ]
}

/** Returns an error as the JSON value that `explain --format json` prints. */
export function explainJson(entry: Entry, vocabulary: Vocabulary): object {
  const { code: _, ...data } = entry.data
  const [first] = entry.statuses
  return {
    code: entry.code,
    identifier: entry.identifier,
    state: entry.state,
    visibility: entry.visibility,
    ...(first && {
      statuses: entry.statuses.map(({ status, title, when, headers }) => ({
        status,
        title,
        ...(when !== undefined && { when }),
        ...(Object.keys(headers).length > 0 && { headers }),
      })),
      type: entry.type,
      response: exampleBody(vocabulary, entry, first),
    }),
    docs: entry.docsUrl,
    ...data,
    ...(Object.keys(entry.params).length > 0 && { params: entry.params }),
    ...(entry.retry && { retry: entry.retry }),
    ...(entry.fault && { fault: entry.fault }),
    source: entry.origin.source.file,
  }
}

import { exampleBody, exampleDetail } from '../facts/body/body.js'
import type { Json } from '../facts/body/envelope.js'
import { withoutSpanMarks } from '../facts/markdown/code-spans.js'
import { drawCurl } from '../facts/request/curl.js'
import type { Entry } from '../model/catalog.js'
import type { Example } from '../model/entry.js'
import type { Vocabulary } from '../model/vocabulary.js'
import { visible, visibleLine } from './plain.js'
import type { ReportOptions } from './reporter.js'
import { hang, terminalProse, wrap } from './terminal-prose.js'

const width = 78

const retryWords = {
  never: 'do not retry',
  after_fix: 'change the request first',
  transient: 'try again with backoff',
  throttled: 'wait for Retry-After',
} as const

/** One error as a page for the terminal: the parts of its page on the site, in the same order. */
export function explainPretty(
  entry: Entry,
  vocabulary: Vocabulary,
  colors: ReportOptions['colors'],
): string {
  const { data } = entry
  const facts = [
    ...entry.statuses.map(({ status, title }) => `${status} ${title}`),
    ...(data.exitCode === undefined ? [] : [`exit code ${data.exitCode}`]),
    ...(entry.statuses.length === 0 ? [data.title] : []),
    ...(entry.retry ? [retryWords[entry.retry]] : []),
    ...(entry.fault ? [`fault of the ${entry.fault}`] : []),
  ]
  const parts: (string[] | undefined)[] = [
    [colors.bold(visibleLine(entry.code)), visibleLine(facts.join(' · '))],
    wrap(withoutSpanMarks(data.summary), width),
    ending(data.retired, 'No longer raised', colors.red),
    ending(data.deprecated, 'Deprecated', colors.yellow),
    section(
      'Message',
      entry.statuses.length === 0 && data.detail !== undefined
        ? visible(exampleDetail(entry) ?? '')
            .split('\n')
            .map((line) => `  ${line}`)
        : [],
      colors,
    ),
    entry.statuses[0] &&
      section(
        'Response',
        indent(
          JSON.stringify(exampleBody(vocabulary, entry, entry.statuses[0]), null, 2)
            .split('\n')
            .map(visible),
        ),
        colors,
      ),
    section(
      'What happened?',
      [
        ...prose(data.description),
        ...bullets(
          (data.causes ?? []).map((cause) =>
            typeof cause === 'string' ? cause : `${cause.text}\n\n${cause.fix}`,
          ),
        ),
      ],
      colors,
    ),
    section('Example', [data.example ?? []].flat().flatMap(example), colors),
    section(
      'How to fix',
      [
        ...prose(data.fixes?.body),
        ...prose(data.fixes?.summary),
        ...bullets(data.fixes?.steps ?? [], (at) => `${at + 1}. `),
        ...[data.fixes?.examples ?? []].flat().flatMap((one) => ['', ...example(one)]),
      ],
      colors,
    ),
    section(
      'Common mistakes',
      bullets((data.mistakes ?? []).map(({ title, text }) => `${title}: ${text}`)),
      colors,
    ),
    ...(data.sections ?? []).map(({ title, body }) => section(title, prose(body), colors)),
    section(
      'Related errors',
      (data.related ?? []).flatMap(({ code, when }) =>
        [colors.cyan(visibleLine(code)), ...indent(terminalProse(when, width - 4))].map(
          (line) => `  ${line}`,
        ),
      ),
      colors,
    ),
    section(
      'Further reading',
      (data.links ?? []).map(({ title, url }) => `  ${visibleLine(title)}: ${visibleLine(url)}`),
      colors,
    ),
    [colors.dim(visibleLine(entry.docsUrl))],
  ]
  return `${parts
    .filter((part) => part !== undefined && part.length > 0)
    .map((part) => part?.join('\n'))
    .join('\n\n')}\n`
}

/** The same for tools. */
export function explainJson(entry: Entry, vocabulary: Vocabulary): object {
  const { code: _, ...data } = entry.data
  return {
    code: entry.code,
    identifier: entry.identifier,
    state: entry.state,
    visibility: entry.visibility,
    ...(entry.statuses.length > 0 && {
      statuses: entry.statuses.map(({ status, title, when }) => ({
        status,
        title,
        ...(when !== undefined && { when }),
      })),
      type: entry.type,
      response: exampleBody(vocabulary, entry, entry.statuses[0]!) as Json,
    }),
    docs: entry.docsUrl,
    ...data,
    ...(entry.retry && { retry: entry.retry }),
    ...(entry.fault && { fault: entry.fault }),
    source: entry.origin.source.file,
  }
}

function section(
  title: string,
  lines: readonly string[],
  colors: ReportOptions['colors'],
): string[] | undefined {
  return lines.length === 0 ? undefined : [colors.bold(visibleLine(title)), ...lines]
}

function ending(
  ending: Entry['data']['retired'],
  word: string,
  paint: (text: string) => string,
): string[] | undefined {
  if (ending === undefined) return undefined
  const since = ending.since === undefined ? '' : ` since ${ending.since}`
  const instead = ending.replacedBy === undefined ? '' : ` Use ${ending.replacedBy}.`
  return wrap(`${word}${since}: ${ending.reason}${instead}`, width).map((line) => paint(line))
}

function prose(markdown: string | undefined): string[] {
  return markdown === undefined ? [] : [...indent(terminalProse(markdown, width - 2)), '']
}

function bullets(texts: readonly string[], marker: (at: number) => string = () => '- '): string[] {
  return texts.flatMap((text, at) => indent(hang(terminalProse(text, width - 5), marker(at))))
}

function example({ caption, request, code }: Example): string[] {
  const drawn = request === undefined ? (code ?? '') : drawCurl(request)
  const shown = visible(drawn.trimEnd())
    .split('\n')
    .map((line) => (line === '' ? '' : `    ${line}`))
  return [
    ...(caption === undefined
      ? []
      : indent(terminalProse(caption.trim().replace(/[.:]?$/, ':'), width - 2))),
    ...shown,
  ]
}

function indent(lines: readonly string[]): string[] {
  return lines.map((line) => (line === '' ? '' : `  ${line}`))
}

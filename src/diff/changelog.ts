import type { Catalog } from '../model/catalog.js'
import type { Change } from '../model/change.js'
import type { Finding } from '../model/diagnostic.js'
import { endingOf } from './ending.js'

/**
 * A heading of the changelog and its lines. The lines are plain text with `values` in backticks.
 */
export interface ChangelogGroup {
  readonly heading: string
  readonly lines: readonly string[]
}

type Heading = 'Breaking' | 'Added' | 'Deprecated' | 'Retired' | 'Changed'

/** Groups changes under headings. Changed texts are only counted. */
export function changelog(findings: readonly Finding[], catalog: Catalog): ChangelogGroup[] {
  const groups: Readonly<Record<Heading, string[]>> = {
    Breaking: [],
    Added: [],
    Deprecated: [],
    Retired: [],
    Changed: [],
  }
  const reworded = new Set<string>()
  for (const { change, severity } of findings) {
    if (change === undefined) continue
    if (change.rule === 'text-changed')
      for (const { code } of [change, ...change.also]) reworded.add(code)
    else groups[headingOf(change, severity)].push(lineOf(change, catalog))
  }
  if (reworded.delete('catalog.yaml')) groups.Changed.push('Texts in catalog.yaml changed.')
  if (reworded.size > 0)
    groups.Changed.push(
      reworded.size === 1
        ? 'The text of one error changed.'
        : `The texts of ${reworded.size} errors changed.`,
    )
  return Object.entries(groups).flatMap(([heading, lines]) =>
    lines.length === 0 ? [] : [{ heading, lines: lines.sort() }],
  )
}

function headingOf({ rule, accepted }: Change, severity: Finding['severity']): Heading {
  if (rule === 'code-retired') return 'Retired'
  if (rule === 'code-deprecated') return 'Deprecated'
  // A breaking change affects users of a release even if the project accepted it.
  if (severity === 'error' || accepted !== undefined) return 'Breaking'
  return rule.endsWith('-added') ? 'Added' : 'Changed'
}

function lineOf({ rule, code, field, before, after, also }: Change, catalog: Catalog): string {
  const entry = catalog.byCode.get(rule === 'code-added' ? String(after) : code)
  const [was, is] = [before, after].map(show)
  const others = new Set(also.map((one) => one.code)).size
  const more =
    others > 1 ? ` The same applies to ${others - 1} other error${others === 2 ? '' : 's'}.` : ''
  switch (rule) {
    case 'code-added':
      return `\`${code}\`${entry ? `: ${entry.data.summary}` : ''}`
    case 'code-retired':
    case 'code-deprecated': {
      const why = entry && endingOf(entry.data)
      return `\`${code}\`${why === undefined ? '' : `: ${why}`}`
    }
    case 'code-removed':
    case 'retired-removed':
      return `\`${code}\` was removed.`
    case 'code-undeprecated':
      return `\`${code}\` is no longer deprecated.`
    case 'retired-revived':
      return `\`${code}\` is active again.`
    case 'code-renamed':
    case 'renamed-keeping-wire':
    case 'renamed-without-alias':
    case 'code-case-changed':
      return `${was} was renamed to ${is}.${rule === 'renamed-keeping-wire' ? ' Responses are unchanged.' : ''}`
    default: {
      const subject = code === 'catalog.yaml' ? 'Every response' : `\`${code}\``
      const what = `\`${field}\``
      if (before === undefined) return `${subject}: ${what} added.${more}`
      if (after === undefined)
        return `${subject}: ${what} removed${typeof before === 'object' ? '' : ` (${was})`}.${more}`
      return `${subject}: ${what} changed from ${was} to ${is}.${more}`
    }
  }
}

function show(value: unknown): string {
  return `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``
}

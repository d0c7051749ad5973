import type { Catalog } from '../model/catalog.js'
import type { Change } from '../model/change.js'
import type { Finding } from '../model/diagnostic.js'
import { endingOf } from './ending.js'

/**
 * One heading of a changelog and what stands under it: sentences of Markdown's plain text, with
 * `values`.
 */
export interface ChangelogGroup {
  readonly heading: string
  readonly lines: readonly string[]
}

type Heading = 'Breaking' | 'Added' | 'Deprecated' | 'Retired' | 'Changed'

/**
 * What the readers of a release want to know, in their order. Words that changed are counted, and
 * no more.
 */
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
  if (reworded.delete('catalog.yaml'))
    groups.Changed.push('Texts of the catalog itself were reworded.')
  if (reworded.size > 0)
    groups.Changed.push(
      reworded.size === 1 ? 'One error was reworded.' : `${reworded.size} errors were reworded.`,
    )
  return Object.entries(groups).flatMap(([heading, lines]) =>
    lines.length === 0 ? [] : [{ heading, lines: lines.sort() }],
  )
}

function headingOf({ rule, accepted }: Change, severity: Finding['severity']): Heading {
  if (rule === 'code-retired') return 'Retired'
  if (rule === 'code-deprecated') return 'Deprecated'
  // To the readers of a release a break is one, whoever decided on it.
  if (severity === 'error' || accepted !== undefined) return 'Breaking'
  return rule.endsWith('-added') ? 'Added' : 'Changed'
}

function lineOf({ rule, code, field, before, after, also }: Change, catalog: Catalog): string {
  const entry = catalog.byCode.get(rule === 'code-added' ? String(after) : code)
  const [was, is] = [before, after].map(show)
  const others = new Set(also.map((one) => one.code)).size
  const more = others > 1 ? ` It is the same for ${others - 1} others.` : ''
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
      return `\`${code}\` is gone.`
    case 'code-undeprecated':
    case 'retired-revived':
      return `\`${code}\` is back.`
    case 'code-renamed':
    case 'renamed-keeping-wire':
    case 'renamed-without-alias':
    case 'code-case-changed':
      return `${was} is called ${is} now${rule === 'renamed-keeping-wire' ? '. Its responses are the same' : ''}.`
    default: {
      const subject = code === 'catalog.yaml' ? 'Every response' : `\`${code}\``
      const what = `\`${field}\``
      if (before === undefined) return `${subject}: ${what} is new.${more}`
      if (after === undefined)
        return `${subject}: ${what} is gone${typeof before === 'object' ? '' : ` (${was})`}.${more}`
      return `${subject}: ${what} is ${is} and was ${was}.${more}`
    }
  }
}

function show(value: unknown): string {
  return `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``
}

import { visibleLine } from './plain.js'

// Text from a catalog in Markdown that GitHub renders.

/** A code span that is one whatever is in it. */
export function codeSpan(value: string): string {
  const shown = visibleLine(value)
  if (shown.trim() === '') return ''
  const ticks = '`'.repeat(longestRun(shown) + 1)
  const pad = /^`|`$/.test(shown) ? ' ' : ''
  return `${ticks}${pad}${shown}${pad}${ticks}`
}

function longestRun(value: string): number {
  return Math.max(0, ...[...value.matchAll(/`+/g)].map(([run]) => run.length))
}

/** A sentence with `values` in it. Nothing of it can become markup, a link, or a mention of somebody. */
export function markdownText(value: string): string {
  return visibleLine(value)
    .split(/(`[^`]*`)/)
    .map((part, at) =>
      at % 2 === 1
        ? codeSpan(part.slice(1, -1))
        : part
            .split(/(\s+)/)
            .map((word) => (/@|:\/\/|www\.|#\d|GH-\d/i.test(word) ? codeSpan(word) : word.replace(/[\\`*_[\]<>~&]/g, '\\$&')))
            .join(''),
    )
    .join('')
}

/** A fence that holds whatever is in it. */
export function fenced(contents: string, language: string): string {
  const fence = '`'.repeat(Math.max(3, longestRun(contents) + 1))
  return `${fence}${language}\n${contents}\n${fence}`
}

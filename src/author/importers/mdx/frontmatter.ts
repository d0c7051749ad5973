import type { Finding } from '../../../model/diagnostic.js'
import type { Source } from '../../../model/source.js'

/** Reads YAML with the limits and findings of errbook. */
export type ReadYaml = (source: Source) => {
  readonly value: unknown
  readonly findings: readonly Finding[]
}

export interface FrontMatter {
  readonly data: Readonly<Record<string, unknown>>
  /** The page with blank lines in place of its frontmatter, so that line numbers stay the same. */
  readonly text: string
  readonly findings: readonly Finding[]
}

/**
 * Removes the frontmatter from a page. Problems in it are reported, and the page is imported
 * without it.
 */
export function takeFrontmatter(source: Source, readYaml: ReadYaml): FrontMatter {
  const normal = source.text.replace(/\r\n?/g, '\n')
  const match = /^---[ \t]*\n([\s\S]*?)(?:^|\n)---[ \t]*(?:\n|$)/.exec(normal)
  if (match === null) return withoutFrontmatter(source, normal)
  const [whole, yaml = ''] = match
  const text = whole.replace(/[^\n]/g, '') + normal.slice(whole.length)
  const { value, findings } = readYaml({ file: source.file, text: `\n${yaml}\n` })
  const found = findings.map(within)
  if (findings.some(({ severity = 'error' }) => severity === 'error'))
    return { data: {}, text, findings: found }
  if (value === null || value === undefined) return { data: {}, text, findings: found }
  if (typeof value !== 'object' || Array.isArray(value)) {
    const help = 'Write `key: value` lines between the two `---`.'
    return {
      data: {},
      text,
      findings: [
        {
          code: 'wrong-type',
          message: 'Unexpected frontmatter, expected an object.',
          help,
          at: { source, range: [0, 3] },
        },
      ],
    }
  }
  return { data: value as Record<string, unknown>, text, findings: found }
}

/** Handles a page that has no frontmatter, or frontmatter in an unsupported format. */
function withoutFrontmatter(source: Source, text: string): FrontMatter {
  const [toml] = /^\+\+\+[ \t]*\n[\s\S]*?\n\+\+\+[ \t]*(?:\n|$)/.exec(text) ?? []
  if (toml !== undefined)
    return {
      data: {},
      text: toml.replace(/[^\n]/g, '') + text.slice(toml.length),
      findings: [
        {
          code: 'wrong-type',
          message: 'Unexpected TOML frontmatter, expected YAML.',
          help: 'Write `key: value` lines between two `---`. The page was imported without its frontmatter.',
          at: { source, range: [0, 3] },
        },
      ],
    }
  const isOpen = /^---[ \t]*\n[\w-]+:(?:[ \t]|\n)/.test(text)
  const finding: Finding = {
    code: 'yaml-syntax',
    message: 'Missing `---` at the end of the frontmatter.',
    help: 'Add it after the last key. The page was imported with its frontmatter as text.',
    at: { source, range: [0, 3] },
  }
  return { data: {}, text, findings: isOpen ? [finding] : [] }
}

/**
 * Moves a finding at the end of the frontmatter to the last line with text, because the end
 * position is already outside of the frontmatter.
 */
function within(finding: Finding): Finding {
  const { source, range } = finding.at ?? {}
  const end = source?.text.trimEnd().length ?? 0
  if (source === undefined || range === undefined || range[0] < end) return finding
  return { ...finding, at: { source, range: [source.text.lastIndexOf('\n', end - 1) + 1, end] } }
}

import type { Finding } from '../../../model/diagnostic.js'
import type { Source } from '../../../model/source.js'

/** Reads YAML with errbook's own limits and findings. */
export type ReadYaml = (source: Source) => { readonly value: unknown; readonly findings: readonly Finding[] }

export interface FrontMatter {
  readonly data: Readonly<Record<string, unknown>>
  /** The page with its frontmatter blank, so that every line keeps its number. */
  readonly text: string
  readonly findings: readonly Finding[]
}

/** Takes the frontmatter off a page. What is wrong in it is reported, and the page goes on without. */
export function takeFrontmatter(source: Source, readYaml: ReadYaml): FrontMatter {
  const normal = source.text.replace(/\r\n?/g, '\n')
  const match = /^---[ \t]*\n([\s\S]*?)(?:^|\n)---[ \t]*(?:\n|$)/.exec(normal)
  if (match === null) return { data: {}, text: normal, findings: [] }
  const [whole, yaml = ''] = match
  const text = whole.replace(/[^\n]/g, '') + normal.slice(whole.length)
  const { value, findings } = readYaml({ file: source.file, text: `\n${yaml}\n` })
  if (findings.length > 0) return { data: {}, text, findings }
  if (value === null || value === undefined) return { data: {}, text, findings: [] }
  if (typeof value !== 'object' || Array.isArray(value)) {
    const help = 'Write `key: value` lines between the two `---`.'
    return {
      data: {},
      text,
      findings: [{ code: 'wrong-type', message: 'Unexpected frontmatter, expected a map.', help, at: { source, range: [0, 3] } }],
    }
  }
  return { data: value as Record<string, unknown>, text, findings: [] }
}

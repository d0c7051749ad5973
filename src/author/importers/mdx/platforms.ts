import type { Finding } from '../../../model/diagnostic.js'
import type { SourcePage } from '../importer.js'

/** For each docs platform, syntax that no other platform uses. */
const signs: readonly (readonly [platform: string, pattern: RegExp])[] = [
  [
    'mintlify',
    /^[ \t]*<(?:Note|Info|Tip|Check|Danger|CodeGroup|AccordionGroup|CardGroup|ResponseExample|RequestExample|ParamField|ResponseField|Expandable|Snippet)\b/m,
  ],
  [
    'docusaurus',
    /^import .* from ['"]@(?:theme|docusaurus)\/|^sidebar_(?:label|position):|^:::(?:note|tip|info|warning|danger|caution)\[|^[ \t]*<TabItem\b[^>]*\bvalue=/m,
  ],
  ['starlight', /from ['"]@astrojs\/starlight|^[ \t]*<(?:Aside|LinkCard|CardGrid)\b/m],
  [
    'fumadocs',
    /from ['"]fumadocs-ui|^[ \t]*<Callout\b[^>]*\btype="(?:warn|error)"|^[ \t]*<(?:TypeTable|Cards)\b/m,
  ],
  [
    'nextra',
    /from ['"]nextra(?:-theme-docs)?(?:\/|['"])|^[ \t]*<(?:Tabs\.Tab|Cards\.Card|FileTree)\b/m,
  ],
  [
    'vitepress',
    /^::: (?:code-group|info|tip|warning|danger|details)\b|^\[\[toc\]\]|^```\w+ \[[^\]]+\]/m,
  ],
]

/** Returns the docs platform of the pages, and findings if the pages use several platforms. */
export function platformOf(
  pages: readonly SourcePage[],
  named: string | undefined,
): { platform: string; findings: Finding[] } {
  const found = new Map<string, { page: SourcePage; at: number }[]>()
  for (const page of pages) {
    const text = withoutFences(page.source.text)
    for (const [platform, pattern] of signs) {
      const match = pattern.exec(text)
      if (match) found.set(platform, [...(found.get(platform) ?? []), { page, at: match.index }])
    }
  }
  const [most, ...rest] = [...found].sort((a, b) => b[1].length - a[1].length)
  const platform = named ?? most?.[0] ?? 'markdown'
  if (named !== undefined || most === undefined) return { platform, findings: [] }
  const strangers = rest.flatMap(([other, places]) => {
    // Pages that also use the syntax of the main platform do not count.
    const alone = places.filter(({ page }) => !most[1].some((own) => own.page === page))
    const [first] = alone
    return first === undefined ? [] : [{ other, first, count: alone.length }]
  })
  return {
    platform,
    findings: strangers.map(({ other, first, count }) => ({
      code: 'mixed-platforms',
      message: `This page${count > 1 ? ` and ${count - 1} more` : ''} ${count > 1 ? 'use' : 'uses'} the syntax of ${other}, but most pages use ${platform}.`,
      help: `All pages were imported. Import the folders one by one, or set the platform with \`--platform ${platform}\`.`,
      at: {
        source: first.page.source,
        range: [first.at, lineEnd(first.page.source.text, first.at)],
      },
    })),
  }
}

/** Replaces code blocks with spaces, so that offsets stay the same. */
function withoutFences(text: string): string {
  return text.replace(
    /^([ \t]*)(`{3,}|~{3,})([^\n]*)\n[\s\S]*?(?:^[ \t]*\2[`~]*[ \t]*$|(?![\s\S]))/gm,
    (whole, indent: string, mark: string, info: string) => {
      const head = `${indent}${mark}${info}`
      return head + whole.slice(head.length).replace(/[^\n]/g, ' ')
    },
  )
}

function lineEnd(text: string, from: number): number {
  const [indent = ''] = /^[ \t]*/.exec(text.slice(from)) ?? []
  const start = from + indent.length
  const end = text.indexOf('\n', start)
  return Math.max(from + 1, end === -1 ? text.length : end)
}

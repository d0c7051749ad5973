import type { Catalog } from '../../model/catalog.js'
import type { Finding } from '../../model/diagnostic.js'
import type { Path } from '../../model/source.js'
import { namesFrom, templateFindings } from './placeholders.js'

/** What is wrong with the templates of pages and types. */
export function uriFindings({ vocabulary, source }: Catalog): Finding[] {
  const templates: [Path, string | undefined, string[]][] = [
    [['docs'], vocabulary.docs, ['system', 'category', 'name', 'code']],
    [['type'], vocabulary.type, ['system', 'category', 'name', 'code', 'docs']],
    ...Object.entries(vocabulary.systems ?? {}).flatMap(
      ([name, system]): [Path, string | undefined, string[]][] => [
        [['systems', name, 'docs'], system.docs, ['system', 'category', 'name', 'code']],
        [['systems', name, 'type'], system.type, ['system', 'category', 'name', 'code', 'docs']],
      ],
    ),
  ]
  return templates.flatMap(([path, template, known]) => {
    if (template === undefined) return []
    const findings = templateFindings(template, namesFrom(known), { source, path })
    if (path.at(-1) === 'docs' && /^[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?::\d+)?\//i.test(template))
      findings.push({
        code: 'invalid-value',
        message: `Unexpected host at the start of ${JSON.stringify(template)}, expected \`https://\` before it.`,
        help: 'Write it whole. Without a scheme this is a path, and so would be the `type` of each error.',
        at: { source, path },
      })
    return findings
  })
}

import type { Catalog } from '../../model/catalog.js'
import type { Finding } from '../../model/diagnostic.js'
import type { Path } from '../../model/source.js'
import { namesFrom, templateFindings } from './placeholders.js'

/** Checks the URI templates of pages and types. */
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
        message: `Missing \`https://\` before the host in ${JSON.stringify(template)}.`,
        help: 'Write the full URL. Without a scheme it is a path, and the `type` of each error would be a path too.',
        at: { source, path },
      })
    return findings
  })
}

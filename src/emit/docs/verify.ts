import type { Nodes } from 'mdast'
import remarkMdx from 'remark-mdx'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { calloutKinds, visit } from '../../facts/prose.js'
import type { Finding } from '../../model/diagnostic.js'
import { syntaxOf, type Template } from '../template/compile.js'
import type { TemplateSet } from '../template/syntax-tree.js'
import type { Platform } from './platform.js'

/**
 * Reads a page that a user's own template made: it must be MDX, and hold no component, expression or
 * import that the template (or a callout of ours) did not write itself. Our own templates are proven
 * once, in the tests, because reading each page costs more than making it.
 */
export function verifierOf(
  template: Template,
  platform: Platform<never> | Platform,
  templates: TemplateSet,
): (contents: string) => Finding[] {
  const source = templates.get(template.name)
  // Where it asks for text as it is: that is how text gets to be code.
  const raw = /\{\{\{[\s\S]*?\}\}\}/.exec(source?.text ?? '')
  const at = source ? { at: { source, range: raw ? ([raw.index, raw.index + raw[0].length] as const) : ([0, 0] as const) } } : {}
  if (syntaxOf(template.name) !== 'mdx') return () => []
  const written = [...templates.values()].map(({ text }) => text).join('\n')
  const components = new Set([...written.matchAll(/<([A-Za-z][\w.]*)/g)].map(([, name]) => name))
  for (const kind of calloutKinds)
    for (const [, name] of platform.dialect.callout(kind, '').matchAll(/<([A-Za-z][\w.]*)/g)) components.add(name)
  components.add('span')
  const ownsExpressions = written.replace(/\{\{[\s\S]*?\}\}\}?|\{\/\*[\s\S]*?\*\/\}/g, '').includes('{')
  const ownsImports = /^(?:import|export) /m.test(written)

  return (contents) => {
    const body = contents.replace(/^---\n[\s\S]*?\n---\n/, (matter) => matter.replace(/[^\n]/g, ' '))
    let tree: Nodes
    try {
      tree = unified().use(remarkParse).use(remarkMdx).parse(body)
    } catch (cause) {
      return [
        {
          code: 'template-code',
          message: `Unexpected page made by \`${template.name}\`: it is not MDX (${(cause as Error).message}).`,
          help: 'Look for `{{{…}}}`: what it puts in is not escaped.',
          ...at,
        },
      ]
    }
    const findings: Finding[] = []
    const report = (what: string) =>
      findings.push({
        code: 'template-code',
        message: `Unexpected ${what} in a page made by \`${template.name}\`: the template did not write it.`,
        help: 'Text of the catalog became code. Write `{{…}}` in place of `{{{…}}}`.',
        ...at,
      })
    visit(tree, (node) => {
      if ((node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement') && !components.has(node.name ?? ''))
        report(`component <${node.name ?? ''}>`)
      else if (
        (node.type === 'mdxFlowExpression' || node.type === 'mdxTextExpression') &&
        !/^\s*\/\*[\s\S]*\*\/\s*$/.test(node.value) &&
        !ownsExpressions
      )
        report(`expression {${node.value}}`)
      else if (node.type === 'mdxjsEsm' && !ownsImports) report('import or export')
    })
    return findings.slice(0, 1)
  }
}

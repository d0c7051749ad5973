import { type Comment, parse as parseModule } from 'acorn'
import { parse as parseYaml } from 'yaml'
import { collapseAll, mdxDialect, type Page, uncomment } from './page.js'

const frontmatterTemplate = `---
# {{first}}
title: {{first}}
strings:
{{#each strings}}
  - plain: {{this}}
    middle: a {{this}} b
    double: "a {{this}}"
    single: '{{this}} b'
    # {{this}} is a comment
{{/each}}
---

word
`

export const frontmatterPage: Page = {
  name: 'frontmatter',
  contexts: ['frontmatter'],
  file: 'page.mdx.hbs',
  template: frontmatterTemplate,
  dialect: mdxDialect,
  async problems(rendered, strings) {
    const [, matter, rest] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(rendered) ?? []
    if (rest !== '\nword\n') throw new Error(`page ${JSON.stringify(rest)}`)
    const data = parseYaml(matter!, { logLevel: 'error' }) as {
      title: string
      strings: Record<string, string>[]
    }
    const want = {
      title: strings[0],
      strings: strings.map((string) => ({
        plain: string,
        middle: `a ${string} b`,
        double: `a ${string}`,
        single: `${string} b`,
      })),
    }
    if (
      Object.keys(data).join() !== 'title,strings' ||
      data.title !== want.title ||
      data.strings.length !== strings.length
    )
      throw new Error(`front matter ${JSON.stringify(data).slice(0, 200)}`)
    return strings.flatMap((_, at) =>
      JSON.stringify(data.strings[at]) === JSON.stringify(want.strings[at])
        ? []
        : [
            {
              at,
              context: 'frontmatter',
              problem: `front matter ${JSON.stringify(data.strings[at])}`,
            },
          ],
    )
  },
  only: () => frontmatterPage,
}

const codeContexts = [
  'doc comment',
  'line comment',
  'block comment',
  'string in double quotes',
  'string in single quotes',
  'template literal',
  'JSON in code',
]
const codeTemplate = `{{#each strings}}
/** before {{this}} after */
// {{this}}
/*
 *{{this}}
 */
;["{{this}}", 'a {{this}} b', \`a \${ "x" } \${{this}}{{this}}{c}\`, {{json this}}];
{{/each}}
`

export const codePage: Page = {
  name: 'code',
  contexts: codeContexts,
  file: 'constants.ts.hbs',
  template: codeTemplate,
  dialect: mdxDialect,
  async problems(rendered, strings) {
    const comments: Comment[] = []
    const { body } = parseModule(rendered, {
      ecmaVersion: 'latest',
      sourceType: 'module',
      onComment: comments,
    })
    const arrays = body.flatMap((one) =>
      one.type === 'ExpressionStatement' && one.expression.type === 'ArrayExpression'
        ? [one.expression.elements]
        : [],
    )
    if (
      body.length !== strings.length * 2 ||
      arrays.length !== strings.length ||
      comments.length !== 3 * strings.length
    )
      throw new Error(`${body.length} statements and ${comments.length} comments`)
    return strings.flatMap((string, at) => {
      const [doc, line, block] = comments
        .slice(at * 3, at * 3 + 3)
        .map(({ type, value }) =>
          collapseAll(uncomment(type === 'Block' ? value.replace(/^\s*\*/, '') : value)),
        )
      const values = arrays[at]!.map((element) => {
        if (element?.type === 'Literal') return element.value
        if (element?.type === 'TemplateLiteral')
          return element.quasis.map((quasi) => quasi.value.cooked).join('|')
        return undefined
      })
      const comment = collapseAll(uncomment(string))
      const got = [doc, line, block, ...values]
      const want = [
        collapseAll(`before ${comment} after`),
        comment,
        comment,
        string,
        `a ${string} b`,
        `a | $${string}${string}{c}`,
        string,
      ]
      return got.flatMap((one, nth) =>
        one === want[nth]
          ? []
          : [
              {
                at,
                context: codeContexts[nth]!,
                problem: `${JSON.stringify(one)}, expected ${JSON.stringify(want[nth])}`,
              },
            ],
      )
    })
  },
  only: () => codePage,
}

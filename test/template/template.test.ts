import { describe, expect, it } from 'vitest'
import { compileTemplate } from '../../src/emit/template/compile.js'
import { Prose } from '../../src/emit/template/context.js'
import { TemplateError } from '../../src/emit/template/template-error.js'
import { mdDialect, mdxDialect, writingOf } from '../corpus/page.js'
import { readPage } from '../page.js'

const h = 'a *b* {c} | `d`'

/** Renders a template with the given partials. */
function render(
  text: string,
  view: object,
  { file = 'page.mdx.hbs', partials = {} as Record<string, string>, dialect = mdxDialect } = {},
): string {
  const { template, findings } = compile(text, file, partials)
  expect(findings).toEqual([])
  return template!.render(view, writingOf(dialect))
}

function compile(text: string, file = 'page.mdx.hbs', partials: Record<string, string> = {}) {
  const sources = Object.entries({ ...partials, [file]: text }).map(
    ([name, body]) => [name, { file: `templates/${name}`, text: body, own: true }] as const,
  )
  return compileTemplate(file, new Map(sources))
}

/** Returns each finding as `file:line: source text: message`. */
function problems(text: string, file?: string, partials?: Record<string, string>): string[] {
  return compile(text, file, partials).findings.map(({ at, message }) => {
    const [start, end] = at!.range!
    return `${at!.source.file}:${at!.source.text.slice(0, start).split('\n').length}: ${at!.source.text.slice(start, end)}: ${message.replace(/^A (?=value in .* can't be escaped\.$)| can't be escaped\.$|^Unknown (?=helper|block|partial)/g, '')}`
  })
}

describe('rendering a template', () => {
  it.each([
    ['text', '{{x}}', 'a \\*b\\* \\{c\\} \\| \\`d\\`'],
    ['raw text in three braces', '{{{x}}}', h],
    [
      'a code span that needs more backticks than its text contains',
      'a `{{x}}`',
      'a `` a *b* {c} | `d` ``',
    ],
    [
      'a code span in a table',
      '| a |\n|---|\n| `{{x}}` |',
      '| a |\n|---|\n| `` a *b* {c} \\| `d` `` |',
    ],
    ['a fence', '```\n{{x}}\n```', '```\na *b* {c} | `d`\n```'],
    ['an attribute', '<A b="{{x}}!" />', '<A b="a *b* {c} | `d`!" />'],
    ['an attribute with a space', "<A b = '{{x}}' />", '<A b = "a *b* {c} | `d`" />'],
    ['an expression', '<A b={ {{json x}} } />', '<A b={ "a *b* {c} | `d`" } />'],
    ['JSON within text', 'a {{json x}}', 'a "a \\*b\\* \\{c\\} \\| \\`d\\`"'],
    ['a comment', '{/* {{x}} */}', '{/* a *b* {c} | `d` */}'],
    [
      'a link',
      '[{{x}}]({{x}})',
      '[a \\*b\\* \\{c\\} \\| \\`d\\`](a%20%2Ab%2A%20%7Bc%7D%20%7C%20%60d%60)',
    ],
    [
      'front matter',
      '---\na: {{x}}\nb: "{{x}} c"\nc: [\'{{x}}\']\n---',
      '---\na: "a *b* {c} | `d`"\nb: "a *b* {c} | `d` c"\nc: ["a *b* {c} | `d`"]\n---',
    ],
  ])('writes a value as %s', (_, template, expected) => {
    expect(render(`${template}\n`, { x: h })).toBe(`${expected}\n`)
  })

  it('lengthens a code fence if its text could close it', () => {
    expect(render('```js\n{{x}}\n```\n', { x: 'a\n```\nb' })).toBe('````js\na\n```\nb\n````\n')
    expect(render('~~~\n{{x}}\n~~~\n', { x: '~~~~' })).toBe('~~~~~\n~~~~\n~~~~~\n')
  })

  it('keeps the indent of every line in a code fence inside nested lists', () => {
    const template =
      '{{#each steps}}\n{{ordinal @index}}. {{title}}\n\n   * b\n\n     ```{{lang}}\n     {{code}}\n     ```\n{{/each}}\n'
    const view = {
      steps: [
        { title: 'x', lang: 'js', code: 'a\n\n  b' },
        { title: '1. y', lang: '`{', code: '```' },
      ],
    }
    expect(render(template, view)).toBe(
      '1. x\n\n   * b\n\n     ```js\n     a\n\n       b\n     ```\n2. 1\\. y\n\n   * b\n\n     ````\n     ```\n     ````\n',
    )
  })

  it('indents the blocks of a list item to its text, however long its number is', () => {
    const template = '{{#each steps}}\n{{ordinal @index}}. {{this}}\n{{/each}}\n'
    const steps = Array.from({ length: 10 }, () => new Prose('a\n\n    b\n\n- c'))
    const tree = readPage(render(template, { steps }), { mdx: true }).tree
    expect(tree.children.map((node) => node.type)).toEqual(['list'])
    const [list] = tree.children
    expect(
      'children' in list! &&
        list.children.map((item) => ('children' in item ? item.children.length : 0)),
    ).toEqual(steps.map(() => 3))
  })

  it('escapes values in both branches of a block and in every iteration', () => {
    const template =
      '{{#if x}}\n`{{x}}`\n{{else}}\n<A b="{{y}}" />\n{{/if}}\n\n{{#each xs}}\n> {{this}}\n\n{{/each}}\n'
    expect(render(template, { x: '`', y: '"', xs: ['> a', '*'] })).toBe(
      '`` ` ``\n\n> \\> a\n\n> \\*\n\n',
    )
    expect(render(template, { x: null, y: '"', xs: [] })).toBe('<A b={"\\""} />\n\n')
  })

  it('supports blocks inside an attribute or a code fence', () => {
    expect(render('<A b="{{#if x}}{{x}}{{else}}no{{/if}}!" />\n', { x: '"' })).toBe(
      '<A b={"\\"!"} />\n',
    )
    expect(render('```\n{{#each xs}}\n{{this}}\n{{/each}}\n```\n', { xs: ['```', 'b'] })).toBe(
      '````\n```\nb\n````\n',
    )
  })

  it('escapes the values in a partial for the context in which it is included', () => {
    const partials = { '_x.mdx.hbs': '{{x}}' }
    expect(render('a {{> x}}\n\n`{{> x}}`\n\n<A b="{{> x}}" />\n', { x: '*`' }, { partials })).toBe(
      'a \\*\\`\n\n`` *` ``\n\n<A b="*`" />\n',
    )
    expect(render('a {{> x x=y}}\n', { y: '*' }, { partials })).toBe('a \\*\n')
  })

  it('renders a Markdown value as blocks, as one line or as plain text, as its context requires', () => {
    const x = new Prose('a *b* {c}  \n\n- d\n- `e|f`')
    expect(render('{{x}}\n', { x })).toBe('a *b* \\{c\\}\n\n* d\n* `e|f`\n')
    expect(render('> {{x}}\n', { x })).toBe('> a *b* \\{c\\}\n>\n> * d\n> * `e|f`\n')
    expect(render('# {{x}}\n', { x: new Prose('a\\\n**b**') })).toBe('# a **b**\n')
    expect(render('| {{x}} |\n|---|\n', { x: new Prose('a `b|c` `d\\|e`') })).toBe(
      '| a `b\\|c` <code>d\\\\\\|e</code> |\n|---|\n',
    )
    expect(render('<A b="{{x}}" />\n', { x: new Prose('a *b* `c`') })).toBe('<A b="a b c" />\n')
  })

  it('does not escape MDX syntax in a Markdown file', () => {
    expect(
      render('{{x}}\n', { x: '{a} import <b>' }, { file: 'page.md.hbs', dialect: mdDialect }),
    ).toBe('{a} import \\<b\\>\n')
  })

  it('escapes values in strings and comments of code', () => {
    const file = 'x.ts.hbs'
    const x = '*/ "\'`${b}\n@c'
    expect(
      render(
        '/** {{x}} */\n// {{x}}\n["{{x}}", \'{{x}}\', `{{x}}`, {{json x}}]\n',
        { x },
        { file },
      ),
    ).toBe(
      `/** *\\/ "'\`\${b} \\@c */\n// */ "'\`\${b} \\@c\n["*/ \\"'\`\${b}\\n@c", '*/ "\\'\`\${b}\\n@c', \`*/ "'\\\`\\\${b}\\n@c\`, "*/ \\"'\`\${b}\\n@c"]\n`,
    )
    // The two characters of `${` or `*/` may come from different values.
    expect(
      render(
        '`${{x}}` + `{{y}}{{x}}`; /* *{{z}}{{z}} */ /*{{w}}/ */\n',
        { x: '{a}', y: '$', z: '/', w: '*' },
        { file },
      ),
    ).toBe('`$\\{a}` + `\\$\\{a}`; /* *\\/\\/ */ /** / */\n')
    expect(render('`a ${ {{json x}} } {{x}}`\n', { x: '`' }, { file })).toBe('`a ${ "`" } \\``\n')
    expect(
      render('const a = b / 2, c = "{{x}}", r = /["/]/, d = "{{x}}"\n', { x: '"' }, { file }),
    ).toBe('const a = b / 2, c = "\\"", r = /["/]/, d = "\\""\n')
  })
})

describe('compiling a faulty template', () => {
  it.each([
    ['<A {{x}} />', 'a position that does not appear on the page'],
    ['<{{x}} />', 'a position that does not appear on the page'],
    ['a { {{x}} }', 'an expression'],
    ['<A b={ {{x}} } />', 'an expression'],
    ['<A b={"{{json x}}"} />', 'a string or a comment in an expression'],
    ['{/* a */ {{x}} /* b */}', 'an expression'],
    ['[a](/b "{{x}}")', "a link's title"],
    ['![{{x}}](/a)', 'an image'],
    ['[a]: {{x}}', 'a definition'],
    ['export const a = "{{x}}"', 'an import or export'],
    ['{{#if y}}```\n{{/if}}{{x}}\n', 'a fence that starts and ends in different blocks'],
    ['~~~\n{{#each y}}~~~\n{{/each}}{{x}}', 'a fence that starts and ends in different blocks'],
    ['{{#if y}}{/*{{/if}} {{x}} {{#if y}}*/}{{/if}}', 'a context that depends on an earlier block'],
    [
      '{{#each y}}`{{x}} {{/each}}',
      'text next to a backtick or `<`|a context that depends on an earlier block',
    ],
    ['{{#if y}}<A b="{{/if}}{{x}}" />', 'an attribute that starts and ends in different blocks'],
    [
      '```\n{{#if y}}a\n```{{else}}{{x}}\n```{{/if}}\n',
      'a fence that starts and ends in different blocks',
    ],
    ['a**{{x}}**', 'strong text that touches a word'],
    ['e\u0301**{{x}}**', 'strong text that touches a word'],
    ['{{x}}**{{x}}**', 'strong text that touches a word'],
    ['{{x}}_{{x}}', 'text next to `*`, `_` or `~`'],
    ['&{{x}};', 'text after `&`'],
    ['a \\\\{{x}}', 'text after a backslash'],
    ['See https://acme.test/{{x}}', 'a bare URL'],
    ['im{{x}}', 'a word that can become `import` or `export`'],
    ['---\n{{x}}: a\n---', 'a key of the frontmatter'],
    ['---\na: |\n  {{x}}\n---', 'a block scalar of the frontmatter'],
    ['---\na: "\\" {{x}}"\n---', 'frontmatter with an escape beside it'],
    ['---\na: b # {{x}}\n---', 'a position that does not appear on the page'],
    ['<A b="&amp; {{x}}" />', 'an attribute with a character reference beside it'],
  ])('rejects a value in %s', (template, expected) => {
    const [first] = problems(`a\n\n${template}\n`.replace(/^a\n\n---/, '---'))
    expect(first).toMatch(
      new RegExp(
        expected
          .split('|')
          .map((one) => one.replace(/[.*+?^${}()[\]\\`<&]/g, '\\$&'))
          .join('|'),
      ),
    )
  })

  it('rejects a value where it can’t be escaped, and reports the file, line and context', () => {
    expect(problems('a\n\n![{{x}}](/a)\n')).toEqual([
      'templates/page.mdx.hbs:3: {{x}}: value in an image',
    ])
    expect(
      problems('a\n\n{{> b}}\n', undefined, { '_b.mdx.hbs': 'a\n\n[a](/b "{{x}}")\n' }),
    ).toEqual(["templates/_b.mdx.hbs:3: {{x}}: value in a link's title"])
    expect(
      problems('<!-- {{x}} -->\n\n<b>{{x}}</b>\n\n<div>\n{{x}}\n</div>\n', 'page.md.hbs'),
    ).toEqual([
      'templates/page.md.hbs:1: {{x}}: value in an HTML comment',
      'templates/page.md.hbs:6: {{x}}: value in raw HTML',
    ])
    expect(problems('    {{x}}\n', 'page.md.hbs')).toEqual([
      'templates/page.md.hbs:1: {{x}}: value in an indented code block',
    ])
  })

  it.each([
    ['const a = {{x}}', 'value in code'],
    ['"\\\\{{x}}"', 'value in a string, after a backslash'],
    ['`${ {{x}} }`', 'value in code'],
    ['`${ "}" + {{x}} }`', 'value in code'],
    ['const r = /"/, s = {{x}}', 'value in code'],
    ['return /{{x}}/', 'value in a regular expression'],
    ['{{#if y}}"{{/if}}{{x}}', 'value in a block with branches that end in different contexts'],
    [
      '{{#each y}}"{{else}}"{{/each}}',
      'value in a block with branches that end in different contexts',
    ],
    [
      '{{#if y}}/*{{else}}//{{/if}}',
      'value in a block with branches that end in different contexts',
    ],
  ])('rejects a value in code: %s', (template, expected) => {
    // `\\{{x}}` is the Handlebars syntax for a backslash before a value.
    expect(problems(template, 'x.ts.hbs').map((problem) => problem.split(': ').at(-1))).toContain(
      expected,
    )
  })

  it('reports Handlebars and MDX errors at their line', () => {
    expect(problems('a\n{{#if x}}\n')[0]).toMatch(/^templates\/page\.mdx\.hbs:\d: /)
    expect(problems('a\n\n{{#if x}}{{/each}}\n')[0]).toMatch(/^templates\/page\.mdx\.hbs:3: /)
    expect(problems('a {{> b}}\n')).toEqual([
      'templates/page.mdx.hbs:1: {{> b}}: Missing partial `b`. There is no file `_b.mdx.hbs`.',
    ])
    expect(problems('{{> b}}\n', undefined, { '_b.mdx.hbs': '{{> b}}' })).toEqual([
      'templates/_b.mdx.hbs:1: {{> b}}: Partial `b` includes itself.',
    ])
    expect(problems('{{jsno x}}\n')).toEqual([
      'templates/page.mdx.hbs:1: {{jsno x}}: helper `jsno`. Known helpers: `json`, `ordinal`, `text`, `prose`, `code`, `link`.',
    ])
    expect(problems('a\n{{#unknown x}}{{/unknown}}\n')[0]).toContain(
      'templates/page.mdx.hbs:2: {{#unknown x}}{{/unknown}}: block `#unknown`',
    )
    expect(problems('a <b\n')[0]).toContain('Unexpected')
    expect(compile('{{x}}', 'page.html.hbs').findings[0]?.message).toContain('is not supported')
  })
})

describe('rendering a missing value', () => {
  it.each([
    ['a\n\n{{titel}}\n', 3, '{{titel}}'],
    ['a\n{{{titel}}}\n', 2, '{{{titel}}}'],
    ['a\n\n`{{x.titel}}`\n', 3, '{{x.titel}}'],
    ['{{#if titel}}a{{/if}}\n', 1, '{{#if titel}}a{{/if}}'],
    ['\n{{#each titels}}a{{/each}}\n', 2, '{{#each titels}}a{{/each}}'],
    ['{{toString}}\n', 1, '{{toString}}'],
    ['{{constructor}}\n', 1, '{{constructor}}'],
  ])('fails and reports its location in %j', (text, line, written) => {
    const { template, findings } = compile(text)
    expect(findings).toEqual([])
    let thrown: unknown
    try {
      template!.render({ title: 'a', x: {} }, writingOf(mdxDialect))
    } catch (cause) {
      thrown = cause
    }
    expect(thrown).toBeInstanceOf(TemplateError)
    const { at, code } = (thrown as TemplateError).finding
    const [start, end] = at!.range!
    expect([
      code,
      at!.source.file,
      text.slice(0, start).split('\n').length,
      text.slice(start, end),
    ]).toEqual(['template-unknown-value', 'templates/page.mdx.hbs', line, written])
  })

  it('writes nothing if the value is null', () => {
    expect(render('a {{x}}b\n', { x: null })).toBe('a b\n')
  })
})

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { emitters } from '../../src/emit/index.js'
import { inFolder, renderProject, repository, takesBase } from '../project.js'

const catalog = {
  'errors/catalog.yaml': stringify({
    ...{
      name: 'Acme API',
      code: 'err:{system}:{category}:{name}',
      docs: 'https://acme.test/docs/errors/{system}/{category}/{name}',
    },
    systems: { acme: { title: 'Acme' }, shop: { title: 'Shop' } },
    categories: {
      data: { title: 'Data' },
      limits: { title: 'Limits', description: 'How much, and how often.' },
    },
  }),
  'errors/acme/data/gone.yaml': stringify({
    ...{
      code: 'err:acme:data:gone',
      status: 410,
      title: 'Gone',
      summary: 'It is *gone*, {ever} so <b>gone</b>.',
    },
    description: 'Ask for **another**, {see} `code`, as [slow](err:acme:limits:slow) says.',
    causes: Array.from({ length: 11 }, (_, at) => `Cause ${at + 1}.\n\n    indented`),
    related: [{ code: 'err:acme:limits:slow', when: 'When it is only slow' }],
  }),
  'errors/acme/limits/slow.yaml': stringify({
    code: 'err:acme:limits:slow',
    status: 429,
    title: 'Slow',
    summary: 'Too "many".',
  }),
  'errors/shop/data/gone.yaml': stringify({
    code: 'err:shop:data:gone',
    identifier: 'ShopGone',
    status: 404,
    title: 'Gone',
    summary: 'Sold.',
  }),
}

async function render(
  templates: Readonly<Record<string, string>>,
  emit = 'templates',
  more: object = {},
) {
  const files: Record<string, string> = {
    ...catalog,
    'errbook.config.yaml': stringify({
      rules: {
        stub: 'off',
        'repeated-text': 'off',
        'throttled-without-retry-after': 'off',
        'one-way-related': 'off',
      },
      outputs: [{ emit, to: 'out', templates: 'mine', audience: 'public', ...more }],
    }),
  }
  for (const [name, text] of Object.entries(templates)) files[`mine/${name}`] = text
  const { files: made } = await inFolder(files, renderProject)
  return Object.fromEntries(
    [...made].map(([path, contents]) => [path.slice('out/'.length), contents]),
  )
}

describe('custom templates', () => {
  it('generate a file per error, category or system, or a single one, depending on their path', async () => {
    const made = await render({
      '{page}.txt.hbs': '{{code}}',
      'each/{system}-{category}-{name}.md.hbs': '# {{title}}',
      'ids/{identifier}.txt.hbs': '{{identifier}}',
      '{system}/{category}.txt.hbs':
        '{{system.title}}: {{title}}{{#each errors}}, {{name}}{{/each}}',
      'systems/{system}.txt.hbs': '{{title}} has {{count}}',
      'all.json.hbs':
        '{ "name": {{json name}}, "of": [{{#each systems}}"{{name}}"{{#unless @last}}, {{/unless}}{{/each}}] }',
    })
    expect(made).toEqual({
      'acme/data/gone.txt': 'err:acme:data:gone\n',
      'acme/limits/slow.txt': 'err:acme:limits:slow\n',
      'shop/data/gone.txt': 'err:shop:data:gone\n',
      'each/acme-data-gone.md': '# Gone\n',
      'each/acme-limits-slow.md': '# Slow\n',
      'each/shop-data-gone.md': '# Gone\n',
      'ids/DataGone.txt': 'DataGone\n',
      'ids/LimitsSlow.txt': 'LimitsSlow\n',
      'ids/ShopGone.txt': 'ShopGone\n',
      'acme/data.txt': 'Acme: Data, gone\n',
      'acme/limits.txt': 'Acme: Limits, slow\n',
      'shop/data.txt': 'Shop: Data, gone\n',
      'systems/acme.txt': 'Acme has 2\n',
      'systems/shop.txt': 'Shop has 1\n',
      'all.json': '{ "name": "Acme API", "of": ["acme", "shop"] }\n',
    })
  })

  it('add files to the output of an emitter, and can link to its pages', async () => {
    const added = {
      'links/{page}.md.hbs':
        '{{link "err:acme:data:gone"}}, {{link code title}}, {{link "err:none" "none"}}',
    }
    for (const { name, templates, options } of emitters) {
      // For Go and Python, built-in templates can be replaced, but others can't be added.
      if (templates === undefined || name === 'go' || name === 'python') continue
      const base = takesBase(options) && name !== 'markdown' ? { base: '/docs/errors' } : {}
      const made = await render(added, name, base)
      expect(Object.keys(made).length, name).toBeGreaterThan(3 + Object.keys(added).length)
      expect(made['links/acme/limits/slow.md'], name).toMatch(
        /^\[`err:acme:data:gone`(?:\\)?\]\(\S+gone(?:\.mdx?|\/)?\), \[Slow\]\(\S+slow(?:\.mdx?|\/)?\), none\n$/,
      )
    }
  })

  it('can use helpers for text, prose, code, links and JSON, which escape for their context', async () => {
    const made = await render({
      '{page}.md.hbs': [
        '{{summary}}',
        '{{text description}}',
        '{{prose summary}}',
        'See {{code summary}} | {{link "https://acme.test/a b" "x*y"}} {{link code}}',
        '`{{code summary}}` "{{link code}}" a{{prose summary}} a{{code name}}',
        '```json\n{{json summary}}\n```',
      ].join('\n\n'),
      '{page}.ts.hbs':
        'export const a = {{json summary}}, b = \'{{link code}}\', c = "{{code summary}}" // {{text description}}',
    })
    const link = '[`err:acme:data:gone`](https://acme.test/docs/errors/acme/data/gone)'
    expect(made['acme/data/gone.md']?.trim().split('\n\n')).toEqual([
      'It is \\*gone\\*, {ever} so \\<b\\>gone\\</b\\>.',
      'Ask for another, {see} code, as slow says.',
      'It is *gone*, {ever} so \\<b\\>gone\\</b\\>.',
      `See \`It is *gone*, {ever} so <b>gone</b>.\` \\| [x\\*y](https://acme.test/a%20b) ${link}`.replace(
        '\\|',
        '|',
      ),
      `\`It is *gone*, {ever} so <b>gone</b>.\` "${link}" aIt is gone, {ever} so \\<b\\>gone\\</b\\>. agone`,
      '```json\n"It is *gone*, {ever} so <b>gone</b>."\n```',
    ])
    expect(made['acme/data/gone.ts']).toBe(
      'export const a = "It is *gone*, {ever} so <b>gone</b>.", b = \'https://acme.test/docs/errors/acme/data/gone\', c = "It is *gone*, {ever} so <b>gone</b>." // Ask for another, {see} code, as slow says.\n',
    )
  })
})

describe('a build with a custom template', () => {
  const refusals = async (name: string, text: string, emit?: string, more?: object) =>
    render({ [name]: text }, emit, more).then(
      (made) => made,
      (error: Error) => error.message,
    )

  it.each([
    [
      'rejects a template name with a typo',
      '{pge}.md.hbs',
      '{{code}}',
      'unknown-placeholder: Unknown placeholder `{pge}` in the name of a template.',
    ],
    [
      'rejects a template name with an unmatched brace',
      'a{.md.hbs',
      '{{name}}',
      'unknown-placeholder: Unmatched brace in the name of a template.',
    ],
    [
      'rejects a template name that generates the same path twice',
      '{name}.md.hbs',
      '{{code}}',
      'output-collision: Duplicate file gone.md: `{name}.md.hbs` generates it more than once.',
    ],
    [
      'rejects a file type that it can’t escape values for',
      '{page}.html.hbs',
      '{{code}}',
      'template-unsafe: The syntax of template `{page}.html.hbs` is not supported',
    ],
    [
      'rejects a value with a typo',
      '{page}.md.hbs',
      '{{sumary}}',
      'template-unknown-value: Unknown value `sumary`.',
    ],
    [
      'rejects a value with a typo in a helper',
      '{page}.md.hbs',
      '{{code sumary}}',
      'template-unknown-value: Unknown value `sumary`.',
    ],
    [
      'rejects raw text that becomes an expression',
      '{page}.mdx.hbs',
      '{{{summary}}}',
      'becomes code: expression {ever}',
    ],
    [
      'rejects raw text that changes a component through an attribute',
      '{page}.mdx.hbs',
      '<A b="{{{summary}}}" />',
      'becomes code: component <A>',
    ],
    [
      'rejects raw text that changes a component through an expression',
      '{page}.mdx.hbs',
      '<A b={"{{{summary}}}"} />',
      'becomes code: component <A>',
    ],
    ['rejects raw text with HTML', '{page}.md.hbs', 'a {{{summary}}}', 'becomes code: HTML <b>'],
    [
      'rejects raw text that adds a line to the frontmatter',
      '{page}.md.hbs',
      '---\ntitle: |\n  {{#each causes}}{{{text}}}{{/each}}\n---\n',
      'becomes code: a line of frontmatter',
    ],
    [
      'rejects raw text in code',
      '{page}.ts.hbs',
      'export const a = {{{title}}}, b = {{{summary}}}',
      'becomes code: code `It is',
    ],
    [
      'accepts raw text in a string if it contains no special characters',
      '{page}.ts.hbs',
      'export const a = "{{{title}}}"',
      undefined,
    ],
    [
      'rejects raw text that ends a string',
      '{page}.ts.hbs',
      'const a = "{{{summary}}}"',
      'becomes code: end of a string `Too',
    ],
    [
      'rejects raw text that ends a comment',
      '{page}.ts.hbs',
      '// {{#each causes}}{{{text}}}{{/each}}',
      'becomes code: end of a comment',
    ],
    [
      'rejects raw text that makes JSON invalid',
      '{page}.json.hbs',
      '{ "a": {{{title}}} }',
      'template-code: `{page}.json.hbs` generates an invalid page: it is not valid JSON',
    ],
  ])('%s', async (_, name, text, expected) => {
    const made = await refusals(name, text)
    if (expected === undefined) expect(made).toHaveProperty('acme/data/gone.ts')
    else expect(made).toContain(expected)
  })

  it('accepts a template name without placeholders', async () => {
    expect(await refusals('out.txt.hbs', '{{name}}')).toEqual({ 'out.txt': 'Acme API\n' })
  })
})

describe('a copy of the built-in templates', () => {
  it.each(
    emitters.flatMap(({ name, templates, options }) =>
      templates ? [{ name, templates, options }] : [],
    ),
  )('generates the same files for $name', async ({ name, templates, options }) => {
    const folder = join(repository, 'templates', templates)
    const copy = Object.fromEntries(
      readdirSync(folder).map((file) => [file, readFileSync(join(folder, file), 'utf8')]),
    )
    const base = takesBase(options) && name !== 'markdown' ? { base: '/docs/errors' } : {}
    expect(await render(copy, name, base)).toEqual(await render({ 'unread.txt': '' }, name, base))
  })
})

import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { inFolder, renderProject } from '../project.js'

// A VitePress page is a Vue template, so everything between double braces runs as code. If a custom
// template inserts text with three braces, the text is not escaped and must not become code.
async function page(template: string, fields: object, emit = 'vitepress') {
  const files = {
    'errbook.config.yaml': stringify({
      catalog: 'errors',
      rules: { stub: 'off' },
      outputs: [{ emit, to: 'out', templates: 'mine', audience: 'public' }],
    }),
    'errors/catalog.yaml': stringify({
      name: 'Acme',
      code: '{name}',
      docs: 'https://acme.test/errors/{name}',
    }),
    'errors/gone.yaml': stringify({
      code: 'gone',
      status: 404,
      title: 'Gone',
      summary: 'It is gone.',
      ...fields,
    }),
    'mine/page.md.hbs': template,
  }
  return inFolder(files, async (folder) => (await renderProject(folder)).files.get('out/gone.md')!)
}

const raw = '# {{title}}\n\n{{{summary}}}\n'
const escaped = '# {{title}}\n\n{{summary}}\n'

describe('text that a template inserts unescaped', () => {
  it.each(['{{ 1 + 1 }}', 'Use {{name}} here.', 'It is {{{gone}}}.', 'Open: {{'])(
    'must not contain %j on a VitePress page',
    async (summary) => {
      await expect(page(raw, { summary })).rejects.toThrow('template-code:')
    },
  )

  it.each(['It is {gone}.', 'It is gone.', 'It is }} gone.', 'It is { { gone.'])(
    'may contain %j on a VitePress page',
    async (summary) => {
      expect(await page(raw, { summary })).toContain(summary)
    },
  )

  it('must not form double braces together with the text next to it', async () => {
    const list = '# {{title}}\n\n{{#each causes}}{{{text}}}{{/each}}\n'
    const causes = ['a {', '{ 1 + 1 }} x']
    await expect(page(list, { causes })).rejects.toThrow('template-code:')
  })

  it('may contain double braces on pages for other platforms', async () => {
    const summary = 'Use {{name}} here.'
    expect(await page(raw, { summary }, 'markdown')).toContain(summary)
  })

  it('is accepted on a page where the template itself contains double braces', async () => {
    const own = '# {{title}}\n\n\\{{ theme }}\n\n{{{summary}}}\n'
    expect(await page(own, {})).toContain('{{ theme }}')
  })
})

it('text that a template inserts escaped may contain double braces', async () => {
  const made = await page(escaped, { summary: 'Use {{ 1 + 1 }} here.' })
  expect(made).toContain('v-pre')
})

import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { inFolder, renderProject } from '../project.js'

const catalog = {
  'errors/catalog.yaml': stringify({
    ...{
      name: 'Shop',
      code: 'err:{category}:{name}',
      docs: 'https://shop.test/docs/errors/{category}/{name}',
    },
    categories: { cart: { title: 'Cart' } },
  }),
  'errors/cart/item_gone.yaml': stringify({
    ...{
      code: 'err:cart:item_gone',
      status: 410,
      title: 'Gone',
      summary: 'It is gone, as old_item was.',
      aliases: ['err:cart:no_item'],
    },
    description:
      'Text.\n\n#### Deep\n\n###### Deepest\n\n```ts title="a \\"b\\" {c}.ts" {1}\nx\n```',
    causes: ['One'],
    example: { language: 'ts', title: 'a "b" {c}.ts', code: 'throw 1' },
    fixes: { body: 'Just wait.\n\n## A heading\n\n> Quoted\n> ===\n\nmore' },
    sections: [{ title: 'Extra', after: 'causes', body: '# Top\n\n## Below\n\nown' }],
  }),
}

async function render(...emits: string[]) {
  const outputs = emits.map((emit) => ({
    emit,
    to: emit,
    ...(emit === 'llms' || emit === 'markdown' ? {} : { base: '/docs/errors' }),
  }))
  const files = { ...catalog, 'errbook.config.yaml': stringify({ outputs }) }
  return (await inFolder(files, renderProject)).files
}

const headings = (text: string) => text.match(/^(?:> )?#+ .*$/gm)

describe('headings inside a field', () => {
  it('are nested below the heading of the field', async () => {
    const files = await render('markdown', 'mintlify', 'llms')
    expect(headings(files.get('markdown/cart/item_gone.md')!)).toEqual([
      ...[
        '# item\\_gone',
        '## What happened?',
        '### Deep',
        '##### Deepest',
        '### Extra',
        '#### Top',
        '##### Below',
      ],
      ...['## How to fix', '#### A heading', '> ### Quoted'],
    ])
    expect(headings(files.get('mintlify/cart/item_gone.mdx')!)?.[0]).toBe('## What happened?')
    expect(headings(files.get('llms/llms-full.txt')!)).toEqual([
      ...[
        '# Shop: all errors',
        '## err:cart:item_gone',
        '### What happened?',
        '#### Deep',
        '###### Deepest',
        '#### Extra',
        '##### Top',
      ],
      ...['###### Below', '### How to fix', '##### A heading', '> #### Quoted'],
    ])
  })
})

describe('a page', () => {
  it('shows the example before an extra section after the causes, and lists earlier codes', async () => {
    const page = (await render('vitepress')).get('vitepress/cart/item_gone.md')!
    expect(page.indexOf('Code that raises this error:')).toBeLessThan(page.indexOf('### Extra'))
    expect(page).toContain('Formerly `err:cart:no_item`.')
  })

  it('keeps double quotes in titles of code fences, as straight or typographic quotes', async () => {
    const files = await render('mintlify', 'nextra', 'docusaurus')
    const titles = [...files]
      .filter(([path]) => path.endsWith('item_gone.mdx'))
      .map(([path, text]) => [path.split('/')[0], text.match(/(?:title|filename)=["']a.*$/gm)])
    const [single, double] = [`title='a "b" {c}.ts'`, 'filename="a ”b” {c}.ts"']
    expect(Object.fromEntries(titles)).toEqual({
      docusaurus: [`${single} {1}`, single],
      nextra: [`${double} {1}`, double],
      mintlify: ['title="a ”b” {c}.ts" {1}', 'title="a ”b” {c}.ts"'],
    })
  })

  it('shows codes without escapes if it is for language models', async () => {
    const files = await render('llms')
    for (const name of ['llms.txt', 'llms-full.txt']) {
      expect(files.get(`llms/${name}`)).toContain('err:cart:item_gone')
      expect(files.get(`llms/${name}`)).toContain('err:cart:no_item')
      expect(files.get(`llms/${name}`)).not.toContain('\\_')
    }
  })
})

import { describe, expect, it } from 'vitest'
import { compileTemplate } from '../../src/emit/template/compile.js'
import { mdDialect, mdxDialect, writingOf } from '../corpus/page.js'

function compile(text: string, file: string) {
  return compileTemplate(file, new Map([[file, { file, text: `a\n\n${text}\n`, own: true }]]))
}

function render(text: string, view: object, file: string): string {
  const { template, findings } = compile(text, file)
  expect(findings).toEqual([])
  return template!
    .render(view, writingOf(file.includes('.mdx') ? mdxDialect : mdDialect))
    .trim()
    .slice(3)
}

const mdx = 'page.mdx.hbs'
const md = 'page.md.hbs'

describe('rejecting a value where text would run as code', () => {
  it.each([
    ['<script>{{x}}</script>', 'the content of `<script>`'],
    ['b <script>{{x}}</script>', 'the content of `<script>`'],
    ['<script>\n\n{{x}}\n\n</script>', 'the content of `<script>`'],
    ['<Script>{ {{json x}} }</Script>', 'the content of `<Script>`'],
    ['<next.Script><b>`{{x}}`</b></next.Script>', 'the content of `<next.Script>`'],
    ['<style>{{x}}</style>', 'the content of `<style>`'],
    ['<script src="{{x}}" />', 'the URL of `<script>`'],
    ['<iframe srcdoc="{{x}}" />', 'the HTML of `srcdoc`'],
    ['<iframe srcDoc="a {{x}}" />', 'the HTML of `srcDoc`'],
    ['<b set:html="{{x}}" />', 'the HTML of `set:html`'],
    ['<b onclick="{{x}}" />', 'the code of `onclick`'],
    ['<b onClick={ {{json x}} } />', 'the code of `onClick`'],
    ['<Card onClick="f({{x}})" />', 'the code of `onClick`'],
    ['<b style="{{x}}" />', 'the style sheet of `style`'],
    ['<a href="javascript:{{x}}">b</a>', 'a URL that runs code'],
    ['<a href=" java\nscript:{{x}}">b</a>', 'a URL that runs code'],
    ['<svg><a xlink:href="data:,{{x}}" /></svg>', 'a URL that runs code'],
    ['<a href={ {{json x}} }>b</a>', 'an expression for a URL'],
    ['[b](javascript:{{x}})', 'a URL that runs code'],
    ['[b](vbscript&#58;{{x}})', 'a URL that runs code'],
    ['![b](data:{{x}})', 'a URL that runs code'],
    ['[b]({{x}}:{{y}})', 'the scheme of a URL'],
  ])('rejects in MDX: %s', (text, place) => {
    const [first] = compile(text, mdx).findings
    expect(first).toMatchObject({
      code: 'template-unsafe',
      message: `A value in ${place} can't be escaped.`,
    })
    expect(first!.help).not.toContain('{{{')
  })

  it.each([
    '<script>{{x}}</script>',
    'b <script>{{x}}</script>',
    'b <script>c</script><SCRIPT type="a>b"> `{{x}}`',
    '<div><script>\n\nb {{x}}\n\n</script></div>',
    '<div><style>\n\n* {{x}}\n\n</style></div>',
    '<div title="\n\n{{x}}\n\n">',
    '<iframe srcdoc="\n\n{{x}}\n\n">',
    'b <a href="{{x}}">c</a>',
    'b <a onclick="{{x}}">c</a>',
  ])('rejects in Markdown: %s', (text) => {
    expect(compile(text, md).findings[0]?.message).toContain('A value in raw HTML')
  })

  it('treats link targets in Markdown like in MDX', () => {
    expect(compile('[b](javascript:{{x}})', md).findings[0]?.message).toContain(
      'a URL that runs code',
    )
  })

  it('accepts a value in text next to such a place', () => {
    expect(render('b <script>c</script> <b title="d>">{{x}}</b>', { x: '*' }, md)).toBe(
      'b <script>c</script> <b title="d>">\\*</b>',
    )
    expect(render('<Card only="{{x}}" once={ {{json x}} } />', { x: 'f()' }, mdx)).toBe(
      '<Card only="f()" once={ "f()" } />',
    )
  })
})

describe('a value in a URL', () => {
  const hostile = [
    'javascript:alert(1)',
    ' JavaScript:alert(1)',
    'java\tscript:alert(1)',
    '\u0001javascript:alert(1)',
    'data:text/html,a',
    'vbscript:a',
  ]

  it.each(['href', 'src', 'action', 'formaction', 'xlink:href', 'xlinkHref', 'imageUrl', 'to'])(
    'never runs code in attribute %s',
    (name) => {
      for (const x of hostile) {
        const written = render(`<a ${name}="{{x}}" />`, { x }, mdx)
        expect(new URL(attributeOf(written), 'https://acme.test/').protocol, written).toBe('https:')
      }
      for (const x of ['https://acme.test/a b', '/a?b=c:d', 'mailto:a@b'])
        expect(render(`<a ${name}="{{x}}" />`, { x }, mdx)).toBe(`<a ${name}="${x}" />`)
    },
  )

  it.each([mdx, md])(
    'never runs code in a link of %s, even if several values form the scheme',
    (file) => {
      const views = hostile.flatMap((text) =>
        Array.from({ length: text.length + 1 }, (_, at) => ({
          x: text.slice(0, at),
          y: text.slice(at),
        })),
      )
      for (const template of [
        '[b]({{x}}{{y}})',
        '[b](java{{z}})',
        '[b]({{#if x}}{{x}}{{/if}}{{y}})',
        '![b]({{x}}{{y}})',
      ])
        for (const view of views) {
          const written = render(template, { ...view, z: 'script:alert(1)' }, file)
          const target = /\]\((.*)\)$/s.exec(written)?.[1] ?? ''
          expect(new URL(target, 'https://acme.test/').protocol, written).toBe('https:')
        }
      expect(
        render('[b]({{x}}/{{y}}) [c](https:{{x}})', { x: 'https://acme.test', y: 'a:b' }, file),
      ).toBe('[b](https://acme.test/a:b) [c](https:https://acme.test)')
    },
  )
})

function attributeOf(written: string): string {
  const value = /=(?:\{(.*)\}|(".*")) \/>$/s.exec(written)
  return JSON.parse(value?.[1] ?? value?.[2] ?? '')
}

it('a value in nested branches is checked and escaped, whatever blocks come before it', () => {
  const block = '{{#if a}}b{{else}}{{#if c}}{{#if x}}{{x}}{{/if}}{{/if}}{{/if}}'
  for (let before = 0; before < 9; before++) {
    const text = `${'{{#if y}}y{{/if}} '.repeat(before)}{{#if z}}{{#each z}}${block}{{/each}}{{/if}}`
    expect(render(text, { y: null, z: [{ a: null, c: true, x: '*' }] }, mdx).trim()).toBe('\\*')
  }
})

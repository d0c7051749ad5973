import { attribute, cells, collapse, type Element, find, textOf } from './html.js'
import type { Slot } from './page.js'

const card = (element: Element) => attribute(element, 'data-title')
export const body = (element: Element) => textOf(element).replace(/\n$/, '')

export const textSlots: readonly Slot[] = [
  { context: 'paragraph', template: '{{this}}' },
  { context: 'paragraph start', template: '{{this}} after', around: ['', ' after'] },
  { context: 'paragraph middle', template: 'before {{this}} after', around: ['before ', ' after'] },
  { context: 'paragraph end', template: 'before {{this}}', around: ['before ', ''] },
  { context: 'line start', template: 'before\n{{this}}\nafter', around: ['before\n', '\nafter'] },
  { context: 'inside a word', template: '(a{{this}}b)', around: ['(a', 'b)'] },
  { context: 'next to digits', template: 'No 1{{this}}2', around: ['No 1', '2'] },
  { context: 'heading', template: '## {{this}}' },
  { context: 'heading middle', template: '### a {{this}} b', around: ['a ', ' b'] },
  { context: 'list item', template: '* {{this}}' },
  { context: 'ordered list item', template: '1. {{this}} after', around: ['', ' after'] },
  { context: 'nested list item', template: '* a\n\n  1. {{this}}', around: ['a\n', ''] },
  { context: 'quote', template: '> {{this}}' },
  { context: 'quote in a list', template: '* > {{this}}' },
  { context: 'strong', template: 'a **{{this}}** b', around: ['a ', ' b'] },
  { context: 'strong start', template: '**{{this}}**' },
  { context: 'emphasis', template: 'a _{{this}}_ b', around: ['a ', ' b'] },
  { context: 'link text', template: 'a [{{this}}](/target) b', around: ['a ', ' b'] },
  {
    context: 'link destination',
    template: 'a [b]({{this}}) c',
    check: (element) =>
      /^\s*(?:javascript|data|vbscript):/i.test(attribute(find(element, 'a'), 'href'))
        ? 'a link that runs code'
        : textOf(element) === 'a b c'
          ? undefined
          : `text ${JSON.stringify(textOf(element))}`,
  },
  { context: 'inline code', template: 'a `{{this}}` b', around: ['a ', ' b'] },
  { context: 'inline code middle', template: '`x {{this}} y`', around: ['x ', ' y'] },
  { context: 'fence', template: '```js\n{{this}}\n```', read: body, exact: true },
  {
    context: 'fence middle',
    template: '~~~\nbefore\n{{this}}\nafter\n~~~',
    read: body,
    exact: true,
    around: ['before\n', '\nafter'],
  },
  {
    context: 'fence in a list',
    template: '1. a\n\n   ```js\n   {{this}}\n   ```',
    read: (element) => textOf(find(element, 'code')).replace(/\n$/, ''),
    exact: true,
  },
  {
    context: 'fence in a quote',
    template: '> ```js\n> {{this}}\n> ```',
    read: (element) => textOf(find(element, 'code')).replace(/\n$/, ''),
    exact: true,
  },
  {
    context: 'info of a fence',
    template: '```js {{this}}\ncode\n```',
    check: (element) =>
      textOf(element) === 'code\n' ? undefined : `text ${JSON.stringify(textOf(element))}`,
  },
]

export const tableSlots: readonly Slot[] = [
  {
    context: 'table cell',
    template: '| {{this}} | b |\n|---|---|\n| x {{this}} | {{this}} |',
    read: (element) =>
      cells(element)
        .filter((_, at) => at !== 1)
        .join('\u0000')
        .replace('\u0000x ', '\u0000'),
    seen: (string) => Array(3).fill(collapse(string)).join('\u0000'),
    check: (element) =>
      cells(element).length === 4 ? undefined : `${cells(element).length} cells`,
  },
  {
    context: 'inline code in a table',
    template: '| a | b |\n|---|---|\n| `{{this}}` | c |',
    read: (element) => cells(element)[2] ?? '',
    around: ['', ''],
  },
  { context: 'deleted text', template: 'a ~~{{this}}~~ b', around: ['a ', ' b'] },
]

export const jsxSlots: readonly Slot[] = [
  { context: 'JSX child', template: '<Card>\n  {{this}}\n</Card>' },
  { context: 'JSX child on its line', template: '<Card>{{this}}</Card>' },
  {
    context: 'JSX child in a paragraph',
    template: 'a <Card>b {{this}}</Card> c',
    around: ['a b ', ' c'],
  },
  { context: 'nested JSX child', template: '<Card>\n  <Card>\n    * {{this}}\n  </Card>\n</Card>' },
  { context: 'attribute', template: '<Card title="{{this}}" />', read: card, exact: true },
  {
    context: 'attribute middle',
    template: "<Card title='a {{this}} b'>\n  c\n</Card>",
    read: card,
    exact: true,
    around: ['a ', ' b'],
  },
  {
    context: 'JSON in an expression',
    template: '<Card title={ {{json this}} } />',
    read: card,
    exact: true,
  },
  {
    context: 'MDX comment',
    template: '<Card>\n  a {/* {{this}} */}\n</Card>',
    check: (element) =>
      collapse(textOf(element)) === 'a' ? undefined : `text ${JSON.stringify(textOf(element))}`,
  },
]

/** Slots for titles and summaries that contain a code span. */
export const sentenceSlots: readonly Slot[] = [
  { context: 'code in a paragraph', template: '{{this}}', around: ['a ', ' b'] },
  {
    context: 'code in the middle of a paragraph',
    template: 'before {{this}} after',
    around: ['before a ', ' b after'],
  },
  { context: 'code in a heading', template: '## {{this}}', around: ['a ', ' b'] },
  { context: 'code in a list item', template: '* {{this}}', around: ['a ', ' b'] },
  { context: 'code in a quote', template: '> {{this}}', around: ['a ', ' b'] },
]

export const mdSlots = [...textSlots, ...tableSlots]
export const gfmSlots = [...textSlots, ...tableSlots, ...jsxSlots]

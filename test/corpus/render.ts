import Handlebars from 'handlebars'
import { compileTemplate } from '../../src/emit/template/compile.js'
import { type Page, writingOf } from './page.js'

type Render = (strings: readonly string[]) => string

/** Creates a function that renders a page with errbook's templates. */
export function renderer(page: Page): Render {
  const { template, findings } = compileTemplate(
    page.file,
    new Map([[page.file, { file: page.file, text: page.template, own: true }]]),
  )
  if (template === undefined)
    throw new Error(
      findings.map(({ message, at }) => `${message} ${JSON.stringify(at?.range)}`).join('\n'),
    )
  const writing = writingOf(page.dialect)
  const { wrap = (string: string) => string } = page
  return (strings) => template.render({ strings: strings.map(wrap), first: strings[0] }, writing)
}

/** Creates a function that renders a page without escaping. */
export function rawRenderer(page: Page): Render {
  const handlebars = Handlebars.create()
  handlebars.registerHelper('json', (value) => JSON.stringify(value))
  const template = handlebars.compile(page.template, { noEscape: true })
  return (strings) => template({ strings, first: strings[0] })
}

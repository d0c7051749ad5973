import { Sentence } from '../../src/emit/template/context.js'
import type { ProseDialect } from '../../src/facts/markdown/write.js'
import { collapse, type Element, skeleton, textOf, topLevel } from './html.js'
import { collapseAll, type Page, type Problem, type Slot, uncomment } from './page.js'
import { type Reader, spanned } from './readers.js'
import { renderer } from './render.js'

/** Returns a sentence with a code span that contains the string. */
export function sentenceOf(string: string): Sentence {
  const longest = Math.max(0, ...(string.match(/`+/g) ?? []).map((run) => run.length))
  const [ticks, before, after] = [
    '`'.repeat(longest + 1),
    string.startsWith('`') ? ' ' : '',
    string.endsWith('`') ? ' ' : '',
  ]
  return new Sentence(`a ${ticks}${before}${string}${after}${ticks} b`)
}

export function markdownPage(
  name: string,
  dialect: ProseDialect,
  slots: readonly Slot[],
  reader: Reader,
  /** Undoes smart punctuation. Used for both the shown and the original text. */
  undo: (text: string) => string = (text) => text,
  wrap?: Page['wrap'],
): Page {
  const template = `{{#each strings}}\n${slots.map((slot) => slot.template).join('\n\n')}\n\n{{/each}}\n`
  const page: Page = {
    name,
    contexts: slots.map(({ context }) => context),
    file: dialect.mdx ? 'page.mdx.hbs' : 'page.md.hbs',
    template,
    dialect,
    wrap,
    async problems(rendered, strings) {
      const expected = await sample()
      const { html, code } = await reader(rendered)
      const elements = topLevel(html)
      const wanted = strings.flatMap((string) =>
        expected.code.map((one) =>
          one.startsWith('{/*') ? one.replace('word', () => collapseAll(uncomment(string))) : one,
        ),
      )
      const got = code.map((one) =>
        one.startsWith('{/*') ? `{/* ${collapseAll(uncomment(one.slice(3, -3)))} */}` : one,
      )
      const odd = got.findIndex((one, at) => one !== wanted[at])
      if (odd >= 0 || got.length !== wanted.length)
        throw new Error(
          `code ${JSON.stringify(got[odd] ?? got.at(-1))}, expected ${JSON.stringify(wanted[odd])}`,
        )
      if (elements.length !== strings.length * slots.length)
        throw new Error(`${elements.length} blocks, expected ${strings.length * slots.length}`)
      return strings.flatMap((string, at) =>
        slots.flatMap((slot, nth): Problem[] => {
          const element = elements[at * slots.length + nth]!
          const problem = slotProblem(slot, element, string, expected.skeletons[nth]!, undo)
          return problem === undefined ? [] : [{ at, context: slot.context, problem }]
        }),
      )
    },
    only: (context) =>
      markdownPage(
        name,
        dialect,
        slots.filter((slot) => slot.context === context),
        reader,
        undo,
        wrap,
      ),
  }
  let sampled: Promise<{ code: readonly string[]; skeletons: string[] }> | undefined
  /** Returns the structure of the page for a plain word. Every string must have the same one. */
  const sample = () => {
    sampled ??= reader(renderer(page)(['word'])).then(({ html, code }) => ({
      code,
      skeletons: topLevel(html).map((element, at) =>
        skeleton(element, slots[at]!.context === 'link destination'),
      ),
    }))
    return sampled
  }
  return page
}

function slotProblem(
  slot: Slot,
  element: Element,
  string: string,
  shape: string,
  undo: (text: string) => string,
): string | undefined {
  const actual = skeleton(element, slot.context === 'link destination')
  // MDX treats an element on its own line as a block.
  const alone = spanned.test(collapse(string)) && actual === shape.replace('<p></>', '')
  // In a table, a code span may be written as `<code>`. Pages without raw HTML don't show this tag.
  const bare =
    slot.context === 'inline code in a table' && actual === shape.replace('<code></>', '')
  if (actual !== shape && !alone && !bare) return `structure ${actual}, expected ${shape}`
  try {
    const problem = slot.check?.(element)
    if (problem !== undefined) return problem
    if (slot.check && !slot.read) return undefined
    const [before, after] = slot.around ?? ['', '']
    const seen = (slot.read ?? textOf)(element)
    const put = slot.seen
      ? slot.seen(string)
      : `${before}${slot.exact ? (slot.context.startsWith('fence') ? string.replace(/\n$/, '') : string) : collapse(string)}${after}`
    const [got, want] = slot.exact ? [seen, put] : [undo(collapse(seen)), undo(collapse(put))]
    return got === want
      ? undefined
      : `text ${JSON.stringify(got)}, expected ${JSON.stringify(want)}`
  } catch (cause) {
    return (cause as Error).message
  }
}

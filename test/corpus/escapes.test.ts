import { describe, expect, it } from 'vitest'
import failuresEver from './failures.json' with { type: 'json' }
import { fieldFailures } from './markdown-fields.js'
import { neighbourFailures, neighbours } from './neighbours.js'
import { codePage, frontmatterPage } from './other-pages.js'
import { commonmarkPage, corePage, pages } from './pages.js'
import { platformPages } from './platform-pages.js'
import { accepted, loads, refusal } from './refusals.js'
import { rawRenderer, renderer } from './render.js'
import { expectNone } from './report.js'
import { hazards, randomStrings } from './strings.js'
import { verify } from './verify.js'

// In a template, `{{x}}` must become literal text in every place. This is a short version of
// `npm run test:corpus`, with 100 random strings, and all strings that were ever misread as syntax.
describe('escaping', () => {
  it.each([...pages, ...platformPages].map((page) => [page.name, page] as const))(
    'makes every string that ever failed literal text in %s',
    async (_, page) => {
      expectNone(await verify(page, failuresEver, renderer))
    },
  )

  const strings = accepted(randomStrings(500, 100))
  it.each(
    [corePage, commonmarkPage, frontmatterPage, codePage].map((page) => [page.name, page] as const),
  )('makes 100 random strings literal text in %s', async (_, page) => {
    expect(strings.length).toBeGreaterThan(95)
    expectNone(await verify(page, strings, renderer))
  })

  it('makes a value literal text in every valid template, whatever text is next to it', async () => {
    const { accepted: count, failures } = await neighbourFailures(
      [
        ...'*_`~[]{}<>|\\#-+=.:/&;1!$"',
        'a',
        '```',
        '**',
        '. x',
        'amp;',
        '//x_y',
        'port x',
        '](/z)',
        'x_',
        '"x"',
        'import x',
      ],
      neighbours.filter((_, at) => at % 3 === 0),
    )
    expect(count).toBeGreaterThan(100)
    expectNone(failures)
  })

  it('prevents Markdown fields from becoming code', async () => {
    expectNone(await fieldFailures([...failuresEver, ...accepted(randomStrings(501, 100))]))
  })

  it('is tested with all valid strings, because `check` rejects only invisible or empty strings', () => {
    for (const string of [...hazards, ...failuresEver]) {
      const reason = refusal(string)
      expect(loads(string), JSON.stringify(string)).toEqual({
        line: reason === undefined,
        text: reason !== 'text',
        markdown: reason !== 'text',
      })
    }
  })
})

describe('without escaping, verify()', () => {
  const strings = hazards.filter((hazard, at) => at % 9 === 0 || /^(?:`{3}|~{3})/m.test(hazard))
  it('finds failures in every context', async () => {
    const failures = await verify(corePage, accepted(strings), rawRenderer, 1)
    const contexts = new Set(failures.map(({ context }) => context))
    expect(corePage.contexts.filter((context) => !contexts.has(context))).toEqual([])
    expect(failures.length).toBeGreaterThan(200)
    expect(new Set(failures.map(({ string }) => string)).size).toBeGreaterThan(strings.length / 2)
  })

  it.each([commonmarkPage, frontmatterPage, codePage].map((page) => [page.name, page] as const))(
    'finds failures in %s',
    async (_, page) => {
      const failures = await verify(page, accepted(strings), rawRenderer, 1)
      expect(new Set(failures.map(({ string }) => string)).size).toBeGreaterThan(10)
    },
  )
})

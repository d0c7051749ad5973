import { describe, expect, it } from 'vitest'
import failuresEver from './failures.json' with { type: 'json' }
import { commonmarkFailure, fieldFailures } from './markdown-fields.js'
import { neighbourFailures } from './neighbours.js'
import { mdDialect, mdxDialect, spanDialect } from './page.js'
import { pages } from './pages.js'
import { evaluateReader } from './readers.js'
import { accepted, loads, refusal } from './refusals.js'
import { renderer } from './render.js'
import { expectNone } from './report.js'
import { examples, hazards, naughty, randomStrings } from './strings.js'
import { verify } from './verify.js'

const corpus = [
  ...new Set([
    ...hazards,
    ...naughty,
    ...examples.map(({ markdown }) => markdown),
    ...failuresEver,
  ]),
]
const random = randomStrings(11, 500)

describe('naughty strings, CommonMark examples as plain text, and hazards', () => {
  const strings = accepted([...corpus, ...random])

  it.each(pages.map((page) => [page.name, page] as const))(
    'are literal text in %s',
    async (_, page) => {
      expectNone(await verify(page, strings, renderer, 8))
    },
  )

  it('do not become code in Markdown fields, and look the same in each context', async () => {
    expectNone(await fieldFailures(strings))
  })

  it('stay text in every valid template, whatever is next to the value', async () => {
    const { accepted: count, failures } = await neighbourFailures(
      accepted(hazards.filter((_, at) => at % 6 === 0)),
    )
    expect(count).toBeGreaterThan(400)
    expectNone(failures)
  })
})

describe('a Markdown field', () => {
  const dialects = [
    ['MDX', mdxDialect, evaluateReader('mdx', false)],
    ['MDX with a keyword in a span, read with GFM', spanDialect, evaluateReader('mdx', true)],
    ['Markdown with GFM', mdDialect, evaluateReader('md', true)],
  ] as const
  it.each(dialects)(
    'renders all 652 CommonMark examples like CommonMark, as %s',
    async (page, dialect, reader) => {
      expect(examples).toHaveLength(652)
      const problems = await Promise.all(
        examples.map(async ({ markdown }) => ({
          page,
          context: 'field',
          string: markdown,
          problem: await commonmarkFailure(markdown, dialect, reader),
        })),
      )
      expectNone(
        problems.flatMap(({ problem, ...rest }) =>
          problem === undefined ? [] : [{ ...rest, problem }],
        ),
      )
    },
  )
})

describe('a string that `check` rejects', () => {
  it('is invisible, empty or has a line end in a title, and all other strings are accepted', () => {
    const strings = [
      ...corpus,
      ...random,
      ...[
        '\u0000',
        '\u001b[31m',
        'a\rb',
        '\u007f',
        '\u0085',
        '\u200e',
        '\u202e',
        '\u2066x\u2069',
        '\ud800',
        'x\udfff',
        '',
        ' ',
        '\n',
        '\u00a0',
        '\ufeff',
      ],
    ]
    for (const string of strings) {
      const reason = refusal(string)
      expect(loads(string), JSON.stringify(string)).toEqual({
        line: reason === undefined,
        text: reason !== 'text',
        markdown: reason !== 'text',
      })
    }
  })

  it('is rare: `check` accepts more than 98 % of the corpora', () => {
    const counts = {
      all: corpus.length,
      rendered: accepted(corpus).length,
      hazards: new Set(hazards).size,
    }
    console.info(counts)
    expect(counts.rendered / counts.all).toBeGreaterThan(0.98)
    expect(counts.hazards).toBeGreaterThanOrEqual(200)
  })
})

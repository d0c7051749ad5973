import { describe, expect, it } from 'vitest'
import failuresEver from './failures.json' with { type: 'json' }
import { platformHazards } from './hazards-of-platforms.js'
import type { Page } from './page.js'
import { platformPages, sentencePages } from './platform-pages.js'
import { accepted } from './refusals.js'
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
const seed = Number(process.env.CORPUS_SEED ?? 1)

/** Tests one half of the platforms, so that both halves can run in parallel. */
export function testPlatforms(half: 0 | 1): void {
  const strings = accepted([...corpus, ...randomStrings(seed + 100, 500)])
  describe.each(
    platformPages.filter((_, at) => at % 2 === half).map((page) => [page.name, page] as const),
  )('%s', (_, page) => {
    it('shows every string of the corpora as literal text, in every context', async () => {
      expect(strings.length).toBeGreaterThan(1_500)
      expectNone(await verify(page, strings, renderer, 8))
    })

    it('shows every string as code in a code span of a title', async () => {
      const marked = strings.filter((string) => !string.includes('\n') && string.trim() === string)
      const sentences = sentencePages.find(({ name }) => name === page.name)!
      expectNone(await verify(sentences, marked, renderer, 8))
    })

    it('fails this test without the escapes for this platform', async () => {
      const dialect = { ...page.dialect, marks: [], afterCode: () => '' }
      const plain = (of: Page) => renderer({ ...of, dialect })
      expect((await verify(page, accepted(platformHazards), plain, 1)).length).toBeGreaterThan(0)
    })
  })
}

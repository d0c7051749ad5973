import { expect, it } from 'vitest'
import { codePage, frontmatterPage } from './other-pages.js'
import { commonmarkPage, corePage } from './pages.js'
import { accepted } from './refusals.js'
import { renderer } from './render.js'
import { expectNone } from './report.js'
import { randomStrings } from './strings.js'
import { verify } from './verify.js'

// Another seed tests other strings: `CORPUS_SEED=7 npm run test:corpus`.
const seed = Number(process.env.CORPUS_SEED ?? 1)
const count = Number(process.env.CORPUS_COUNT ?? 20_000)

/** Tests one half of the random strings, so that both halves can run in parallel. */
export function testHalf(half: 0 | 1): void {
  const all = randomStrings(seed, count)
  const strings = accepted(all.slice((half * count) / 2, ((half + 1) * count) / 2))
  it.each(
    [corePage, commonmarkPage, frontmatterPage, codePage].map((page) => [page.name, page] as const),
  )(`${count / 2} random strings of seed ${seed} are literal text in %s`, async (_, page) => {
    expect(strings.length).toBeGreaterThan(count * 0.48)
    expectNone(await verify(page, strings, renderer, 8))
  })
}

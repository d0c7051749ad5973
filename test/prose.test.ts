import { expect, it } from 'vitest'
import { parseProse, parseTogether } from '../src/facts/markdown/prose.js'
import { examples, hazards, naughty, randomStrings } from './corpus/strings.js'

const withoutPositions = (tree: unknown) =>
  JSON.parse(JSON.stringify(tree, (key, value) => (key === 'position' ? undefined : value)))

it('parses many lines together with the same result as one by one', () => {
  const lines = [
    ...new Set(
      [
        ...naughty,
        ...examples.map(({ markdown }) => markdown),
        ...hazards,
        ...randomStrings(7, 2000),
      ].flatMap((text) => text.split(/\r?\n|\r/)),
    ),
  ].filter((line) => /^[A-Za-z`]/.test(line))
  expect(lines.length).toBeGreaterThan(500)
  // Lines without a line end are cached already. Adding a line end forces a new parse.
  for (let at = 0; at < lines.length; at += 40) {
    const some = lines.slice(at, at + 40)
    const alone = some.map((line) => withoutPositions(parseProse(line)))
    parseTogether(some.map((line) => `${line}\n`))
    expect(some.map((line) => withoutPositions(parseProse(`${line}\n`)))).toEqual(alone)
  }
})

import { expect, it } from 'vitest'
import { parseProse, parseTogether } from '../src/facts/markdown/prose.js'
import { examples, hazards, naughty, randomStrings } from './corpus/strings.js'

const withoutPositions = (tree: unknown) =>
  JSON.parse(JSON.stringify(tree, (key, value) => (key === 'position' ? undefined : value)))

it('lines parsed together give the same result as each alone', () => {
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
  // Add a line end to get strings that are not cached yet but contain the same prose.
  for (let at = 0; at < lines.length; at += 40) {
    const some = lines.slice(at, at + 40)
    const alone = some.map((line) => withoutPositions(parseProse(line)))
    parseTogether(some.map((line) => `${line}\n`))
    expect(some.map((line) => withoutPositions(parseProse(`${line}\n`)))).toEqual(alone)
  }
})

import { describe, expect, it } from 'vitest'
import { proseProblem } from '../src/facts/markdown/prose-limits.js'
import { limits } from '../src/model/limits.js'

describe('text that would take a parser too long', () => {
  it.each([
    ['long', 'word '.repeat(limits.prose / 5 + 1)],
    ['marks', '[ '.repeat(limits.proseMarks + 1)],
    ['marks', 'a <!-- '.repeat(limits.proseMarks + 1)],
    ['marks', '[a]: x\n'.repeat(limits.proseMarks)],
    ['marks', `> ${'*a '.repeat(limits.proseMarks + 1)}`],
    ['items', '- a\n\n'.repeat(limits.proseItems + 1)],
    ['items', `${'> '.repeat(30)}a\n\n`.repeat(limits.proseItems / 30 + 1)],
    ['underlines', 'a\n=\n\n'.repeat(limits.proseUnderlines + 1)],
    ['underlines', 'a\n-\n'.repeat(limits.proseUnderlines + 1)],
    ['underlines', `> a\n> ==  \n>\n`.repeat(limits.proseUnderlines + 1)],
    ['lazy', `> a\n${'b\n'.repeat(limits.proseLazyLines + 1)}`],
    ['deep', `${'> '.repeat(limits.proseDepth + 1)}a`],
    ['deep', '['.repeat(200)],
  ])('is reported as %s', (problem, text) => expect(proseProblem(text)).toBe(problem))
})

describe('an ordinary text', () => {
  it.each([
    ['a long text', 'A sentence with `code` and a [link](https://acme.test).\n\n'.repeat(1_500)],
    ['a table of 500 rows', `| a | b |\n| --- | --- |\n${'| `name` | A *word*. |\n'.repeat(500)}`],
    ['names with underscores', `${'some_snake_case_name '.repeat(2_000)}`],
    ['a sample of 1,000 lines', `\`\`\`json\n${'  { "a": [1, 2] },\n'.repeat(1_000)}\`\`\`\n`],
    ['a list of 1,000 items', '- An item.\n'.repeat(1_000)],
    ['a page of 500 headings', 'Title\n=====\n\nA text.\n\n'.repeat(500)],
    ['a wrapped quote', `> A quote\n${'that goes on\n'.repeat(20)}`],
  ])('is accepted: %s', (_, text) => expect(proseProblem(text)).toBeUndefined())
})

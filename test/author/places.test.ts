import { describe, expect, it } from 'vitest'
import { editYaml } from '../../src/author/edit.js'
import type { Edit } from '../../src/author/edits.js'
import { entryShape } from '../../src/facts/entry/texts.js'

const edited = (text: string, ...edits: Edit[]) =>
  editYaml(text, edits, { document: 0, shape: entryShape })
const alias: Edit = { append: ['aliases'], item: 'b' }

describe('an edit', () => {
  it.each([
    ['a list on one line', 'code: a\naliases: [x] # c\n', 'code: a\naliases: [x, b] # c\n'],
    ['an empty list', 'aliases: []\ncode: a\n', 'aliases: [b]\ncode: a\n'],
    [
      'a list over several lines in brackets',
      'aliases: [\n  x, # c\n]\n',
      'aliases: [\n  x, b, # c\n]\n',
    ],
    [
      'a list without indentation',
      'aliases:\n- x # c\n# end\ncode: a\n',
      'aliases:\n- x # c\n- b\n# end\ncode: a\n',
    ],
    [
      'a list with deep dashes',
      'aliases:\n    - x\n\ncode: a',
      'aliases:\n    - x\n    - b\n\ncode: a',
    ],
    ['an entry without a list, and without a line end', 'code: a', 'code: a\naliases: [b]'],
    [
      'an entry without a list, before a key that comes later in the schema',
      'code: a\ngrpc: ABORTED\n',
      'code: a\naliases: [b]\ngrpc: ABORTED\n',
    ],
    [
      'an entry in braces',
      '{ code: a, grpc: ABORTED }\n',
      '{ code: a, aliases: [b], grpc: ABORTED }\n',
    ],
    ['an empty entry in braces', '{}\n', '{ aliases: [b] }\n'],
    [
      'an entry that ends with a block text and blank lines',
      'description: |\n  a\n\n\n',
      'description: |\n  a\naliases: [b]\n\n\n',
    ],
    [
      'an entry with a key that has no value',
      'code:\ngrpc: ABORTED\n',
      'code:\naliases: [b]\ngrpc: ABORTED\n',
    ],
    [
      'an entry with Windows line ends',
      'code: a\r\ngrpc: ABORTED\r\n',
      'code: a\r\naliases: [b]\r\ngrpc: ABORTED\r\n',
    ],
  ])('adds an alias to %s', (_, before, after) => {
    expect(edited(before, alias)).toBe(after)
  })

  it('keeps the quotes of a replaced string', () => {
    const set: Edit = { set: ['code'], to: "it's" }
    expect(edited("code: 'a' # c\n", set)).toBe("code: 'it''s' # c\n")
    expect(edited('code: "a"\n', set)).toBe('code: "it\'s"\n')
    expect(edited('code: a\n', set)).toBe("code: it's\n")
    expect(edited('code: |\n  a\n', set)).toBe("code: it's\n")
  })

  it('is rejected if it would change something else, or if its target can’t exist', () => {
    expect(edited('code: &a x\nowner: *a\n', { set: ['code'], to: 'y' })).toBeUndefined()
    expect(edited('code: x\nowner: *a\n', { set: ['owner'], to: 'y' })).toBeUndefined()
    expect(edited('code: x\n', { set: ['code', 'deep'], to: 'y' })).toBeUndefined()
    expect(edited('- a\n', alias)).toBeUndefined()
  })
})

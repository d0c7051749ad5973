import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { editYaml } from '../../src/author/edit.js'
import { occurrences } from '../../src/author/edit-words.js'
import type { Edit } from '../../src/author/edits.js'
import { entryShape } from '../../src/facts/entry/texts.js'
import { file, plainText } from './documents.js'

// Set ERRBOOK_RUNS for more random files per test.
const runs = { numRuns: Number(process.env.ERRBOOK_RUNS ?? 50) }

const valuesOf = (text: string) =>
  parseAllDocuments(text, { uniqueKeys: false }).map(
    (document) => document.toJS() as Record<string, unknown>,
  )
const commentsOf = (text: string) => (text.match(/# comment \d+/g) ?? []).sort()

describe('an edit', () => {
  const edit = fc.oneof(
    plainText.map((to): Edit => ({ set: ['code'], to })),
    plainText.map((to): Edit => ({ set: ['title'], to })),
    plainText.map(
      (reason): Edit => ({ set: ['retired'], to: { reason, replacedBy: 'err:acme:data:x' } }),
    ),
    plainText.map((to): Edit => ({ set: ['deprecated', 'since'], to })),
    plainText.map((item): Edit => ({ append: ['aliases'], item })),
    plainText.map((item): Edit => ({ append: ['causes'], item })),
    plainText.map(
      (when): Edit => ({ append: ['related'], item: { code: 'err:acme:data:z', when } }),
    ),
  )

  it('changes its target and nothing else', () => {
    fc.assert(
      fc.property(file, edit, fc.nat(), ({ text, values }, one, at) => {
        const document = at % values.length
        const edited = editYaml(text, [one], { document, shape: entryShape })
        if (edited === undefined) throw new Error(`not edited: ${JSON.stringify(one)}`)
        expect(commentsOf(edited)).toEqual(commentsOf(text))
        // New text uses the line ends of the file.
        if (text.includes('\n')) expect(/(?<!\r)\n/.test(edited)).toBe(/(?<!\r)\n/.test(text))
        // An insertion leaves the text before and after it unchanged.
        const [start, end] = changed(text, edited)
        const isSet =
          'set' in one &&
          one.set.length === 1 &&
          values[document]![String(one.set[0])] !== undefined
        if (!isSet) expect(text.length - end - start).toBeLessThanOrEqual(1)
        const says = valuesOf(edited)
        expect(says.toSpliced(document, 1)).toEqual(values.toSpliced(document, 1))
      }),
      runs,
    )
  })

  it('replaces a code in a string, whatever the YAML style of the string', () => {
    fc.assert(
      fc.property(file, ({ text, values }) => {
        const word = 'err:acme:data:old'
        for (const [document, value] of values.entries()) {
          const { description } = value as { description?: string }
          const places = occurrences(description ?? '', word)
          if (places.length === 0) continue
          const edited = editYaml(
            text,
            [{ replace: ['description'], word, by: 'err:acme:data:new_name', nths: [0] }],
            {
              document,
              shape: entryShape,
            },
          )
          expect(valuesOf(edited!)[document]).toEqual({
            ...value,
            description: description!.replace(word, 'err:acme:data:new_name'),
          })
          expect(edited!.length).toBe(text.length + 'new_name'.length - 'old'.length)
        }
      }),
      runs,
    )
  })
})

/** Returns the offset of the first difference of two texts, and the length of their common end. */
function changed(a: string, b: string): [start: number, end: number] {
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start++
  let end = 0
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end))
    end++
  return [start, end]
}

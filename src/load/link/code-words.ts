import { type CodeShape, categoriesOf, pathParts, type SplitCode } from '../../facts/entry/code.js'
import { meant, suggesterOf } from '../../facts/nearest.js'
import type { CodeParts } from '../../model/catalog.js'
import type { Finding } from '../../model/diagnostic.js'
import type { Address } from '../../model/source.js'
import type { Vocabulary } from '../../model/vocabulary.js'
import { quote } from '../decode/words.js'

/**
 * The message and help for a code that is not valid in this catalog. `at` is the address of the
 * invalid part, for suggestions.
 */
export function splitWords(
  split: Exclude<SplitCode, { parts: CodeParts }>,
  vocabulary: Vocabulary,
  shape: CodeShape,
  at?: Address,
): Pick<Finding, 'code' | 'message' | 'help' | 'suggestions'> {
  switch (split.problem) {
    case 'shape':
      return {
        code: 'invalid-code',
        message: `The code does not match the format \`${shape.template}\`.`,
        help: 'Use only letters, digits, `_` and `-` in each part, and start it with a letter or digit.',
      }
    case 'system': {
      const known = vocabulary.systems ?? {}
      const near = suggesterOf(known)(split.system)
      return {
        code: 'unknown-system',
        message: `Unknown system \`${split.system}\`.`,
        ...meant(near, {
          help: `Add it to \`systems\` in catalog.yaml, or correct the code.${listOf('systems', known)}`,
          ...(at && { at }),
        }),
      }
    }
    case 'category': {
      const known = categoriesOf(vocabulary, split.system)
      const near = suggesterOf(known)(split.category)
      const ofSystem = split.system === '' ? '' : ` (or those of \`${split.system}\`)`
      return {
        code: 'unknown-category',
        message: `Unknown category \`${split.category}\`.`,
        ...meant(near, {
          help: `Add it to \`categories\`${ofSystem} in catalog.yaml, or correct the code.${listOf('categories', known)}`,
          ...(at && { at }),
        }),
      }
    }
    case 'ambiguous':
      return {
        code: 'ambiguous-code',
        message: `Ambiguous code. It can be split in ${split.splits.length} ways (${split.splits.map((parts) => pathParts(parts).join(' / ')).join(', or ')}).`,
        help: 'Rename a system or category, or choose a separator that no name contains.',
      }
  }
}

/** A sentence that lists all names. Empty if there are too many. */
function listOf(what: string, map: object): string {
  const names: string[] = []
  for (const name in map) if (names.push(name) > 8) return ''
  return names.length > 0 ? ` Known ${what}: ${names.map(quote).join(', ')}.` : ''
}

/** The part of a code that a problem is about. */
export function segmentOf(
  split: Exclude<SplitCode, { parts: CodeParts }>,
  code: string,
): Pick<Address, 'text'> {
  if (!('offset' in split)) return {}
  const value = split.problem === 'system' ? split.system : split.category
  let nth = 0
  for (
    let at = code.indexOf(value);
    at !== -1 && at < split.offset;
    at = code.indexOf(value, at + 1)
  )
    nth++
  return { text: { value, nth } }
}

import type { CodeParts } from '../../model/catalog.js'
import type { Vocabulary } from '../../model/vocabulary.js'
import { fillTemplate } from '../body/template-string.js'

/** Where the page of an error is, and the `type` of one that has none of its own. */
export function urisOf(
  vocabulary: Vocabulary,
  parts: CodeParts,
  code: string,
): { docsUrl: string; type: string } {
  const system = vocabulary.systems?.[parts.system]
  const docsUrl = expand(system?.docs ?? vocabulary.docs, { ...parts, code })
  return {
    docsUrl,
    type: expand(system?.type ?? vocabulary.type ?? '{docs}', { ...parts, code, docs: docsUrl }),
  }
}

/**
 * Fills a URI template of the vocabulary in. One that is broken stays as it is: `wireFindings`
 * reports it, once.
 */
function expand(template: string, values: Readonly<Record<string, string>>): string {
  try {
    return fillTemplate(template, (name) => values[name])
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause
    return template
  }
}

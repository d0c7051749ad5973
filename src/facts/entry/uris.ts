import type { CodeParts } from '../../model/catalog.js'
import type { Vocabulary } from '../../model/vocabulary.js'
import { fillTemplate } from '../body/template-string.js'

/** Returns the URL of an error's page, and the `type` of an error that does not set one. */
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
 * Fills in a URI template of the vocabulary. A broken template is returned unchanged, because
 * `wireFindings` reports it once.
 */
function expand(template: string, values: Readonly<Record<string, string>>): string {
  try {
    return fillTemplate(template, (name) => values[name])
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause
    return template
  }
}

import { type Document, parseAllDocuments } from 'yaml'

/**
 * The documents of a YAML text as syntax trees. Only for text that `load/yaml.ts` has looked at: the
 * parser aborts the process on deep nesting. `keepSourceTokens` is for edits, which need every dash and comma.
 */
export function composeYaml(text: string, options: { readonly keepSourceTokens?: true } = {}): Document.Parsed[] {
  // Keys are checked for uniqueness by us and not by the parser, whose check is quadratic.
  const documents = parseAllDocuments(text, { uniqueKeys: false, prettyErrors: false, version: '1.2', logLevel: 'silent', ...options })
  return 'empty' in documents ? [] : documents
}

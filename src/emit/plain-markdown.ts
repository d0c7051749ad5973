import type { ProseDialect } from '../facts/markdown/write.js'
import { syntaxOf, type Template } from './template/compile.js'

/** Markdown that is not for a docs site. */
export const plainMarkdown: ProseDialect = {
  mdx: false,
  callout: (kind, body) =>
    `> [!${kind.toUpperCase()}]\n${body.replace(/^/gm, '> ').replace(/(?<! ) +$/gm, '')}`,
}

/** MDX for an unknown docs site. */
export const plainMdx: ProseDialect = { ...plainMarkdown, mdx: true }

/**
 * Returns the dialect for the output of a template. This is `own` if both are MDX or both are
 * Markdown, otherwise a plain dialect.
 */
export function dialectFor({ name }: Template, own: ProseDialect = plainMarkdown): ProseDialect {
  const isMdx = syntaxOf(name) === 'mdx'
  if (isMdx === own.mdx && syntaxOf(name) !== undefined && !/\.txt\.hbs$/.test(name)) return own
  return isMdx ? plainMdx : plainMarkdown
}

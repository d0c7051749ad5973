import type { ProseDialect } from '../facts/markdown/write.js'
import { syntaxOf, type Template } from './template/compile.js'

/** Markdown that people read as text, outside of any docs site. */
export const plainMarkdown: ProseDialect = {
  mdx: false,
  callout: (kind, body) =>
    `> [!${kind.toUpperCase()}]\n${body.replace(/^/gm, '> ').replace(/(?<! ) +$/gm, '')}`,
}

/** MDX for an unknown docs site. */
export const plainMdx: ProseDialect = { ...plainMarkdown, mdx: true }

/**
 * Returns the dialect for the file that a template generates. This is the dialect of the output if
 * both are MDX or both are Markdown.
 */
export function dialectFor({ name }: Template, own: ProseDialect = plainMarkdown): ProseDialect {
  const isMdx = syntaxOf(name) === 'mdx'
  if (isMdx === own.mdx && syntaxOf(name) !== undefined && !/\.txt\.hbs$/.test(name)) return own
  return isMdx ? plainMdx : plainMarkdown
}

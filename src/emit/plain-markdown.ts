import type { ProseDialect } from '../facts/markdown/write.js'
import { syntaxOf, type Template } from './template/compile.js'

/** Markdown without a site around it, for whoever reads it as text. */
export const plainMarkdown: ProseDialect = {
  mdx: false,
  callout: (kind, body) =>
    `> [!${kind.toUpperCase()}]\n${body.replace(/^/gm, '> ').replace(/(?<! ) +$/gm, '')}`,
}

/** MDX that no site is known of. */
export const plainMdx: ProseDialect = { ...plainMarkdown, mdx: true }

/** The dialect of what a template makes: the output's own where that is of the same kind. */
export function dialectFor({ name }: Template, own: ProseDialect = plainMarkdown): ProseDialect {
  const isMdx = syntaxOf(name) === 'mdx'
  if (isMdx === own.mdx && syntaxOf(name) !== undefined && !/\.txt\.hbs$/.test(name)) return own
  return isMdx ? plainMdx : plainMarkdown
}

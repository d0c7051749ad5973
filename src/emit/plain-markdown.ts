import type { ProseDialect } from '../facts/markdown.js'

/** Markdown without a site around it, for whoever reads it as text. */
export const plainMarkdown: ProseDialect = {
  mdx: false,
  callout: (kind, body) => `> [!${kind.toUpperCase()}]\n${body.replace(/^/gm, '> ').replace(/ +$/gm, '')}`,
}

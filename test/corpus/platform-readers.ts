import { type EvaluateOptions, evaluate } from '@mdx-js/mdx'
import { NodeTypes, parse as parseVue, type CompilerOptions as VueOptions } from '@vue/compiler-dom'
import MarkdownIt from 'markdown-it'
import attrs from 'markdown-it-attrs'
import container from 'markdown-it-container'
import { full as emoji } from 'markdown-it-emoji'
import type { Nodes } from 'mdast'
import { createElement } from 'react'
import * as runtime from 'react/jsx-runtime'
import { renderToStaticMarkup } from 'react-dom/server'
import remarkDirective from 'remark-directive'
import remarkEmoji from 'remark-emoji'
import remarkGfm from 'remark-gfm'
import remarkMath from 'remark-math'
import remarkMdx from 'remark-mdx'
import remarkParse from 'remark-parse'
import remarkSmartypants from 'remark-smartypants'
import remarkStringify from 'remark-stringify'
import * as satteri from 'satteri'
import { unified } from 'unified'
import { visit } from '../../src/facts/markdown/prose.js'
import { codeOf, components, type Reader } from './readers.js'

// The parsers of the docs platforms, configured like the platforms. Directives, formulas and
// interpolations count as code, because text must never become one of these.

/** Creates a reader that uses MDX with the plugins of a platform. */
function unifiedReader(
  format: 'mdx' | 'md',
  plugins: NonNullable<EvaluateOptions['remarkPlugins']>,
): Reader {
  return async (text) => {
    let code: string[] = []
    const look = () => (tree: Nodes) => {
      code = codeOf(tree)
    }
    const remarkPlugins = [...plugins, look] as NonNullable<EvaluateOptions['remarkPlugins']>
    const { default: content } = await evaluate(text, {
      ...(runtime as unknown as EvaluateOptions),
      format,
      remarkPlugins,
    })
    return { html: htmlOf(content), code }
  }
}

function htmlOf(content: unknown): string {
  return renderToStaticMarkup(createElement(content as never, { components } as never)).replace(
    /<link rel="preload"[^>]*>/g,
    '',
  )
}

/** Docusaurus parses directives, emoji and GFM. */
export const docusaurusReader = unifiedReader('mdx', [remarkDirective, remarkEmoji, remarkGfm])

/**
 * Mintlify searches headings for `{#id}` before it parses, prints pages again, and compiles them
 * with GFM, math and smart punctuation.
 */
const printer = unified()
  .use(remarkParse)
  .use(remarkMdx)
  .use(remarkGfm)
  .use(remarkMath)
  .use(remarkStringify)
  .freeze()
const mintlifyCompiler = unifiedReader('mdx', [remarkGfm, remarkSmartypants, remarkMath])
export const mintlifyReader: Reader = async (text) => {
  const printed = printer.stringify(printer.parse(text))
  // Mintlify pages start with frontmatter, so U+FEFF in the text is not a byte order mark. The line
  // end here has the same effect.
  const { html, code } = await mintlifyCompiler(`\n${printed}`)
  const ids = [text, printed].flatMap(
    (one) => one.match(/^ {0,3}#{1,6}\s+.+?\s*\{\s*#[^}]+?\s*\}\s*$/gm) ?? [],
  )
  return { html, code: [...ids, ...code] }
}

/** Fumadocs treats `[toc]`, `[!toc]` and `[#id]` at the end of a heading as flags. */
const fumadocsCompiler = unifiedReader('mdx', [remarkGfm])
export const fumadocsReader: Reader = async (text) =>
  withFlags(await fumadocsCompiler(text), text, /\s*\[(?:!?toc|#[^\]]+?)\]\s*$/)

/** Nextra parses GFM, smart punctuation, and `[#id]` at the end of a heading. */
const nextraCompiler = unifiedReader('mdx', [remarkGfm, remarkSmartypants])
export const nextraReader: Reader = async (text) =>
  withFlags(await nextraCompiler(text), text, /\s*\[#[^\]]+?\]\s*$/)

const headings = unified().use(remarkParse).use(remarkMdx).use(remarkGfm).freeze()

/** Adds flags at the end of headings to the code of a page. */
function withFlags(
  reading: Awaited<ReturnType<Reader>>,
  text: string,
  flag: RegExp,
): Awaited<ReturnType<Reader>> {
  const flags: string[] = []
  visit(headings.parse(text), (node) => {
    const last = node.type === 'heading' ? node.children.at(-1) : undefined
    if (last?.type === 'text' && flag.test(last.value)) flags.push(last.value)
  })
  return { ...reading, code: [...flags, ...reading.code] }
}

/** GitHub parses GFM, emoji and math. Plugins of unified stand in for GitHub's own filters. */
export const githubReader = unifiedReader('md', [remarkGfm, remarkMath, remarkEmoji])

/** Starlight uses Astro's own parser. */
const features: satteri.Features = { directive: true, smartPunctuation: true }
export const starlightReader: Reader = async (text) => {
  const code = codeOf(satteri.mdxToMdast(text, { features }) as never)
  const { default: content } = await satteri.evaluate(text, {
    ...(runtime as unknown as satteri.EvaluateOptions),
    features,
  })
  return { html: htmlOf(content), code }
}

const vitepress = new MarkdownIt({ html: true, linkify: true })
vitepress.use(attrs).use(emoji)
for (const name of ['tip', 'info', 'warning', 'danger', 'details', 'v-pre', 'raw', 'code-group'])
  vitepress.use(container, name)
vitepress.renderer.rules.fence = (tokens, at) =>
  `<pre v-pre><code>${vitepress.utils.escapeHtml(tokens[at]!.content)}</code></pre>\n`

/** VitePress uses Markdown-it with attributes, emoji and containers. Vue compiles the HTML. */
export const vitepressReader: Reader = async (text) => {
  const html = vitepress.render(text)
  const errors: string[] = []
  const tree = parseVue(html, {
    onError: ({ message }) => errors.push(message),
  } satisfies VueOptions)
  const [error] = errors
  if (error !== undefined) throw new Error(error)
  const code: string[] = []
  const look = (node: { type: number; children?: unknown[] }): void => {
    if (node.type === NodeTypes.INTERPOLATION) code.push('{{')
    for (const child of node.children ?? []) look(child as typeof node)
  }
  look(tree as never)
  // VitePress reports a link to localhost as a dead link, because it expects a page of the site.
  for (const block of vitepress.parse(text, {}))
    for (const token of block.children ?? [])
      if (token.markup === 'linkify' && /localhost/.test(token.attrGet('href') ?? ''))
        code.push(`a link to ${token.attrGet('href')}`)
  return { html, code }
}

/** Replaces smart punctuation with plain punctuation, to compare shown and original text. */
export function withoutTypography(text: string): string {
  return text
    .replace(/[‘’‚`´]/g, "'")
    .replace(/[“”„]|''/g, '"')
    .replace(/…|\. \. \./g, '...')
    .replace(/[-–—]+/g, '-')
}

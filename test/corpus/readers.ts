import { type EvaluateOptions, evaluate } from '@mdx-js/mdx'
import { HtmlRenderer, Parser } from 'commonmark'
import type { Nodes } from 'mdast'
import { createElement } from 'react'
import * as runtime from 'react/jsx-runtime'
import { renderToStaticMarkup } from 'react-dom/server'
import remarkGfm from 'remark-gfm'

/** A rendered page: its HTML, and all nodes that are code instead of text. */
interface Reading {
  readonly html: string
  readonly code: readonly string[]
}

export type Reader = (text: string) => Promise<Reading>

export const components = {
  Card: ({ title, children }: { title?: string; children?: never }) =>
    createElement('x-card', { 'data-title': title }, children),
  Callout: ({ kind, children }: { kind?: string; children?: never }) =>
    createElement('x-callout', { 'data-kind': kind }, children),
}

/** Matches the text in a span that errbook adds: a keyword, or a mark of an emoji or a formula. */
export const spanned = /^(?:import|export|[:$#\]]|\{+)$/

/**
 * Returns the nodes of a tree that are not plain text: expressions, JSX, modules, directives,
 * formulas. Ignores spans and `<code>` in table cells, because errbook adds these.
 */
export function codeOf(node: Nodes): string[] {
  const below = 'children' in node ? node.children.flatMap((child) => codeOf(child as Nodes)) : []
  switch (node.type) {
    case 'mdxjsEsm':
      return [`module ${node.value}`]
    case 'mdxFlowExpression':
    case 'mdxTextExpression':
      return [`{${node.value}}`]
    case 'mdxJsxFlowElement':
    case 'mdxJsxTextElement': {
      const own =
        node.attributes.length === 0 &&
        ((node.name === 'span' &&
          node.children.length === 1 &&
          node.children[0]?.type === 'text' &&
          spanned.test(node.children[0].value)) ||
          (node.name === 'code' &&
            node.children.every(
              ({ type }) => type === 'text' || type === 'link' || type === 'mdxJsxTextElement',
            )))
      return own
        ? below
        : [
            `<${node.name}${node.attributes.map((one) => (one.type === 'mdxJsxAttribute' ? ` ${one.name}` : ' {}')).join('')}>`,
            ...below,
          ]
    }
    default:
      return /^(?:(?:container|leaf|text)Directive|math|inlineMath)$/.test(node.type)
        ? [node.type, ...below]
        : below
  }
}

export function evaluateReader(format: 'mdx' | 'md', gfm: boolean): Reader {
  return async (text) => {
    let code: string[] = []
    const look = () => (tree: Nodes) => {
      code = codeOf(tree)
    }
    const remarkPlugins: EvaluateOptions['remarkPlugins'] = [look, ...(gfm ? [remarkGfm] : [])]
    const { default: content } = await evaluate(text, {
      ...(runtime as unknown as EvaluateOptions),
      format,
      remarkPlugins,
    })
    const html = renderToStaticMarkup(createElement(content, { components } as never)).replace(
      /<link rel="preload"[^>]*>/g,
      '',
    )
    return { html, code }
  }
}

/** Reads pages without MDX with the reference implementation of CommonMark. */
export const commonmarkReader: Reader = async (text) => ({
  html: new HtmlRenderer().render(new Parser().parse(text)),
  code: [],
})

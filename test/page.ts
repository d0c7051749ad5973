import type { Nodes, Root } from 'mdast'
import remarkGfm from 'remark-gfm'
import remarkMdx from 'remark-mdx'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { parse as parseYaml } from 'yaml'
import { visit } from '../src/facts/markdown/prose.js'

/** A parsed page: its frontmatter, and the tree of its body. */
export function readPage(
  contents: string,
  { mdx = true }: { mdx?: boolean } = {},
): { matter: Record<string, unknown>; body: string; tree: Root } {
  const [whole = '', yaml] = /^---\n([\s\S]*?)\n---\n/.exec(contents) ?? []
  const body = contents.slice(whole.length)
  const processor = unified().use(remarkParse).use(remarkGfm)
  const tree = mdx ? processor.use(remarkMdx).parse(body) : processor.parse(body)
  return {
    matter: yaml === undefined ? {} : (parseYaml(yaml) as Record<string, unknown>),
    body,
    tree,
  }
}

/** Returns the targets of all links on a page. */
export function linksOf(tree: Root): string[] {
  const urls: string[] = []
  visit(tree, (node: Nodes) => {
    if (node.type === 'link' || node.type === 'image' || node.type === 'definition')
      urls.push(node.url)
  })
  return urls
}

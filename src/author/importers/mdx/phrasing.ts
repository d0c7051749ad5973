import type { Html, Nodes, Parent, PhrasingContent } from 'mdast'
import { attribute } from './html.js'
import { propsOf } from './parse.js'
import { scripted } from './scripts.js'
import type { Settling } from './settling.js'

/**
 * Converts the contents of a paragraph to prose. Removes tags and expressions and resolves links.
 */
export function settlePhrasing(
  nodes: readonly PhrasingContent[],
  settling: Settling,
): PhrasingContent[] {
  const result: PhrasingContent[] = []
  let next = 0
  for (const [at, node] of nodes.entries()) {
    if (at < next) continue
    if (node.type === 'html') {
      const end = closingOf(nodes, at)
      const inner = settlePhrasing(nodes.slice(at + 1, end ?? at + 1), settling)
      const written = element(
        tagName(node),
        (name) => attribute(node.value, name),
        inner,
        end !== undefined,
        node,
        settling,
      )
      if (written !== undefined) {
        result.push(...written)
        if (end !== undefined) next = end + 1
        continue
      }
      // Prose has no HTML, so the tag becomes text.
      result.push({ type: 'text', value: node.value })
      continue
    }
    result.push(...settleInline(node, settling))
  }
  return mergeText(result)
}

function settleInline(node: PhrasingContent, settling: Settling): PhrasingContent[] {
  const { ledger, definitions } = settling
  switch (node.type as string) {
    case 'linkReference': {
      const { url = '', title } = definitions.get((node as { identifier: string }).identifier) ?? {}
      return [
        {
          type: 'link',
          url,
          title: title ?? null,
          children: childrenOf(node, settling) as never,
          ...(node.position && { position: node.position }),
        },
      ]
    }
    case 'imageReference': {
      const reference = node as Extract<PhrasingContent, { type: 'imageReference' }>
      const { url = '', title } = definitions.get(reference.identifier) ?? {}
      return [{ type: 'image', url, title: title ?? null, alt: reference.alt ?? null }]
    }
    case 'mdxTextExpression': {
      const value = (node as unknown as { value: string }).value
      const [, , literal] = /^\s*(["'`])((?:(?!\1|\\|\$\{)[\s\S])*)\1\s*$/.exec(value) ?? []
      if (literal !== undefined) return [{ type: 'text', value: literal }]
      if (/^\s*(?:\/\*[\s\S]*?\*\/\s*)*$/.test(value)) {
        ledger.remark(node, 'A comment was removed.')
        return []
      }
      ledger.changed(node, `the expression \`{${value}}\` was kept as code`)
      return [{ type: 'inlineCode', value: `{${value}}` }]
    }
    case 'mdxJsxTextElement': {
      const jsx = node as unknown as Parameters<typeof propsOf>[0] & { name: string | null }
      const props = propsOf(jsx)
      const written = element(
        (jsx.name ?? '').toLowerCase(),
        (name) => props[name] ?? '',
        childrenOf(node, settling),
        true,
        node,
        settling,
      )
      if (written) return written
      if (((node as unknown as Parent).children ?? []).length === 0) {
        ledger.changed(node, `<${jsx.name}> was removed`)
        return []
      }
      ledger.changed(node, `<${jsx.name}> was removed and its text kept`)
      return childrenOf(node, settling)
    }
    default:
      return 'children' in node
        ? [{ ...node, children: childrenOf(node, settling) } as PhrasingContent]
        : [node]
  }
}

function childrenOf(node: Nodes, settling: Settling): PhrasingContent[] {
  return 'children' in node ? settlePhrasing(node.children as PhrasingContent[], settling) : []
}

/**
 * Converts an HTML element in a paragraph to prose. Returns undefined if prose has no equivalent.
 */
function element(
  name: string,
  prop: (name: string) => string,
  children: PhrasingContent[],
  closed: boolean,
  node: Nodes,
  { ledger }: Settling,
): PhrasingContent[] | undefined {
  switch (name) {
    case '!--':
      ledger.remark(node, 'A comment was removed.')
      return []
    case 'badge':
      return children.length > 0 ? children : [{ type: 'text', value: prop('text') }]
    case 'br':
      return [{ type: 'break' }]
    case 'img':
      return [{ type: 'image', url: prop('src'), alt: prop('alt'), title: null }]
    case 'a':
      if (!closed) return undefined
      return prop('href') === ''
        ? children
        : [{ type: 'link', url: prop('href'), title: null, children: children as never }]
    case 'code':
      return closed
        ? [
            {
              type: 'inlineCode',
              value: children.map((child) => ('value' in child ? child.value : '')).join(''),
            },
          ]
        : undefined
    case 'b':
    case 'strong':
      return closed ? [{ type: 'strong', children }] : undefined
    case 'i':
    case 'em':
      return closed ? [{ type: 'emphasis', children }] : undefined
    case 'sub':
    case 'sup':
      if (!closed) return undefined
      if (children.length > 0)
        ledger.changed(
          node,
          `<${name}> became ${name === 'sup' ? 'superscript characters or text after ^' : 'subscript characters or text after _'}`,
        )
      return scripted(name, children)
    case 'kbd':
    case 'small':
    case 'u':
    case 'span':
      if (!closed) return undefined
      // An empty element is only a link target.
      if (children.length > 0) ledger.changed(node, `<${name}> was removed and its text kept`)
      return children
    default:
      return undefined
  }
}

function tagName({ value }: Html): string {
  return value.startsWith('<!--')
    ? '!--'
    : (/^<([A-Za-z][\w-]*)/.exec(value)?.[1]?.toLowerCase() ?? '')
}

function closingOf(nodes: readonly PhrasingContent[], at: number): number | undefined {
  const name = tagName(nodes[at] as Html)
  if (name === '' || name === '!--' || /\/>$/.test((nodes[at] as Html).value)) return undefined
  let depth = 0
  for (const [index, node] of nodes.entries()) {
    if (index < at || node.type !== 'html') continue
    if (tagName(node) === name) depth++
    else if (node.value.toLowerCase().startsWith(`</${name}`) && --depth === 0) return index
  }
  return undefined
}

function mergeText(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  const merged: PhrasingContent[] = []
  for (const node of nodes) {
    const last = merged.at(-1)
    if (node.type === 'text' && last?.type === 'text')
      merged[merged.length - 1] = { ...last, value: last.value + node.value }
    else merged.push(node)
  }
  return merged
}

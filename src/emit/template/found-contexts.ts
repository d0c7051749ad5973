import type { Nodes as MdastNodes } from 'mdast'
import type { MdxJsxAttribute } from 'mdast-util-mdx'
import { type Context, type Encoding, mergeContexts } from './context.js'
import { valuesIn } from './probe.js'

/** What a probe shows: where its values stand, and which stretches are encoded as a whole. */
export interface Contexts {
  readonly values: Map<number, Found>
  readonly regions: { readonly encoding: Encoding; readonly start: number; readonly end: number }[]
  readonly ordinals: ReadonlySet<number>
  /**
   * The depth of the heading that was read last. The title of a page may stand in the frontmatter.
   */
  under: number
}

export type Found = { readonly context: Context } | { readonly problem: string }

export type Nodes = MdastNodes | (Omit<MdxJsxAttribute, 'value'> & { value?: unknown })

/**
 * A body of `each` stands in the probe twice: what is found for a value must hold for both rounds.
 */
export function note({ values }: Contexts, text: string, found: Found): void {
  for (const value of valuesIn(text)) {
    const before = values.get(value)
    if (before === undefined || 'problem' in found) values.set(value, found)
    else if ('context' in before) {
      const context = mergeContexts(before.context, found.context)
      values.set(
        value,
        context ? { context } : { problem: 'a place that depends on a block before it' },
      )
    }
  }
}

import type { Nodes as MdastNodes } from 'mdast'
import type { MdxJsxAttribute } from 'mdast-util-mdx'
import { type Context, type Encoding, mergeContexts } from './context.js'
import { valuesIn } from './probe.js'

/** The results of a probe: the places of its values, and the parts that are encoded as a whole. */
export interface Contexts {
  readonly values: Map<number, Found>
  readonly regions: { readonly encoding: Encoding; readonly start: number; readonly end: number }[]
  readonly ordinals: ReadonlySet<number>
  /**
   * The depth of the last heading. At the start it is 1, because the title of a page may be in the
   * frontmatter.
   */
  under: number
}

export type Found = { readonly context: Context } | { readonly problem: string }

export type Nodes = MdastNodes | (Omit<MdxJsxAttribute, 'value'> & { value?: unknown })

/**
 * Records the context of all values in `text`. The probe contains the body of an `each` twice. If a
 * value has two contexts, records one that works for both, or a problem.
 */
export function note({ values }: Contexts, text: string, found: Found): void {
  for (const value of valuesIn(text)) {
    const before = values.get(value)
    if (before === undefined || 'problem' in found) values.set(value, found)
    else if ('context' in before) {
      const context = mergeContexts(before.context, found.context)
      values.set(
        value,
        context ? { context } : { problem: 'a context that depends on an earlier block' },
      )
    }
  }
}

import * as z from 'zod'

/**
 * How a text field is read: `plain` text, or Markdown of one paragraph (`inline`) or of any blocks
 * (`block`). Kept beside zod's own metadata, so that it stays out of the editor schemas.
 */
export type TextKind = 'plain' | 'inline' | 'block'

export const textKinds = z.registry<{ text: TextKind }>()

const nonBlank = /\S/

/** Plain text on one line. */
export const line = (description: string, ...examples: string[]) =>
  z
    .string()
    .regex(/^[^\n]*\S[^\n]*$/)
    .meta({ description, ...(examples.length > 0 && { examples }) })
    .register(textKinds, { text: 'plain' })

/** Plain text of one or more lines. */
export const plain = (description: string, ...examples: string[]) =>
  z
    .string()
    .regex(nonBlank)
    .meta({ description, ...(examples.length > 0 && { examples }) })
    .register(textKinds, { text: 'plain' })

/** Markdown: one paragraph, or any blocks. */
export const markdown = (text: 'inline' | 'block', description: string, ...examples: string[]) =>
  z
    .string()
    .regex(nonBlank)
    .meta({
      description: `${description} Markdown${text === 'inline' ? ', one paragraph' : ''}.`,
      ...(examples.length > 0 && { examples }),
    })
    .register(textKinds, { text })

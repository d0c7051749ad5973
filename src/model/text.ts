import * as z from 'zod'

/**
 * How a text field is read: as `plain` text, as one paragraph of Markdown (`inline`), or as
 * Markdown with any blocks (`block`). Kept separate from zod's own metadata, so that editor schemas
 * do not contain it. `prose` marks text that people write for readers, such as a title or a code
 * sample. Names, codes and addresses are not prose.
 */
export type TextKind = 'plain' | 'inline' | 'block'

export const textKinds = z.registry<{ text?: TextKind; prose?: true }>()

const nonBlank = /\S/

const oneLine = (description: string, examples: readonly string[]) =>
  z
    .string()
    .regex(/^[^\n]*\S[^\n]*$/)
    .meta({ description, ...(examples.length > 0 && { examples }) })

/** Plain text on one line that is a name, a code or an address. */
export const line = (description: string, ...examples: string[]) =>
  oneLine(description, examples).register(textKinds, { text: 'plain' })

/** Prose on one line, such as a title. */
export const phrase = (description: string, ...examples: string[]) =>
  oneLine(description, examples).register(textKinds, { text: 'plain', prose: true })

/** Prose of one or more lines, without Markdown. */
export const plain = (description: string, ...examples: string[]) =>
  z
    .string()
    .regex(nonBlank)
    .meta({ description, ...(examples.length > 0 && { examples }) })
    .register(textKinds, { text: 'plain', prose: true })

/** Markdown with one paragraph or with any blocks. */
export const markdown = (text: 'inline' | 'block', description: string, ...examples: string[]) =>
  z
    .string()
    .regex(nonBlank)
    .meta({
      description: `${description} Markdown${text === 'inline' ? ', one paragraph' : ''}.`,
      ...(examples.length > 0 && { examples }),
    })
    .register(textKinds, { text, prose: true })

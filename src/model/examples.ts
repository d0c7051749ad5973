import * as z from 'zod'
import { line, markdown, phrase, textKinds } from './text.js'
import { headerName, member } from './vocabulary.js'

/** A request that pages show as code. */
export const request = z
  .strictObject({
    comment: phrase('A comment on the first line of the rendered code.').optional(),
    method: z
      .string()
      .regex(/^[A-Z]+$/)
      .meta({ description: 'The HTTP method.', examples: ['POST'] }),
    url: line('The URL of the request.', 'https://api.acme.test/v2/identities.getIdentity'),
    headers: z
      .record(headerName, line('The value of the header.'))
      .optional()
      .meta({ description: 'Request headers, in order.' }),
    body: z.json().optional().meta({
      description:
        'The body. A map or list is sent as JSON with a matching Content-Type. A string is sent unchanged.',
    }),
  })
  .meta({
    id: 'Request',
    description: 'A request, which can be shown as curl, fetch or Python.',
  })
export type RequestExample = z.output<typeof request>

export const example = z
  .strictObject({
    caption: markdown('inline', 'What the example shows.').optional(),
    request: request.optional(),
    response: z
      .record(member, z.json())
      .optional()
      .meta({ description: 'Values and params of this example that differ from the defaults.' }),
    language: line('The language of `code`.', 'bash').optional(),
    title: phrase('The title above the code.').optional(),
    code: z
      .string()
      .regex(/\S/)
      .register(textKinds, { prose: true })
      .optional()
      .meta({ description: 'Code, shown unchanged.' }),
  })
  .refine(({ request, code }) => request !== undefined || code !== undefined, {
    params: { message: 'Missing `request` or `code`.', help: 'Add one of them.' },
  })
  .refine(({ request, code }) => request === undefined || code === undefined, {
    path: ['code'],
    params: { message: 'Use either `request` or `code`, not both.', help: 'Delete one of them.' },
  })
  .refine(
    ({ request, code, language }) =>
      request !== undefined || code === undefined || language !== undefined,
    {
      path: ['code'],
      params: { message: 'Missing `language` for `code`.', help: 'Add `language`.' },
    },
  )
  .refine(({ request, response }) => response === undefined || request !== undefined, {
    path: ['response'],
    params: {
      message: '`response` needs a `request`.',
      help: 'Add `request`, or delete `response`.',
    },
  })
  .meta({
    id: 'Example',
    description: '`{caption, request, response?}`, or `{caption, language, code, title?}`.',
  })
export type Example = z.output<typeof example>

export const examples = z.union([example, z.array(example).min(1)])

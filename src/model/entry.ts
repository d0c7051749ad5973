import * as z from 'zod'
import { changes, free, keep, words } from './change.js'
import { examples } from './examples.js'
import { line, markdown, phrase, plain } from './text.js'
import {
  faults,
  header,
  headerName,
  logLevels,
  member,
  param,
  retries,
  segment,
  shared,
  status,
  visibilities,
} from './vocabulary.js'

export const code = (description: string, ...examples: string[]) => line(description, ...examples)

export const headers = z
  .record(headerName, z.union([z.literal(true), header]))
  .register(
    changes,
    keep({ by: 'members', added: 'header-added', removed: 'header-removed', locked: true }),
  )

export const title = keep({ by: 'value', changed: 'title-changed' })

const statusCase = z
  .strictObject({
    status,
    when: markdown('inline', 'When the error is sent with this status.').register(changes, words),
    title: phrase("The title for this status, if it differs from the error's title.")
      .optional()
      .register(changes, title),
    headers: headers.optional(),
  })
  .meta({ id: 'StatusCase' })

const fixes = z
  .strictObject({
    summary: markdown('block', 'A summary of the fix, shown before the steps.').optional(),
    steps: z
      .array(markdown('block', 'One step.'))
      .min(1)
      .optional()
      .meta({ description: 'The steps, in order.' }),
    examples: examples.optional().meta({ description: 'Code or requests that fix the error.' }),
    body: markdown(
      'block',
      'The whole section as prose, instead of the other three fields.',
    ).optional(),
  })
  .refine(
    (value) => value.body !== undefined || value.summary !== undefined || value.steps !== undefined,
    {
      params: { message: 'Missing `summary`, `steps` or `body`.', help: 'Add one of them.' },
    },
  )
  .refine(
    (value) =>
      value.body === undefined ||
      (value.summary === undefined && value.steps === undefined && value.examples === undefined),
    {
      path: ['body'],
      params: {
        message: 'Use either `body` or `summary`, `steps` and `examples`, not both.',
        help: 'Delete `body` or the other fields.',
      },
    },
  )
  .meta({ id: 'Fixes' })

const ending = (what: string) => ({
  since: line(`The release that ${what} the error.`).optional().register(changes, words),
  reason: markdown('inline', 'The reason, shown on the page.').register(changes, words),
  replacedBy: code('The error to use instead.')
    .optional()
    .register(changes, keep({ by: 'value', changed: 'replacement-changed' })),
})

/**
 * One document of the catalog, which defines one error. The format reference is generated from it.
 */
export const entrySchema = z
  .strictObject({
    code: code(
      'The permanent code of the error. It is never reused.',
      'err:acme:data:identity_not_found',
    ).register(
      changes,
      keep({
        by: 'identity',
        rules: [
          'code-added',
          'code-removed',
          'code-case-changed',
          'code-renamed',
          'renamed-keeping-wire',
          'renamed-without-alias',
          'code-reused',
          'page-moved',
        ],
      }),
    ),
    identifier: z
      .string()
      .regex(/^[A-Z][A-Za-z0-9]*$/)
      .optional()
      .meta({
        description:
          'The permanent name in generated code. Default: category and name in PascalCase.',
        examples: ['DataIdentityNotFound'],
      })
      .register(
        changes,
        keep({ by: 'identity', rules: ['constant-changed', 'constant-reused'], locked: true }),
      ),
    status: z
      .union([status, z.array(statusCase).min(1)])
      .optional()
      .meta({
        description:
          'The HTTP status, or a list of statuses with the default first. Required for `http` systems.',
        examples: [404],
      })
      .register(
        changes,
        keep({
          by: 'statuses',
          changed: 'status-changed',
          added: 'status-added',
          removed: 'status-removed',
          locked: true,
        }),
      ),
    exitCode: z
      .int()
      .min(1)
      .max(255)
      .optional()
      .meta({ description: 'The exit code. Required for `cli` systems.' })
      .register(changes, keep({ by: 'value', changed: 'exit-code-changed', locked: true })),
    type: line("The RFC 9457 `type`, if it differs from the catalog's template.")
      .optional()
      .register(changes, keep({ by: 'value', changed: 'type-changed', locked: true })),
    title: phrase(
      'The RFC 9457 `title`. It is the same for every occurrence.',
      'Not Found',
    ).register(changes, title),
    summary: phrase(
      'One or two plain sentences. Used as the page description, in tables, in llms.txt and in hover texts.',
    ).register(changes, words),
    detail: plain(
      'The RFC 9457 `detail`: a message for one occurrence. `{param}` is a placeholder, `{{` is a literal brace.',
    )
      .optional()
      .register(
        changes,
        keep({ by: 'template', changed: 'text-changed', removed: 'detail-placeholder-removed' }),
      ),
    params: z
      .record(member, z.union([z.literal(true), param]))
      .optional()
      .meta({
        description:
          'Values in the response, each with a schema and an example. For a shared param, write `true`.',
      })
      .register(
        changes,
        keep({
          by: 'members',
          added: 'param-added',
          addedRequired: 'param-added-required',
          removed: 'param-removed',
          locked: true,
        }),
      ),
    headers: headers
      .optional()
      .meta({ description: 'Response headers. For a shared header, write `true`.' }),
    extra: z
      .record(
        member,
        z.json().register(changes, keep({ by: 'value', changed: 'extra-changed', locked: true })),
      )
      .optional()
      .meta({ description: 'Additional members of the response, with fixed values.' })
      .register(
        changes,
        keep({ by: 'members', added: 'extra-added', removed: 'extra-changed', locked: true }),
      ),
    description: markdown('block', 'What happened.').optional().register(changes, words),
    causes: z
      .array(
        z.union([
          markdown('block', 'A common cause of the error.'),
          z.strictObject({
            text: markdown('block', 'A common cause of the error.'),
            fix: markdown('block', 'How to fix this cause.'),
          }),
        ]),
      )
      .min(1)
      .optional()
      .meta({ description: 'Common causes. Each is a string, or `{text, fix}`.' })
      .register(changes, words),
    example: examples
      .optional()
      .meta({ description: 'One or more requests that cause the error.' })
      .register(changes, words),
    fixes: fixes
      .optional()
      .meta({ description: 'How to fix the error: `{summary, steps, examples}`, or `{body}`.' })
      .register(changes, words),
    mistakes: z
      .array(
        z.strictObject({
          title: phrase('The mistake, in a few words.'),
          text: markdown('inline', 'Why it is a mistake.'),
        }),
      )
      .min(1)
      .optional()
      .meta({ description: 'Common mistakes.' })
      .register(changes, words),
    sections: z
      .array(
        z.strictObject({
          title: phrase('The heading.'),
          after: z
            .enum(['description', 'causes', 'fixes', 'mistakes'])
            .meta({ description: 'The part of the page that this section follows.' }),
          body: markdown('block', 'The content of the section.'),
        }),
      )
      .min(1)
      .optional()
      .meta({ description: 'Additional sections.' })
      .register(changes, words),
    related: z
      .array(
        z.strictObject({
          code: code('The other error.'),
          when: markdown('inline', 'When readers need the other error instead.'),
        }),
      )
      .min(1)
      .optional()
      .meta({ description: 'Other errors that readers may be looking for.' })
      .register(changes, words),
    operations: z
      .array(line('An operationId, or a method and a path.', 'POST /v2/identities.getIdentity'))
      .min(1)
      .optional()
      .meta({ description: 'The operations that can return the error.' })
      .register(
        changes,
        keep({ by: 'items', added: 'operation-added', removed: 'operation-removed' }),
      ),
    ...shared,
    tags: z
      .array(segment)
      .min(1)
      .optional()
      .meta({ description: 'Labels.' })
      .register(changes, free("Tags organize errors for their owners. Clients don't see them.")),
    links: z
      .array(
        z.strictObject({
          title: phrase('The text of the link.'),
          url: z.url({ protocol: /^https?$/ }).meta({ description: 'The URL of the link.' }),
        }),
      )
      .min(1)
      .optional()
      .meta({ description: 'Further reading.' })
      .register(changes, words),
    since: line('The first release with this error.', '2.1.0')
      .optional()
      .register(
        changes,
        keep({ by: 'value', changed: 'since-changed', added: null, locked: true }),
      ),
    deprecated: z
      .strictObject(ending('deprecates'))
      .optional()
      .meta({ description: 'The API still returns the error, but should stop.' })
      .register(changes, keep({ by: 'identity', rules: ['code-deprecated', 'code-undeprecated'] })),
    retired: z
      .strictObject(ending('retires'))
      .optional()
      .meta({
        description:
          'The API no longer returns the error. Its page is kept, and its code and path are never reused.',
      })
      .register(
        changes,
        keep({ by: 'identity', rules: ['code-retired', 'retired-revived', 'retired-removed'] }),
      ),
    aliases: z
      .array(code('An earlier code.'))
      .min(1)
      .optional()
      .meta({
        description: 'Earlier codes. They get redirects and deprecated constants.',
      })
      .register(changes, keep({ by: 'items', removed: 'alias-removed', locked: true })),
    grpc: z
      .enum([
        'CANCELLED',
        'UNKNOWN',
        'INVALID_ARGUMENT',
        'DEADLINE_EXCEEDED',
        'NOT_FOUND',
        'ALREADY_EXISTS',
        'PERMISSION_DENIED',
        'RESOURCE_EXHAUSTED',
        'FAILED_PRECONDITION',
        'ABORTED',
        'OUT_OF_RANGE',
        'UNIMPLEMENTED',
        'INTERNAL',
        'UNAVAILABLE',
        'DATA_LOSS',
        'UNAUTHENTICATED',
      ])
      .optional()
      .meta({ description: 'The google.rpc.Code name.' })
      .register(changes, keep({ by: 'value', changed: 'grpc-changed', locked: true })),
    ignore: z
      .record(z.string(), phrase('Why the rule does not apply here.'))
      .optional()
      .meta({ description: 'Rules to ignore for this entry, each with a reason.' })
      .register(changes, free('Only errbook uses this field.')),
  })
  .meta({
    title: 'An error',
    description: 'One error in a catalog: `errors/<system>/<category>/<name>.yaml`.',
  })
export type EntryData = z.output<typeof entrySchema>

export { faults, logLevels, retries, visibilities }

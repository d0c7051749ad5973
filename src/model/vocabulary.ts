import * as z from 'zod'
import { changes, effect, free, keep, words } from './change.js'
import { header, headerName, member, param } from './param.js'
import { line, phrase, plain } from './text.js'

export type { NestedSchema, ParamSchema } from './param.js'
export { header, headerName, member, param } from './param.js'

/**
 * Segments of codes, and names of systems and categories. They are safe in a path, a URL and a
 * regex.
 */
export const segmentPattern = /^[A-Za-z0-9][A-Za-z0-9_-]*$/
export const segment = z.string().regex(segmentPattern)

const uriTemplate = (description: string, ...examples: string[]) => line(description, ...examples)

export const retries = ['never', 'after_fix', 'transient', 'throttled'] as const
export const faults = ['client', 'server', 'upstream'] as const
export const logLevels = ['error', 'warn', 'info', 'debug'] as const
export const visibilities = ['public', 'partner', 'internal'] as const

export const status = z.int().min(400).max(599)

/** Fields that an error can set, and a category for all its errors. */
export const shared = {
  retry: z
    .enum(retries)
    .optional()
    .meta({
      description:
        'Whether and when a client may retry: never, after it fixes the request, with backoff, or after `Retry-After`.',
    })
    .register(changes, keep({ by: 'value', changed: 'retry-changed', added: null, locked: true })),
  fault: z
    .enum(faults)
    .optional()
    .meta({ description: 'Who is at fault. Default: derived from the status.' })
    .register(changes, keep({ by: 'value', changed: 'fault-changed' })),
  logLevel: z
    .enum(logLevels)
    .optional()
    .meta({ description: 'The level at which the service logs the error.' })
    .register(changes, keep({ by: 'value', changed: 'log-level-changed' })),
  visibility: z
    .enum(visibilities)
    .optional()
    .meta({ description: 'Who can see the error. Default: `public`.' })
    .register(
      changes,
      keep({
        by: 'scale',
        scale: visibilities,
        unset: 'public',
        more: 'visibility-widened',
        less: 'visibility-narrowed',
        locked: true,
      }),
    ),
  owner: line('The team that is responsible for the error.', 'team-identity')
    .optional()
    .register(changes, free("Owners can change with the organization. Clients don't see them.")),
}

/**
 * The same fields for a category. A default is not compared directly, but through the errors that
 * use it.
 */
const defaults = Object.fromEntries(
  Object.entries(shared).map(([key, field]) => [
    key,
    (field as z.ZodType).clone().register(changes, effect('the errors that use it')),
  ]),
) as typeof shared

const category = z
  .strictObject({
    title: phrase("The heading of the category's index page.", 'Data').register(changes, words),
    description: plain('One sentence, shown below the heading.')
      .optional()
      .register(changes, words),
    status: status
      .optional()
      .meta({ description: 'The default status of errors in this category.' })
      .register(changes, effect('the errors that use it')),
    ...defaults,
  })
  .meta({ id: 'Category', description: 'A group of errors that share defaults.' })
export type Category = z.output<typeof category>

const mediaType = z.string().regex(/^[\w.+-]+\/[\w.+-]+$/)
const values = z
  .record(member, param)
  .optional()
  .meta({ description: 'Additional placeholders. The service sets their values for each request.' })
  // Adding a value has no effect until the body uses it. Then the body has an additional member.
  .register(changes, keep({ by: 'members', removed: 'param-removed', locked: true }))
const body = z
  .record(
    z.string(),
    z
      .json()
      .register(changes, keep({ by: 'value', changed: 'envelope-member-changed', locked: true })),
  )
  .register(
    changes,
    keep({
      by: 'members',
      added: 'envelope-member-added',
      removed: 'envelope-member-removed',
      locked: true,
    }),
  )

export const envelope = z
  .strictObject({
    extends: z
      .literal('problem')
      .optional()
      .meta({ description: 'Includes the members of RFC 9457.' })
      .register(changes, effect('the members of the body')),
    mediaType: z
      .union([mediaType, z.array(mediaType).min(1)])
      .optional()
      .meta({
        description:
          'The media type of the body, or a list. The `Accept` header of the request selects one of them.',
      })
      .register(
        changes,
        keep({
          by: 'items',
          added: 'media-type-added',
          removed: 'media-type-removed',
          locked: true,
        }),
      ),
    body: body.meta({
      description:
        'The body. A `{placeholder}` is replaced with its value, and `...` spreads an object.',
    }),
    values,
  })
  .meta({ id: 'Envelope', description: 'The response body of all errors.' })

const response = z
  .union([z.literal('problem'), envelope])
  .optional()
  .meta({ description: '`problem` (RFC 9457, the default) or a custom envelope.' })
export type ResponseSpec = z.output<typeof response>

const categories = z
  .record(segment, category)
  .optional()
  // Adding or removing a category without errors has no effect.
  .register(changes, keep({ by: 'members' }))

const system = z
  .strictObject({
    title: phrase("The heading of the system's index page.", 'Acme errors').register(
      changes,
      words,
    ),
    description: plain('One sentence, shown below the heading.')
      .optional()
      .register(changes, words),
    kind: z
      .enum(['http', 'cli', 'library'])
      .optional()
      .meta({
        description: '`http` (errors have a status), `cli` (an exit code) or `library` (neither).',
      })
      .register(changes, effect('the statuses and exit codes of its errors')),
    docs: uriTemplate("The URL of the system's error pages, if it differs from the catalog's.")
      .optional()
      .register(changes, effect('the pages of its errors')),
    type: uriTemplate("The `type` of the system's errors, if it differs from the catalog's.")
      .optional()
      .register(changes, effect('the types of its errors')),
    response,
    categories: categories.meta({ description: 'Categories of this system only.' }),
  })
  .meta({
    id: 'System',
    description: 'A service, program or library that returns errors.',
  })
export type System = z.output<typeof system>

/** `catalog.yaml`. */
export const vocabularySchema = z
  .strictObject({
    name: phrase('The name of the API or product.', 'Acme API').register(changes, words),
    code: line(
      'The format of all codes, with `{system}`, `{category}` and `{name}`. Only `{name}` is required.',
      'err:{system}:{category}:{name}',
    ).register(changes, effect('the codes themselves')),
    docs: uriTemplate(
      "The URL of an error's page.",
      'https://acme.test/docs/errors/{system}/{category}/{name}',
    ).register(changes, effect('the pages of the errors')),
    type: uriTemplate('The RFC 9457 `type` of an error. Default: `{docs}`.', '{docs}')
      .optional()
      .register(changes, effect('the types of the errors')),
    kind: z
      .enum(['http', 'cli', 'library'])
      .optional()
      .meta({
        description: 'The kind of systems that do not set their own. Default: `http`.',
      })
      .register(changes, effect('the statuses and exit codes of the errors')),
    response,
    unexpected: line(
      'The code of the error that is sent in place of internal errors and errors outside the catalog.',
      'err:acme:application:unexpected',
    )
      .optional()
      .register(changes, keep({ by: 'value', changed: 'unexpected-changed', locked: true })),
    systems: z
      .record(segment, system)
      .optional()
      .meta({ description: 'The systems allowed in codes.' })
      .register(changes, keep({ by: 'members', locked: true })),
    categories: categories.meta({
      description: 'The categories allowed in codes of all systems.',
    }),
    params: z
      .record(member, param)
      .optional()
      .meta({ description: 'Shared params. To use one in an entry, write `name: true`.' })
      .register(changes, effect('the errors that use it')),
    headers: z
      .record(headerName, header)
      .optional()
      .meta({ description: 'Shared headers. To use one in an entry, write `Name: true`.' })
      .register(changes, effect('the errors that use it')),
  })
  .meta({
    title: 'catalog.yaml',
    description:
      'The settings of a catalog: the format of its codes, the URLs of its pages, and the response body.',
  })
export type Vocabulary = z.output<typeof vocabularySchema>

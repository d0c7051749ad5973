import * as z from 'zod'
import { changes, effect, free, keep, words } from './change.js'
import { header, headerName, member, param } from './param.js'
import { line, phrase, plain } from './text.js'

export type { NestedSchema, ParamSchema } from './param.js'
export { header, headerName, member, param } from './param.js'

/**
 * Segments of codes, and the names of systems and categories: safe in a path, a URL and a regex.
 */
export const segmentPattern = /^[A-Za-z0-9][A-Za-z0-9_-]*$/
export const segment = z.string().regex(segmentPattern)

const uriTemplate = (description: string, ...examples: string[]) => line(description, ...examples)

export const retries = ['never', 'after_fix', 'transient', 'throttled'] as const
export const faults = ['client', 'server', 'upstream'] as const
export const logLevels = ['error', 'warn', 'info', 'debug'] as const
export const visibilities = ['public', 'partner', 'internal'] as const

export const status = z.int().min(400).max(599)

/** Fields that a category sets for its errors, and an error for itself. */
export const shared = {
  retry: z
    .enum(retries)
    .optional()
    .meta({
      description:
        'What a client may do: nothing, change the request first, try again with backoff, wait for `Retry-After`.',
    })
    .register(changes, keep({ by: 'value', changed: 'retry-changed', added: null, locked: true })),
  fault: z
    .enum(faults)
    .optional()
    .meta({ description: 'Whose doing it is; by default the status says.' })
    .register(changes, keep({ by: 'value', changed: 'fault-changed' })),
  logLevel: z
    .enum(logLevels)
    .optional()
    .meta({ description: "How loud it is in the service's logs." })
    .register(changes, keep({ by: 'value', changed: 'log-level-changed' })),
  visibility: z
    .enum(visibilities)
    .optional()
    .meta({ description: 'Who may read about it. `public` by default.' })
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
  owner: line('Who answers for it.', 'team-identity')
    .optional()
    .register(changes, free('Whom to ask may change with the organisation; no client sees it.')),
}

/** The same as a category's: a default changes nothing but the errors that take it. */
const defaults = Object.fromEntries(
  Object.entries(shared).map(([key, field]) => [
    key,
    (field as z.ZodType).clone().register(changes, effect('the errors that take it')),
  ]),
) as typeof shared

const category = z
  .strictObject({
    title: phrase('The heading of its index page.', 'Data').register(changes, words),
    description: plain('One sentence under that heading.').optional().register(changes, words),
    status: status
      .optional()
      .meta({ description: 'The status of its errors that name none.' })
      .register(changes, effect('the errors that take it')),
    ...defaults,
  })
  .meta({ id: 'Category', description: 'A group of errors, and the defaults of its members.' })
export type Category = z.output<typeof category>

const mediaType = z.string().regex(/^[\w.+-]+\/[\w.+-]+$/)
const values = z
  .record(member, param)
  .optional()
  .meta({ description: "The service's own placeholders, given by the request." })
  // Added ones are nobody's business before the body places them: then the body has a member more.
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
      .meta({ description: 'Start from the members of RFC 9457.' })
      .register(changes, effect('the members of the body')),
    mediaType: z
      .union([mediaType, z.array(mediaType).min(1)])
      .optional()
      .meta({
        description: "The body's media type, or several names for the one body; Accept chooses.",
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
      description: 'The body: `{placeholder}` keeps its type, `...` spreads an object.',
    }),
    values,
  })
  .meta({ id: 'Envelope', description: 'The response body, described once.' })

const response = z
  .union([z.literal('problem'), envelope])
  .optional()
  .meta({ description: '`problem` (RFC 9457, the default) or an envelope of your own.' })
export type ResponseSpec = z.output<typeof response>

const categories = z
  .record(segment, category)
  .optional()
  // One that comes or goes without an error in it is nobody's business.
  .register(changes, keep({ by: 'members' }))

const system = z
  .strictObject({
    title: phrase('The heading of its index page.', 'Acme errors').register(changes, words),
    description: plain('One sentence under that heading.').optional().register(changes, words),
    kind: z
      .enum(['http', 'cli', 'library'])
      .optional()
      .meta({
        description: '`http` (errors have a status), `cli` (an exit code) or `library` (neither).',
      })
      .register(changes, effect('the statuses and exit codes of its errors')),
    docs: uriTemplate('Where the pages of its errors are, if not where the catalog says.')
      .optional()
      .register(changes, effect('the pages of its errors')),
    type: uriTemplate("The `type` of its errors, if not the catalog's.")
      .optional()
      .register(changes, effect('the types of its errors')),
    response,
    categories: categories.meta({ description: 'Categories of this system alone.' }),
  })
  .meta({
    id: 'System',
    description: 'One of the services, programs or libraries that raise errors.',
  })
export type System = z.output<typeof system>

/** `catalog.yaml`. */
export const vocabularySchema = z
  .strictObject({
    name: phrase('What the errors are of.', 'Acme API').register(changes, words),
    code: line(
      'The shape of every code: `{system}`, `{category}` and `{name}`; the first two may be left out.',
      'err:{system}:{category}:{name}',
    ).register(changes, effect('the codes themselves')),
    docs: uriTemplate(
      'Where the page of an error is.',
      'https://acme.test/docs/errors/{system}/{category}/{name}',
    ).register(changes, effect('the pages of the errors')),
    type: uriTemplate('The RFC 9457 `type` of an error; `{docs}` by default.', '{docs}')
      .optional()
      .register(changes, effect('the types of the errors')),
    kind: z
      .enum(['http', 'cli', 'library'])
      .optional()
      .meta({
        description: 'What kind of errors these are where no system says: `http` by default.',
      })
      .register(changes, effect('the statuses and exit codes of the errors')),
    response,
    unexpected: line(
      'The code that stands for anything internal or uncatalogued.',
      'err:acme:application:unexpected',
    )
      .optional()
      .register(changes, keep({ by: 'value', changed: 'unexpected-changed', locked: true })),
    systems: z
      .record(segment, system)
      .optional()
      .meta({ description: 'The systems that a code may name.' })
      .register(changes, keep({ by: 'members', locked: true })),
    categories: categories.meta({
      description: 'The categories that a code may name under any system.',
    }),
    params: z
      .record(member, param)
      .optional()
      .meta({ description: 'Shared params: an entry takes one with `name: true`.' })
      .register(changes, effect('the errors that take it')),
    headers: z
      .record(headerName, header)
      .optional()
      .meta({ description: 'Shared headers: an entry takes one with `Name: true`.' })
      .register(changes, effect('the errors that take it')),
  })
  .meta({
    title: 'catalog.yaml',
    description:
      'The vocabulary of a catalog: the shape of its codes, where pages are, the response body.',
  })
export type Vocabulary = z.output<typeof vocabularySchema>

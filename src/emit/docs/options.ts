import * as z from 'zod'
import { type Drawing, drawings } from '../../facts/request/draw.js'

/** A path in a site: empty, or with a slash before each part. */
export const sitePath = z.string().regex(/^(?:\/[A-Za-z0-9._~-]+)*$/)

/** Returns the options of all docs platforms. `base` is the default path of the pages. */
export const docsOptions = (base = '/errors') => ({
  base: sitePath
    .default(base)
    .meta({ description: `The path of the pages in the site, such as \`${base || '/errors'}\`.` }),
  requests: z
    .array(z.enum(Object.keys(drawings) as Drawing[]))
    .min(1)
    .refine((kinds) => new Set(kinds).size === kinds.length, {
      params: { expected: 'no duplicates' },
    })
    .default(['curl'])
    .meta({
      description:
        'The formats of example requests: `curl`, `fetch`, `python`. If there are several, pages show them in this order.',
    }),
  heading: z.enum(['code', 'title']).default('code').meta({
    description: 'The heading of a page: the last part of the `code`, or the `title` of the error.',
  }),
  templates: z
    .string()
    .min(1)
    .optional()
    .meta({ description: 'A folder with templates that replace the built-in ones, file by file.' }),
})

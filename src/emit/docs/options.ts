import * as z from 'zod'

const base = z
  .string()
  .regex(/^(?:\/[A-Za-z0-9._~-]+)*$/)
  .default('/errors')
  .meta({ description: "The path of the pages on the site's host, such as `/errors`." })

/** The options that docs platforms share. */
export const defineBase = {
  base,
  templates: z.string().min(1).optional().meta({ description: 'A folder of templates that replace ours, file by file.' }),
}

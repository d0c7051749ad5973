import * as z from 'zod'
import { levels } from './change.js'
import { visibilities } from './vocabulary.js'

const level = z.enum(['off', 'info', 'warn', 'error'])
export type RuleLevel = z.output<typeof level>

// A custom emitter in an executable config. commands/shared/project/outputs.ts checks its shape.
const ownEmitter: z.ZodType<{ readonly name: string }> = z.looseObject({ name: z.string() })

/** The options of every output. Each emitter adds its own. */
export const outputBase = {
  emit: z
    .union([z.string(), ownEmitter])
    .meta({ description: 'The name of an emitter, or a custom emitter.' }),
  to: z.string().min(1).meta({ description: 'The folder to write to.' }),
  audience: z.enum(visibilities).optional().meta({
    description:
      'Who the output is for: `public`, `partner` (includes public) or `internal` (includes all).',
  }),
  only: z
    .strictObject({
      systems: z.array(z.string()).min(1).optional(),
      categories: z.array(z.string()).min(1).optional(),
      tags: z.array(z.string()).min(1).optional(),
    })
    .optional()
    .meta({ description: 'Limits the output to some systems, categories or tags.' }),
}

/** `errbook.config.*`. Each emitter checks the options of its outputs. */
export const configSchema = z
  .strictObject({
    $schema: z.string().optional(),
    catalog: z
      .string()
      .min(1)
      .default('errors')
      .meta({ description: 'The folder of the catalog.' }),
    outputs: z
      .array(z.looseObject(outputBase))
      .default([])
      .meta({ description: 'What to generate, and where.' }),
    rules: z
      .record(z.string(), z.union([level, z.tuple([level, z.record(z.string(), z.json())])]))
      .default({})
      .meta({
        description:
          'The level of each rule: `off`, `info`, `warn`, `error`, or `[level, options]`.',
      }),
    stability: z
      .strictObject({
        level: z.enum(levels).default('docs').meta({
          description:
            'The promises to keep. `docs` includes all of them, `wire` only those to API clients.',
        }),
      })
      .default({ level: 'docs' })
      .meta({ description: 'What published errors promise.' }),
  })
  .meta({
    title: 'errbook config',
    description: '`errbook.config.ts`, `.mjs`, `.json` or `.yaml`.',
  })

export type Config = z.output<typeof configSchema>
export type OutputConfig = Config['outputs'][number]
/** A config as the user writes it, without defaults. */
export type UserConfig = z.input<typeof configSchema>

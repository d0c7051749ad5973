import * as z from 'zod'

const files = ['constants', 'codes', 'map', 'table'] as const

/** What an output of TypeScript takes. */
export const typescriptOptions = z.strictObject({
  files: z
    .array(z.enum(files))
    .min(1)
    .default([...files])
    .meta({ description: 'Which of the files to write.' }),
  language: z
    .enum(['ts', 'js'])
    .default('ts')
    .meta({ description: '`ts`: source. `js`: ready-made `.js` with `.d.ts`.' }),
  runtime: z.enum(['file', 'package']).default('file').meta({
    description:
      '`file`: a `runtime.ts` beside the constants. `package`: they import `errbook/runtime`, which is the same.',
  }),
  importExtension: z.enum(['js', 'ts', 'none']).default('js').meta({
    description:
      'How the files of `language: ts` name one another: `./data.js`, `./data.ts` or `./data`.',
  }),
  templates: z
    .string()
    .min(1)
    .optional()
    .meta({ description: 'A folder of templates that replace ours, file by file.' }),
})
export type TypeScriptOptions = z.output<typeof typescriptOptions>

import * as z from 'zod'

const files = ['constants', 'codes', 'map', 'table'] as const

/** The options of the TypeScript output. */
export const typescriptOptions = z.strictObject({
  files: z
    .array(z.enum(files))
    .min(1)
    .default([...files])
    .meta({ description: 'The files to write.' }),
  language: z
    .enum(['ts', 'js'])
    .default('ts')
    .meta({ description: '`ts`: TypeScript. `js`: JavaScript with `.d.ts` files.' }),
  runtime: z.enum(['file', 'package']).default('file').meta({
    description:
      '`file` writes the runtime to `runtime.ts`. `package` imports it from `errbook/runtime`.',
  }),
  importExtension: z.enum(['js', 'ts', 'none']).default('js').meta({
    description:
      'The file extension in imports, for `language: ts`: `./data.js`, `./data.ts` or `./data`.',
  }),
  templates: z
    .string()
    .min(1)
    .optional()
    .meta({ description: 'A folder with templates that replace the built-in ones, file by file.' }),
})
export type TypeScriptOptions = z.output<typeof typescriptOptions>

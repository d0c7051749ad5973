export const sources = [
  'category.ts',
  'envelope.ts',
  'index.ts',
  'map.ts',
  'codes.ts',
  'table.ts',
  'runtime.ts',
] as const
// For `language: js`, the templates above are rendered without types. The templates below add the
// declarations and the runtime.
export const declarations = [
  'category.d.ts',
  'envelope.d.ts',
  'codes.d.ts',
  'table.d.ts',
  'runtime.d.ts',
  'runtime.js',
] as const
export type TemplateName = (typeof sources)[number] | (typeof declarations)[number]

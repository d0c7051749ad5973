export const sources = [
  'category.ts',
  'envelope.ts',
  'index.ts',
  'map.ts',
  'codes.ts',
  'table.ts',
  'runtime.ts',
] as const
// Ready-made JavaScript is what the same templates give without their types; these say the types.
export const declarations = [
  'category.d.ts',
  'envelope.d.ts',
  'codes.d.ts',
  'table.d.ts',
  'runtime.d.ts',
  'runtime.js',
] as const
export type TemplateName = (typeof sources)[number] | (typeof declarations)[number]

import type { Finding } from '../../model/diagnostic.js'
import { compileTemplate, type Template } from './compile.js'
import type { TemplateSet } from './syntax-tree.js'

/** The templates of an output by name. If any template is invalid, there are only findings. */
export type CompiledAll<Name extends string> =
  | { readonly template: Readonly<Record<Name, Template>>; readonly findings: readonly [] }
  | { readonly template?: undefined; readonly findings: readonly Finding[] }

/** Compiles the templates of an output. `fileOf` returns the file for a name. */
export function compileAll<const Name extends string>(
  names: readonly Name[],
  set: TemplateSet,
  fileOf: (name: Name) => string,
): CompiledAll<Name> {
  const compiled = names.map((name) => [name, compileTemplate(fileOf(name), set)] as const)
  const findings = compiled.flatMap(([, result]) => result.findings)
  if (findings.length > 0) return { findings }
  const entries = compiled.map(([name, result]) => [name, result.template])
  return { template: Object.fromEntries(entries) as Record<Name, Template>, findings: [] }
}

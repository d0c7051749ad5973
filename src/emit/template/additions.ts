import { parseTemplate, type TemplatePart } from '../../facts/body/template-string.js'
import { type CodeShape, codeShape } from '../../facts/entry/code.js'
import { meant, nearest } from '../../facts/nearest.js'
import type { Artifact, FileArtifact } from '../../model/artifact.js'
import type { Catalog, Entry } from '../../model/catalog.js'
import type { Finding } from '../../model/diagnostic.js'
import type { Job } from '../emitter.js'
import { type CategoryGroup, groupsOf, type SystemGroup } from '../groups.js'
import { compileTemplate, syntaxOf, type Template } from './compile.js'
import type { Writing } from './context.js'
import type { TemplateSet } from './syntax-tree.js'
import { TemplateError } from './template-error.js'
import { tidy, tidyCode } from './tidy.js'
import { renderVerified } from './verify.js'

/** The views for templates that users add. Each path is an output path without extension. */
export interface Views {
  error(entry: Entry, path: string): object
  category(group: CategoryGroup, system: SystemGroup, path: string): object
  system(group: SystemGroup, path: string): object
  catalog(path: string): object
}

/** The input for additional files of an output. */
export interface Adding {
  readonly catalog: Catalog
  readonly templates: TemplateSet
  /** The emitter's own templates. A user's template with one of these names replaces it. */
  readonly known: readonly string[]
  readonly views: Views
  /** Returns the dialect, prose writer and links for the file at a path. */
  writing(path: string, template: Template): Writing
}

/** An additional file: its path, template and view. */
interface Addition {
  readonly path: string
  readonly of: Template
  /** The error that the file is about. Undefined if it is not about a single error. */
  readonly entry: Entry | undefined
  view(): object
}

/**
 * Adds the files of the user's additional templates to a job. The path of a template is the path of
 * its output. If it contains a placeholder for an error, such as `{page}.http.md.hbs`, it generates
 * a file for each error. With only `{category}` or `{system}`, it generates a file for each of
 * those. Without placeholders, it generates a single file.
 */
export function withAdditions(
  job: Job,
  adding: Adding,
): { job: Job | undefined; findings: Finding[] } {
  const { additions, findings } = additionsOf(adding)
  if (findings.length > 0) return { job: undefined, findings }
  if (additions.length === 0) return { job, findings }
  const write = ({ of, path, view }: Addition): FileArtifact =>
    renderVerified(of, view(), {
      path,
      templates: adding.templates,
      writing: adding.writing(bare(path), of),
      tidy: /^mdx?$/.test(syntaxOf(of.name) ?? '') ? tidy : tidyCode,
    })
  const added = new Map(additions.map((addition) => [addition.path.toLowerCase(), addition]))
  /** Throws if an addition has the path of a file that the emitter itself writes. */
  const refuseSecond = (artifacts: readonly Artifact[]): void => {
    for (const artifact of artifacts) {
      const second = 'contents' in artifact ? added.get(artifact.path.toLowerCase()) : undefined
      if (second)
        throw new TemplateError(takenFinding(second, artifact as FileArtifact, adding.templates))
    }
  }
  const byEntry = new Map<Entry, Addition[]>()
  for (const addition of additions)
    if (addition.entry)
      byEntry.set(addition.entry, [...(byEntry.get(addition.entry) ?? []), addition])
  return {
    findings,
    job: {
      entry(entry) {
        const emitted = job.entry(entry)
        refuseSecond(emitted.artifacts)
        return {
          ...emitted,
          artifacts: [...emitted.artifacts, ...(byEntry.get(entry) ?? []).map(write)],
        }
      },
      rest(parts) {
        const emitted = job.rest(parts)
        refuseSecond(emitted)
        return [...emitted, ...additions.filter(({ entry }) => entry === undefined).map(write)]
      },
    },
  }
}

function takenFinding(
  { path, of }: Addition,
  { template }: FileArtifact,
  templates: TemplateSet,
): Finding {
  const source = templates.get(of.name)
  return {
    code: 'output-collision',
    message: `Duplicate file ${path}: both ${template === undefined ? 'the output itself' : `\`${template}\``} and \`${of.name}\` generate it.`,
    help: `Change the path of the template${template === undefined ? '' : `, or rename it to \`${template}\` to replace that one`}.`,
    ...(source && { at: { source, range: [0, 0] } }),
  }
}

function additionsOf({ catalog, templates, known, views }: Adding): {
  additions: Addition[]
  findings: Finding[]
} {
  const shape = codeShape(catalog.vocabulary)
  const findings: Finding[] = []
  const additions: Addition[] = []
  const taken = new Map<string, string>()
  for (const [name, source] of templates) {
    if (!source.own || known.includes(name) || /(?:^|\/)_[^/]*$/.test(name)) continue
    const report = (finding: Omit<Finding, 'at'>) =>
      findings.push({ ...finding, at: { source, range: [0, 0] } })
    const parts = partsOf(name.replace(/\.hbs$/, ''), shape, report)
    const compiled = compileTemplate(name, templates)
    findings.push(...compiled.findings)
    const { template } = compiled
    if (parts === undefined || template === undefined) continue
    for (const one of instances(parts, catalog, views)) {
      const path = parts
        .map((part) => ('text' in part ? part.text : one.values[part.placeholder]))
        .join('')
      const other = taken.get(path.toLowerCase())
      if (other !== undefined) {
        report({
          code: 'output-collision',
          message: `Duplicate file ${path}: \`${other}\` ${other === name ? 'generates it more than once' : 'also generates it'}.`,
          help: `Add a placeholder that distinguishes them to the path of the template, such as \`{page}\`.`,
        })
        break
      }
      taken.set(path.toLowerCase(), name)
      additions.push({ path, of: template, entry: one.entry, view: () => one.view(bare(path)) })
    }
  }
  return { additions, findings }
}

const ofError = ['page', 'name', 'identifier'] as const

/**
 * Returns the parts of a template's path. Undefined, with a finding, if it contains unknown
 * placeholders or an unmatched brace.
 */
function partsOf(
  path: string,
  { uses }: CodeShape,
  report: (finding: Omit<Finding, 'at'>) => void,
): TemplatePart[] | undefined {
  const known = [
    ...(uses.system ? ['system'] : []),
    ...(uses.category ? ['category'] : []),
    ...ofError,
  ]
  const wrong = (what: string, near?: string) =>
    report({
      code: 'unknown-placeholder',
      message: `${what} in the name of a template. Allowed placeholders: ${known.map((one) => `\`{${one}}\``).join(', ')}.`,
      ...meant(near && `{${near}}`, {
        help: 'The path of a template is the path of the file that it generates.',
      }),
    })
  try {
    const parts = parseTemplate(path)
    const unknown = parts.flatMap((part) =>
      'placeholder' in part && !known.includes(part.placeholder) ? [part.placeholder] : [],
    )
    for (const placeholder of unknown)
      wrong(`Unknown placeholder \`{${placeholder}}\``, nearest(placeholder, known))
    return unknown.length === 0 ? parts : undefined
  } catch {
    wrong('Unmatched brace')
    return undefined
  }
}

interface Instance {
  readonly values: Readonly<Record<string, string>>
  readonly entry: Entry | undefined
  view(path: string): object
}

/**
 * Returns the instances of a template: one for each error, category or system, or a single
 * instance.
 */
function instances(parts: readonly TemplatePart[], catalog: Catalog, views: Views): Instance[] {
  const named = new Set(parts.flatMap((part) => ('placeholder' in part ? [part.placeholder] : [])))
  const groups = groupsOf(catalog)
  if (ofError.some((placeholder) => named.has(placeholder)))
    return catalog.entries.map((entry) => {
      const { system, category, name, page, identifier } = entry
      return {
        values: { system, category, name, page, identifier },
        entry,
        view: (path) => views.error(entry, path),
      }
    })
  if (named.has('category'))
    return groups.flatMap((system) =>
      system.categories.map((category) => ({
        values: { system: system.name, category: category.name },
        entry: undefined,
        view: (path: string) => views.category(category, system, path),
      })),
    )
  if (named.has('system'))
    return groups.map((system) => ({
      values: { system: system.name },
      entry: undefined,
      view: (path) => views.system(system, path),
    }))
  return [{ values: {}, entry: undefined, view: (path) => views.catalog(path) }]
}

/** Removes the extension from a path, because links are relative to a path without extension. */
function bare(path: string): string {
  return path.replace(/\.[^./]+$/, '')
}

import * as z from 'zod'
import { groupBy } from '../../facts/group-by.js'
import { withoutSpanMarks } from '../../facts/markdown/code-spans.js'
import type { FileArtifact } from '../../model/artifact.js'
import type { Catalog, Entry } from '../../model/catalog.js'
import { type Alias, aliasesOf } from '../aliases.js'
import { defineEmitter } from '../emitter.js'
import { groupsOf } from '../groups.js'
import { codeWriting, deprecationOf, detailPieces, nameCollisions } from '../language.js'
import { metadataOf } from '../metadata.js'
import { compileAll } from '../template/compile-all.js'
import { goComment, goFields, goMembers, goString, goText } from './types.js'

const templateNames = ['errors', 'category', 'definitions'] as const

/** Names that the package already uses. */
const reserved = new Set(['Code', 'Definition', 'Ending', 'Error', 'Lookup', 'Codes', 'Is'])

/**
 * A Go package for the services that return the errors: a constant and a constructor for each
 * error, and all metadata by code.
 */
export const go = defineEmitter({
  name: 'go',
  summary: 'A Go package: a constant and a typed constructor per error, and all metadata by code.',
  options: z.strictObject({
    package: z
      .string()
      .regex(/^[a-z][a-z0-9]*$/)
      .refine((name) => !keywords.has(name), {
        params: { expected: 'a name that is not reserved in Go' },
      })
      .default('apierrors')
      .meta({ description: 'The name of the package.' }),
    templates: z.string().min(1).optional().meta({
      description: 'A folder with templates that replace the built-in ones, file by file.',
    }),
  }),
  templates: 'go',
  audience: undefined,
  start({ catalog, options, templates }) {
    const compiled = compileAll(templateNames, templates, (name) => `${name}.go.hbs`)
    const live = catalog.entries.filter(({ state }) => state !== 'retired')
    const aliases = aliasesOf(catalog)
    const findings = [
      ...compiled.findings,
      ...nameCollisions(namesOf(live, aliases), reserved, 'Go'),
    ]
    const { template } = compiled
    if (template === undefined || findings.length > 0) return { job: undefined, findings }
    const file = (
      path: string,
      name: (typeof templateNames)[number],
      view: object,
    ): FileArtifact => ({
      path,
      contents: `${template[name]
        .render({ package: options.package, ...view }, codeWriting)
        .replace(/\n{3,}/g, '\n\n')
        .trim()}\n`,
    })
    const rest = (): FileArtifact[] => {
      const groups = groupsOf({ ...catalog, entries: live }).flatMap(({ categories }) => categories)
      const files = groupBy(groups, ({ path }) => fileName(path))
      return [
        file('errors.go', 'errors', {}),
        file('definitions.go', 'definitions', {
          some: catalog.entries.length > 0 || null,
          errors: catalog.entries.map((entry) => ({
            code: goString(entry.code),
            members: goMembers({ code: entry.code, ...metadataOf(entry, catalog) }),
          })),
          aliases: aliasRows(catalog, aliases),
        }),
        ...[...files].map(([path, members]) =>
          file(path, 'category', {
            errors: members.flatMap(({ entries }) =>
              entries.map((entry) => constantView(entry, catalog, aliases)),
            ),
          }),
        ),
      ]
    }
    return { findings, job: { entry: () => ({ artifacts: [] }), rest } }
  },
})

/**
 * Returns the name of a file, such as `unkey_data_errors.go`. Without the suffix, Go would treat a
 * category named `linux` or `test` in a special way.
 */
function fileName(path: string): string {
  return `${[...path.split('/').filter((part) => part !== ''), 'errors']
    .join('_')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toLowerCase()}${path === '' ? '_all' : ''}.go`
}

function constantView(
  entry: Entry,
  catalog: Catalog,
  aliases: ReadonlyMap<string, readonly Alias[]>,
) {
  const { data, identifier, statuses } = entry
  const fields = goFields(entry)
  const pieces = detailPieces(entry)
  return {
    identifier,
    code: entry.code,
    title: goComment(data.title),
    summary: goComment(withoutSpanMarks(data.summary)),
    docsUrl: entry.docsUrl,
    status: statuses[0]?.status ?? null,
    deprecated: deprecationOf(entry, catalog, goComment),
    params:
      fields.length === 0
        ? null
        : fields.map((field, at) => ({ ...field, first: at === 0 || null })),
    detail: goText(pieces, fields),
    earlier: (aliases.get(entry.code) ?? []).flatMap((alias) =>
      alias.identifier === undefined ? [] : [{ code: alias.code, identifier: alias.identifier }],
    ),
  }
}

function* namesOf(
  entries: readonly Entry[],
  aliases: ReadonlyMap<string, readonly Alias[]>,
): Iterable<readonly [string, Entry]> {
  for (const entry of entries) {
    yield [entry.identifier, entry]
    yield [`New${entry.identifier}`, entry]
    if (Object.keys(entry.params).length > 0) yield [`${entry.identifier}Params`, entry]
    for (const { identifier } of aliases.get(entry.code) ?? [])
      if (identifier !== undefined) yield [identifier, entry]
  }
}

/** Returns each former code with its current code. Null if there are no former codes. */
function aliasRows({ entries }: Catalog, aliases: ReadonlyMap<string, readonly Alias[]>) {
  const rows = entries.flatMap(({ code }) =>
    (aliases.get(code) ?? []).map((alias) => [goString(alias.code), goString(code)] as const),
  )
  return rows.length === 0
    ? null
    : rows.map(([old, now], at) => ({ old, now, first: at === 0 || null }))
}

const keywords = new Set(
  'break case chan const continue default defer else fallthrough for func go goto if import interface map package range return select struct switch type var'.split(
    ' ',
  ),
)

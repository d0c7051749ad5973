import { textsOf } from '../facts/entry/texts.js'
import { unknownName } from '../load/config.js'
import type { Catalog, Entry } from '../model/catalog.js'
import { RunError } from '../model/diagnostic.js'
import { jsonText, visibleLine } from '../report/plain.js'
import { type Command, type CommandInput, configOption } from './shared/command.js'
import { count } from './shared/findings.js'
import { oneOf } from './shared/flags.js'
import { projectCatalog } from './shared/project/catalogs.js'

/** `errbook list [TEXT]`: lists the errors in the catalog, optionally filtered. */
export const list: Command = {
  name: 'list',
  summary: 'List the errors in the catalog, optionally filtered',
  arguments: ['[TEXT]'],
  options: {
    ...configOption,
    system: { type: 'string', value: 'NAME', description: 'Only errors in this system' },
    category: { type: 'string', value: 'NAME', description: 'Only errors in this category' },
    status: {
      type: 'string',
      value: 'CODE',
      description: 'Only errors with this status, such as 404, 4xx or 5xx',
    },
    tag: { type: 'string', value: 'NAME', description: 'Only errors with this tag' },
    format: { type: 'string', value: 'NAME', description: 'Format: pretty (default) or json' },
  },
  async run(input, io) {
    const format = oneOf('format', input.values.format, ['pretty', 'json'])
    const matches = filterOf(input)
    const catalog = await projectCatalog(io.cwd, input.values)
    if (catalog === undefined)
      throw new RunError(2, {
        code: 'no-catalog',
        message: 'No valid catalog found.',
        help: 'Run this in the folder of an errbook config, or fix the problems that `errbook check` reports.',
      })
    refuseUnknown(input, catalog)
    const found = catalog.entries.filter(matches)
    if (format === 'json') {
      const rows = found.map((entry) => ({
        code: entry.code,
        statuses: entry.statuses.map(({ status }) => status),
        title: entry.data.title,
        summary: entry.data.summary,
        system: entry.system,
        category: entry.category,
        state: entry.state,
        visibility: entry.visibility,
        docs: entry.docsUrl,
        tags: entry.data.tags ?? [],
      }))
      io.out(jsonText(rows))
      return 0
    }
    const wide = Math.max(0, ...found.map(({ code }) => code.length))
    for (const { code, statuses, data, state } of found) {
      const status = statuses.map((one) => one.status).join('/') || '-'
      io.out(
        `${io.colors.bold(visibleLine(code).padEnd(wide))}  ${status.padEnd(3)}  ${visibleLine(data.title)}${state === 'active' ? '' : io.colors.dim(` (${state})`)}\n`,
      )
    }
    io.err(io.colors.dim(`${count(found.length, 'error')} of ${catalog.entries.length}.\n`))
    return 0
  },
}

/** Reports unknown names, because an empty list would hide a typo. */
function refuseUnknown({ values }: CommandInput, { vocabulary, entries }: Catalog): void {
  for (const [what, declared] of [
    ['system', vocabulary.systems],
    ['category', vocabulary.categories],
  ] as const) {
    const name = values[what] as string | undefined
    const known = [
      ...new Set([...Object.keys(declared ?? {}), ...entries.map((entry) => entry[what])]),
    ]
      .filter((one) => one !== '')
      .sort()
    if (name === undefined || known.includes(name)) continue
    throw new RunError(2, {
      code: 'usage',
      ...(known.length > 0
        ? unknownName(what, name, known)
        : {
            message: `Unknown ${what} \`${name}\`. The codes in this catalog have no ${what}.`,
            help: `Remove \`--${what}\`.`,
          }),
    })
  }
}

function filterOf({ arguments: [argument], values }: CommandInput): (entry: Entry) => boolean {
  const { system, category, status, tag } = values as Record<string, string | undefined>
  if (status !== undefined && !/^(?:[45]xx|\d{3})$/.test(status))
    throw new RunError(2, {
      code: 'usage',
      message: `Invalid value \`${status}\` for --status.`,
      help: 'Use three digits, `4xx` or `5xx`.',
    })
  const text = argument?.toLowerCase()
  return (entry) =>
    (system === undefined || entry.system === system) &&
    (category === undefined || entry.category === category) &&
    (status === undefined ||
      entry.statuses.some((one) =>
        status.endsWith('xx') ? String(one.status)[0] === status[0] : String(one.status) === status,
      )) &&
    (tag === undefined || entry.data.tags?.includes(tag) === true) &&
    (text === undefined ||
      entry.code.toLowerCase().includes(text) ||
      [...textsOf(entry.data)].some(({ value }) => value.toLowerCase().includes(text)))
}

import { stringify } from 'yaml'
import { run } from '../../src/commands/run.js'
import { captureIo } from '../io.js'
import { inFolder } from '../project.js'

/** The data of a catalog: the content of catalog.yaml, and the errors by code. */
export interface CatalogData {
  readonly vocabulary: object
  readonly errors: Readonly<Record<string, object>>
}

export interface FoundChange {
  readonly code: string
  readonly severity: string
  readonly message: string
  readonly help?: string
  readonly change?: {
    readonly code: string
    readonly field: string
    readonly before?: unknown
    readonly after?: unknown
    readonly fingerprint: string
    readonly accepted?: string
    readonly also: readonly { readonly code: string; readonly field: string }[]
  }
  /** The file and the text that the finding underlines, such as `catalog.yaml: 404`. */
  readonly place?: string
}

export interface Comparison {
  readonly bump: string
  readonly findings: readonly FoundChange[]
  readonly exitCode: number
}

interface Position {
  readonly line: number
  readonly column: number
}

/** Runs `diff` on two catalogs. Returns its findings, with the text that each underlines. */
export async function compared(
  before: CatalogData,
  after: CatalogData,
  { config = {}, more = {} }: { config?: object; more?: Readonly<Record<string, string>> } = {},
): Promise<Comparison> {
  const files = { ...filesOf('old', before), ...filesOf('new', after), ...more }
  return inFolder(
    {
      ...files,
      'errbook.config.yaml': stringify({ catalog: 'new', rules: { stub: 'off' }, ...config }),
    },
    async (folder) => {
      const io = captureIo(folder)
      const exitCode = await run(['diff', './old', '--format', 'json'], io)
      const { bump, findings } = JSON.parse(io.stdout()) as {
        bump: string
        findings: (FoundChange & { file?: string; start?: Position; end?: Position })[]
      }
      return {
        bump,
        exitCode,
        findings: findings.map(({ file, start, end, ...found }) => {
          const text = files[file as keyof typeof files]
          if (file === undefined || text === undefined || !start || !end) return found
          return { ...found, place: `${file.slice('new/'.length)}: ${slice(text, start, end)}` }
        }),
      }
    },
  )
}

export function filesOf(
  folder: string,
  { vocabulary, errors }: CatalogData,
): Record<string, string> {
  return {
    [`${folder}/catalog.yaml`]: stringify(vocabulary),
    ...Object.fromEntries(
      Object.entries(errors).map(([code, data]) => [
        `${folder}/${code.replaceAll(':', '/')}.yaml`,
        stringify({ code, title: 'T', summary: `What ${code} means.`, ...data }),
      ]),
    ),
  }
}

function slice(text: string, start: Position, end: Position): string {
  const offset = ({ line, column }: Position) =>
    text
      .split('\n')
      .slice(0, line - 1)
      .reduce((sum, one) => sum + one.length + 1, 0) +
    column -
    1
  return text.slice(offset(start), offset(end))
}

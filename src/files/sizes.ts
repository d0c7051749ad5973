import { baselineName } from '../model/baseline.js'
import { limits } from '../model/limits.js'
import { acceptedName } from '../model/lock.js'

/** The size limits of the files that errbook reads. docs/config.md has the same table. */
export const sizes = {
  config: { name: 'The config', bytes: 1_000_000 },
  catalog: {
    name: 'A catalog file, including `catalog.yaml`, `catalog.baseline.yaml` and `catalog.accepted.yaml`',
    bytes: limits.bytes,
  },
  // Ten thousand errors with every field take about 30 MB.
  lock: { name: '`catalog.lock.jsonl`', bytes: 100_000_000 },
  attributes: { name: '`.gitattributes`', bytes: 1_000_000 },
  template: { name: 'A template', bytes: 1_000_000 },
  api: { name: 'An API description', bytes: limits.apiBytes },
  mapping: { name: 'A mapping for `import`', bytes: 2_000_000 },
  page: { name: 'A page to import', bytes: 2_000_000 },
  list: { name: 'A list or API description to import, in YAML or JSON', bytes: 2_000_000 },
  table: { name: 'A CSV table to import', bytes: 20_000_000 },
  navigation: {
    name: 'A file of your site that errbook edits, such as `docs.json`',
    bytes: 20_000_000,
  },
  output: { name: 'A file in an output folder', bytes: 200_000_000 },
  // Only read to detect the kind of project.
  marker: { name: '`package.json`', bytes: 5_000_000 },
} as const satisfies Readonly<Record<string, Size>>

export interface Size {
  readonly name: string
  readonly bytes: number
}

export type SizeName = keyof typeof sizes

export const checkFile = 'Check that this is the right file.'

/** Files that users can't split, because a project has only one of each. */
const single: readonly string[] = [
  'catalog.yaml',
  'catalog.yml',
  acceptedName,
  baselineName,
  'errbook.config.yaml',
  'errbook.config.yml',
]

/** The help for a YAML file that is too large. */
export function tooLargeHelp(file: string): string {
  const name = file.slice(file.lastIndexOf('/') + 1)
  return single.includes(name) ? checkFile : 'Split the file, with one error per file.'
}

/** `2 MB`, `0.5 MB`, `3,221 MB`. */
export function megabytes(bytes: number): string {
  const number = bytes / 1_000_000
  const rounded = number >= 10 ? Math.ceil(number) : Math.ceil(number * 10) / 10
  return `${String(rounded).replace(/\B(?=(?:\d{3})+$)/g, ',')} MB`
}

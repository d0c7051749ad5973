import { github } from './github.js'
import { json } from './json.js'
import { pretty } from './pretty.js'
import type { Reporter } from './reporter.js'

/** Every reporter, by the name that `--format` takes. */
export const reporters = { pretty, json, github } as const satisfies Record<string, Reporter>
export type ReporterName = keyof typeof reporters

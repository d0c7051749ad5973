import { github } from './github.js'
import { json } from './json.js'
import { markdown } from './markdown.js'
import { pretty } from './pretty.js'
import type { Reporter } from './reporter.js'
import { sarif } from './sarif.js'

/** All reporters by their name in `--format`. */
export const reporters = { pretty, json, github, markdown, sarif } as const satisfies Record<
  string,
  Reporter
>
export type ReporterName = keyof typeof reporters

import type { ParseArgsConfig } from 'node:util'
import type { ReportOptions } from '../../report/reporter.js'

/** 0 fine, 1 findings, 2 usage or config, 3 could not finish. */
export type ExitCode = 0 | 1 | 2 | 3

/** What `run` is given of the world. */
export interface World {
  readonly cwd: string
  /** Writes to standard output, as it is. */
  out(text: string): void
  /** Writes to standard error, as it is. */
  err(text: string): void
  readonly colors: ReportOptions['colors']
  /** How long to wait for another errbook that is writing, in milliseconds. */
  readonly patience: number
  /** Whether a person watches standard error, so that progress may be shown. */
  readonly watched: boolean
  /** Asks the person at the terminal; undefined where nobody could answer. */
  readonly ask?: ((question: string) => Promise<string>) | undefined
}

/**
 * What a command sees of the world. What it prints cannot control a terminal or a CI:
 * `printing.ts`.
 */
export interface Io extends World {
  /** Results, and JSON. */
  out(text: string): void
  /** Everything said to a person beside a result. */
  err(text: string): void
  /** Writes to standard output, byte for byte: commands for a workflow, a document for a file. */
  exact(text: string): void
  /** Shows a line in place of the one shown before; an empty one ends it. */
  progress(line: string): void
}

type Option = NonNullable<ParseArgsConfig['options']>[string] & {
  readonly description: string
  /** What the value is, for the help text: `FILE`. */
  readonly value?: string
}

export interface Command {
  readonly name: string
  readonly summary: string
  /** What stands after the name, in order: `CODE`, or `[TEXT]` where it need not. */
  readonly arguments?: readonly string[]
  readonly options: Readonly<Record<string, Option>>
  run(input: CommandInput, io: Io): Promise<ExitCode>
}

export interface CommandInput {
  readonly arguments: readonly string[]
  readonly values: Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>
}

/** Options of every command that reads a catalog. */
export const configOption = {
  config: {
    type: 'string',
    short: 'c',
    value: 'FILE',
    description: 'Path to the config file. Default: errbook.config.* in the current directory',
  },
  'allow-outside': { type: 'boolean', description: 'Allow paths outside the project' },
} as const satisfies Command['options']

/** Options of every command that reports findings. */
export const findingOptions = {
  ...configOption,
  format: {
    type: 'string',
    value: 'NAME',
    description: 'Format: pretty (default), json, github, markdown or sarif',
  },
  'max-warnings': {
    type: 'string',
    value: 'N',
    description: 'Exit with 1 if there are more than N warnings',
  },
} as const satisfies Command['options']

import type { ParseArgsConfig } from 'node:util'
import type { ReportOptions } from '../../report/reporter.js'

/** 0: success, 1: problems found, 2: invalid usage or config, 3: could not finish. */
export type ExitCode = 0 | 1 | 2 | 3

/** The environment that `run` uses. */
export interface World {
  readonly cwd: string
  /** Writes to standard output without escaping. */
  out(text: string): void
  /** Writes to standard error without escaping. */
  err(text: string): void
  readonly colors: ReportOptions['colors']
  /** How long to wait for another errbook process that is writing, in milliseconds. */
  readonly patience: number
  /** Whether standard error is a terminal, so that progress can be shown. */
  readonly watched: boolean
  /** Asks the user a question. Undefined if there is no terminal. */
  readonly ask?: ((question: string) => Promise<string>) | undefined
}

/**
 * The environment that commands use. Its output is escaped, so that it can't control a terminal or
 * CI job. See `printing.ts`.
 */
export interface Io extends World {
  /** Prints results, including JSON. */
  out(text: string): void
  /** Prints messages for the user. */
  err(text: string): void
  /** Writes to standard output without escaping, for workflow commands and documents. */
  exact(text: string): void
  /** Replaces the progress line. An empty string removes it. */
  progress(line: string): void
}

type Option = NonNullable<ParseArgsConfig['options']>[string] & {
  readonly description: string
  /** The placeholder for the value in help texts, such as `FILE`. */
  readonly value?: string
}

export interface Command {
  readonly name: string
  readonly summary: string
  /** The names of the arguments in order. `CODE` is required, `[TEXT]` is optional. */
  readonly arguments?: readonly string[]
  readonly options: Readonly<Record<string, Option>>
  run(input: CommandInput, io: Io): Promise<ExitCode>
}

export interface CommandInput {
  readonly arguments: readonly string[]
  readonly values: Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>
}

/** Options of all commands that read a catalog. */
export const configOption = {
  config: {
    type: 'string',
    short: 'c',
    value: 'FILE',
    description: 'Path to the config file. Default: errbook.config.* in the current directory',
  },
  'allow-outside': {
    type: 'boolean',
    description: 'Allow reading and writing outside the project',
  },
} as const satisfies Command['options']

/** Options of all commands that report findings. */
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
    description: 'Exit with code 1 if there are more than N warnings',
  },
} as const satisfies Command['options']

import { type ParseArgsConfig, parseArgs } from 'node:util'
import { nearest } from '../../facts/nearest.js'
import { type Finding, RunError } from '../../model/diagnostic.js'
import type { Command, CommandInput } from './command.js'

/** An option as the user wrote it. */
interface Written {
  readonly name: string
  readonly rawName: string
  readonly value?: string | undefined
  readonly inlineValue?: boolean | undefined
}

/** Parses the arguments of a command. Throws a RunError (exit 2) if they are invalid. */
export function parseArguments(command: Command, args: string[]): CommandInput {
  const { values, positionals, tokens } = parseArgs({
    args,
    options: optionsOf(command),
    allowPositionals: true,
    // Strict mode reports problems only as text, so options are checked below.
    strict: false,
    tokens: true,
  })
  for (const token of tokens) if (token.kind === 'option') refuseMisused(token, command)
  refuseNul([...positionals, ...Object.values(values).flat()])
  const { arguments: expected = [] } = command
  const surplus = positionals[expected.length]
  if (surplus !== undefined) throw usage({ message: `Unexpected argument \`${surplus}\`.` })
  const missing = expected[positionals.length]
  if (missing !== undefined && !missing.startsWith('['))
    throw usage({ message: `Missing argument ${missing}: errbook ${usageOf(command)}.` })
  return { arguments: positionals, values }
}

/** Returns the command with its arguments, such as `rename OLD NEW`. */
export function usageOf({ name, arguments: expected = [] }: Command): string {
  return [name, ...expected].join(' ')
}

function optionsOf({ options }: Command): ParseArgsConfig['options'] {
  return Object.fromEntries(
    Object.entries(options).map(([key, { type, short, multiple }]) => [
      key,
      { type, ...(short && { short }), ...(multiple && { multiple }) },
    ]),
  )
}

function refuseMisused({ name, rawName, value, inlineValue }: Written, command: Command): void {
  const option = Object.hasOwn(command.options, name) ? command.options[name] : undefined
  if (option === undefined) {
    const near = rawName.startsWith('--') ? nearest(name, Object.keys(command.options)) : undefined
    throw usage(
      near === undefined
        ? { message: `Unknown option \`${rawName}\`.` }
        : { message: `Unknown option \`${rawName}\`.`, suggestions: [{ name: `--${near}` }] },
    )
  }
  const shown = option.short === undefined ? `--${name}` : `-${option.short}, --${name}`
  if (option.type === 'boolean') {
    if (value !== undefined) throw usage({ message: `Option \`${shown}\` does not take a value.` })
  } else if (value === undefined) {
    throw usage({ message: `Option \`${shown}\` requires a value.` })
  } else if (!inlineValue && value.length > 1 && value.startsWith('-')) {
    throw usage({
      message: `Ambiguous value \`${value}\` for option \`${rawName}\`.`,
      help: `If the value starts with a dash, write \`--${name}=${value}\`.`,
    })
  }
}

/** Rejects arguments that contain NUL, because the operating system ends strings there. */
function refuseNul(given: readonly unknown[]): void {
  const found = given.find(
    (value): value is string => typeof value === 'string' && value.includes('\u0000'),
  )
  if (found === undefined) return
  throw usage({
    message: `The argument ${JSON.stringify(found)} contains the character U+0000, which is not allowed.`,
    help: 'Remove the character.',
  })
}

function usage(words: Pick<Finding, 'message' | 'help' | 'suggestions'>): RunError {
  const help = 'Run `errbook --help` for the commands, `errbook COMMAND --help` for their options.'
  return new RunError(2, { code: 'usage', help, ...words })
}

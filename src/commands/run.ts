import { sep } from 'node:path'
import { unknownName } from '../load/config.js'
import { RunError } from '../model/diagnostic.js'
import { reporters } from '../report/index.js'
import { commands } from './index.js'
import { parseArguments, usageOf } from './shared/arguments.js'
import type { Command, ExitCode, Io, World } from './shared/command.js'
import { reportFindings } from './shared/findings.js'
import { printing } from './shared/printing.js'

/**
 * Runs one command line. Expected errors are reported as findings. Only a bug prints a stack trace.
 */
export async function run(argv: readonly string[], world: World): Promise<ExitCode> {
  const io = printing(world)
  const [name = '', ...args] = argv
  if (name === '' || name === '--help' || name === '-h' || name === 'help') {
    io.out(await overview())
    return name === '' ? 2 : 0
  }
  try {
    if (name.startsWith('-')) throw optionFirst(argv)
    const command = await find(name)
    if (args.includes('--help') || args.includes('-h')) {
      io.out(helpOf(command))
      return 0
    }
    return await command.run(parseArguments(command, args), io)
  } catch (cause) {
    return fail(cause, args, io)
  }
}

/** For `errbook -c FILE check`: suggests the command line with the command first. */
function optionFirst(argv: readonly string[]): RunError {
  const name = argv.find((arg) => Object.hasOwn(commands, arg))
  const better = ['errbook', name ?? 'COMMAND', ...argv.filter((arg) => arg !== name)].join(' ')
  return new RunError(2, {
    code: 'usage',
    message: `Option \`${argv[0]}\` comes before the command.`,
    help: `Put options after the command: \`${better}\`.`,
  })
}

async function find(name: string): Promise<Command> {
  if (Object.hasOwn(commands, name)) return await commands[name as keyof typeof commands]()
  throw new RunError(2, { code: 'usage', ...unknownName('command', name, Object.keys(commands)) })
}

function fail(cause: unknown, args: string[], io: Io): ExitCode {
  const asked =
    args.find((_, at) => args[at - 1] === '--format') ??
    args.find((arg) => arg.startsWith('--format='))?.slice('--format='.length)
  const reporter =
    asked !== undefined && Object.hasOwn(reporters, asked)
      ? (asked as keyof typeof reporters)
      : 'pretty'
  const format = { reporter, maxWarnings: Number.POSITIVE_INFINITY }
  if (cause instanceof RunError) {
    reportFindings([cause.finding], format, io)
    return cause.exitCode
  }
  const error = cause as NodeJS.ErrnoException
  if (error?.syscall !== undefined) {
    reportFindings(
      [
        {
          code: 'io-failed',
          message: `Could not finish: ${error.message.replaceAll(io.cwd + sep, '')}.`,
          help: 'Fix the problem above and run the command again.',
        },
      ],
      format,
      io,
    )
    return 3
  }
  io.err(
    `This is a bug in errbook: ${error instanceof Error ? (error.stack ?? error.message) : String(cause)}\n`,
  )
  return 3
}

async function overview(): Promise<string> {
  const list = await Promise.all(Object.values(commands).map((load) => load()))
  const wide = Math.max(...list.map(({ name }) => name.length))
  const lines = list.map(({ name, summary }) => `  ${name.padEnd(wide)}  ${summary}`)
  return `errbook turns a catalog of API errors into docs and code.\n\nUsage: errbook <command> [options]\n\n${lines.join('\n')}\n\n  --help     Show this help, or the options of a command\n  --version  Show the version\n\nExit codes: 0 success, 1 problems found, 2 invalid usage or config,\n3 could not finish\n`
}

function helpOf(command: Command): string {
  const lines = Object.entries(command.options).map(
    ([key, { short, value, description }]) =>
      [
        `${short ? `-${short}, ` : '    '}--${key}${value ? ` ${value}` : ''}`,
        description,
      ] as const,
  )
  const wide = Math.max(...lines.map(([flag]) => flag.length))
  const indent = ' '.repeat(wide + 4)
  const described = lines.map(
    ([flag, description]) =>
      `  ${flag.padEnd(wide)}  ${wrapped(description, columns - indent.length).join(`\n${indent}`)}`,
  )
  return `${command.summary}\n\nUsage: errbook ${usageOf(command)} [options]\n\n${described.join('\n')}\n`
}

/** The width of help texts. */
const columns = 80

function wrapped(text: string, width: number): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word)
    else lines[lines.length - 1] = `${last} ${word}`
  }
  return lines
}

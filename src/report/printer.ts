import { randomBytes } from 'node:crypto'
import { inert, visible } from './plain.js'
import type { ReportOptions } from './reporter.js'

type Colors = ReportOptions['colors']

export interface Printer {
  readonly colors: Colors
  /**
   * Makes text safe to print. Only line ends and errbook's own colors remain as control
   * characters, and no line is a CI command.
   */
  printed(text: string): string
}

/**
 * Escapes everything that commands print, so that a missing escape in a command does no harm.
 * Colors are written as random markers, and only this printer converts them to escape sequences.
 * Escape sequences from a file are always escaped.
 */
export function printer(colors: Colors): Printer {
  const mark = `<${randomBytes(12).toString('hex')}>`
  return {
    colors: Object.fromEntries(
      Object.entries(paintsOf(colors)).map(([name, paint]) => [name, marked(paint, mark)]),
    ) as Colors,
    printed: (text) => inert(visible(text).replaceAll(mark, '\u001b')),
  }
}

function paintsOf({ red, yellow, blue, cyan, green, bold, dim }: Colors): Colors {
  return { red, yellow, blue, cyan, green, bold, dim }
}

function marked(paint: (text: string) => string, mark: string): (text: string) => string {
  const [open = '', close = ''] = paint('\n').replaceAll('\u001b', mark).split('\n')
  return (text) => `${open}${text}${close}`
}

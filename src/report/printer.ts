import { randomBytes } from 'node:crypto'
import { inert, visible } from './plain.js'
import type { ReportOptions } from './reporter.js'

type Colors = ReportOptions['colors']

export interface Printer {
  readonly colors: Colors
  /**
   * What may be printed of a text: it has no control characters but line ends and our own colors,
   * and no line that a CI runs.
   */
  printed(text: string): string
}

/**
 * All that a command prints goes through here, so that no text can reach a terminal or a log that a
 * command forgot to escape. The colors are marks that only this printer turns into escape
 * sequences, and they differ in each run: an escape sequence from a file cannot pass for one of
 * ours.
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

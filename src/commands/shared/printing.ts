import { printer } from '../../report/printer.js'
import type { Io, World } from './command.js'

/**
 * Wraps the output functions so that the printer escapes everything except the output of `exact`.
 */
export function printing(world: World): Io {
  const { colors, printed } = printer(world.colors)
  const { ask } = world
  return {
    ...world,
    colors,
    out: (text) => world.out(printed(text)),
    err: (text) => world.err(printed(text)),
    exact: (text) => world.out(text),
    progress: (line) => world.err(`\r${printed(line)}\u001b[K`),
    ask: ask && ((question) => ask(printed(question))),
  }
}

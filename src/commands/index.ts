import type { Command } from './command.js'

/** Every command, in the order of the help text. Each is loaded only when it is called. */
export const commands = {
  build: async () => (await import('./build.js')).build,
  check: async () => (await import('./check.js')).check,
  diff: async () => (await import('./diff.js')).diff,
  lock: async () => (await import('./lock.js')).lock,
  fmt: async () => (await import('./fmt.js')).fmt,
  explain: async () => (await import('./explain.js')).explain,
  list: async () => (await import('./list.js')).list,
} as const satisfies Record<string, () => Promise<Command>>

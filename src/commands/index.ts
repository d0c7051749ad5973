import type { Command } from './shared/command.js'

/** All commands, in the order of the help text. Each is loaded only when needed. */
export const commands = {
  init: async () => (await import('./init.js')).init,
  new: async () => (await import('./new.js')).newError,
  build: async () => (await import('./build.js')).build,
  check: async () => (await import('./check.js')).check,
  diff: async () => (await import('./diff.js')).diff,
  changelog: async () => (await import('./changelog.js')).changelog,
  lock: async () => (await import('./lock.js')).lock,
  fmt: async () => (await import('./fmt.js')).fmt,
  rename: async () => (await import('./rename.js')).rename,
  deprecate: async () => (await import('./deprecate.js')).deprecate,
  retire: async () => (await import('./retire.js')).retire,
  stats: async () => (await import('./stats.js')).stats,
  explain: async () => (await import('./explain.js')).explain,
  import: async () => (await import('./import.js')).importCommand,
  list: async () => (await import('./list.js')).list,
  openapi: async () => (await import('./openapi.js')).openapi,
} as const satisfies Record<string, () => Promise<Command>>

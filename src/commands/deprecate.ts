import type { Command } from './shared/command.js'
import { endError, endingOptions } from './shared/edit/ending.js'

/** `errbook deprecate CODE`: still raised, and on its way out. */
export const deprecate: Command = {
  name: 'deprecate',
  summary:
    'Say that an error is on its way out: its page and its constant tell what to use instead.',
  arguments: ['CODE'],
  options: endingOptions,
  run: (input, io) => endError(input, io, 'deprecated'),
}

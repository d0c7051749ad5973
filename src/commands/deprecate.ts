import type { Command } from './shared/command.js'
import { endError, endingOptions } from './shared/edit/ending.js'

/** `errbook deprecate CODE`: marks an error as deprecated. The error is still in use. */
export const deprecate: Command = {
  name: 'deprecate',
  summary: 'Mark an error as deprecated, with a reason and a replacement',
  arguments: ['CODE'],
  options: endingOptions,
  run: (input, io) => endError(input, io, 'deprecated'),
}

import type { Command } from './shared/command.js'
import { endError, endingOptions } from './shared/edit/ending.js'

/**
 * `errbook retire CODE`: marks an error as retired. Its page stays, and its code is never reused.
 */
export const retire: Command = {
  name: 'retire',
  summary: 'Mark an error as retired. The page stays. The code is never reused',
  arguments: ['CODE'],
  options: endingOptions,
  run: (input, io) => endError(input, io, 'retired'),
}

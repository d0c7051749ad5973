import type { Command } from './shared/command.js'
import { endError, endingOptions } from './shared/edit/ending.js'

/** `errbook retire CODE`: no longer raised. Its page stays, and its code is never used again. */
export const retire: Command = {
  name: 'retire',
  summary:
    'Say that an error is no longer raised. Its page stays for those who find the code, which is never used again.',
  arguments: ['CODE'],
  options: endingOptions,
  run: (input, io) => endError(input, io, 'retired'),
}

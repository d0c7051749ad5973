// Inputs of size n for bench/linear.mjs: each is a way in which a run could take the square of its
// input.
import { apiInputs } from './api.mjs'
import { catalogInputs } from './catalog.mjs'
import { commandInputs } from './commands.mjs'
import { proseInputs } from './prose.mjs'
import { yamlInputs } from './yaml.mjs'

/** @type {readonly import('./make.mjs').Input[]} */
export const inputs = [
  ...yamlInputs,
  ...catalogInputs,
  ...proseInputs,
  ...commandInputs,
  ...apiInputs,
]

// Inputs of size n for bench/linear.mjs. Each could make a run take quadratic time.
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

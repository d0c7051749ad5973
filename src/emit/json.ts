import type { Json } from '../facts/body/envelope.js'

/** JSON as every JSON file of ours is written. */
export function jsonFile(value: Json | object): string {
  // Joined, because a text with a line end added is copied whole once it is read.
  return [JSON.stringify(value, null, 2), ''].join('\n')
}

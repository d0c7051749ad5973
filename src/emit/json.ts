import type { Json } from '../facts/envelope.js'

/** JSON as every JSON file of ours is written. */
export function jsonFile(value: Json | object): string {
  return `${JSON.stringify(value, null, 2)}\n`
}

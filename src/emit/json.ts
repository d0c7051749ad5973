import type { Json } from '../facts/body/envelope.js'

/** Returns a value as the text of a JSON file. */
export function jsonFile(value: Json | object): string {
  // `join` avoids a copy. V8 would copy a string built with `+` when it is first read.
  return [JSON.stringify(value, null, 2), ''].join('\n')
}

/**
 * A name in lower case. A file system that ignores case treats two names as one if these are equal.
 */
export function fold(text: string): string {
  return text.toLowerCase()
}

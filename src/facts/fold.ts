/** A name in lower case, to compare names as a file system that ignores case does. */
export function fold(text: string): string {
  return text.toLowerCase()
}

/** Converts a name to lowercase, to compare names like a case-insensitive file system. */
export function fold(text: string): string {
  return text.toLowerCase()
}

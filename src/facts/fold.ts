/** A name without its case: two that are equal so are one to a file system that ignores case. */
export function fold(text: string): string {
  return text.toLowerCase()
}

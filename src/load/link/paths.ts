/** A path relative to a folder. */
export function pathBelow(file: string, folder: string): string {
  return file.slice(folder === '' || folder === '.' ? 0 : folder.length + 1)
}

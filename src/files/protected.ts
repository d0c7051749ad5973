// Invisible characters that some file systems ignore in names.
const unseen = /[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g

const folders = ['.git', 'node_modules', 'site-packages'] as const
// Possible short names on Windows.
const short = [/^git~\d+$/, /^node_m~\d+$/, /^site-p~\d+$/]

/**
 * The first protected folder in these parts of a path, under its usual name. Some systems ignore
 * case, trailing dots and spaces, or a stream after `:`, or have a second, short name.
 */
export function protectedPart(parts: readonly string[]): (typeof folders)[number] | undefined {
  for (const part of parts) {
    const name = part
      .replace(unseen, '')
      .normalize('NFKC')
      .toLowerCase()
      .replace(/(?<=.):.*$/, '')
      .replace(/[. ]+$/, '')
    const found = folders.find((folder, at) => name === folder || short[at]?.test(name))
    if (found !== undefined) return found
  }
  return undefined
}

// Invisible characters that some file systems ignore in names.
const unseen = /[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g

const folders = ['.git', 'node_modules', 'site-packages'] as const
// Short names that Windows may use for these folders.
const short = [/^git~\d+$/, /^node_m~\d+$/, /^site-p~\d+$/]

/**
 * Returns the usual name of the first protected folder in a path. Also recognizes other spellings,
 * because some systems ignore case, trailing dots and spaces, or text after `:`. Windows may also
 * create a second, short name.
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

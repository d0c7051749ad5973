// What some file systems leave out of a name: characters that nobody sees.
const unseen = /[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g

const folders = ['.git', 'node_modules', 'site-packages'] as const
// The short names that Windows may give them.
const short = [/^git~\d+$/, /^node_m~\d+$/, /^site-p~\d+$/]

/**
 * The folder among these parts of a path that errbook never writes in, under the name that it is
 * known by. Some systems ignore case, dots and spaces at an end, a stream after `:`, or have a
 * second, short name for it.
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

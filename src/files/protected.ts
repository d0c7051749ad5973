// What some file systems leave out of a name: characters that nobody sees.
const unseen = /[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g

/**
 * The folder among these parts of a path that errbook never writes in, under the name that it is known by. Some systems
 * ignore case, dots and spaces at an end, a stream after `:`, or have a second, short name for it.
 */
export function protectedPart(parts: readonly string[]): '.git' | 'node_modules' | undefined {
  for (const part of parts) {
    const name = part
      .replace(unseen, '')
      .normalize('NFKC')
      .toLowerCase()
      .replace(/(?<=.):.*$/, '')
      .replace(/[. ]+$/, '')
    if (name === '.git' || /^git~\d+$/.test(name)) return '.git'
    if (name === 'node_modules' || /^node_m~\d+$/.test(name)) return 'node_modules'
  }
  return undefined
}

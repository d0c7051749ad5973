// Names that do not work on every system. They contain `:`, a separator or an invisible character,
// end with a space or dot, or are a Windows device.
const unfit =
  /[\\:*?"<>|\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|^\s|[\s.]$|^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?:\.|$)/i
const half = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/

/** Whether a path stays below its folder and works on every system. */
export function isInside(path: string): boolean {
  return pathProblem(path) === undefined
}

/**
 * Returns why a path can't be used below a folder, or undefined if it can. The text continues a
 * sentence that starts with the path: "leaves its folder".
 */
export function pathProblem(path: string): string | undefined {
  const names = path.split('/')
  if (
    path.startsWith('/') ||
    path.startsWith('\\') ||
    /^[A-Za-z]:/.test(path) ||
    names.includes('..')
  )
    return 'leaves its folder'
  if (names.some((name) => name === '' || name === '.')) return 'has an empty part'
  if (names.some(isUnfit)) return 'has a name that some systems reject'
  if (
    path.length > 85 &&
    (names.some((name) => Buffer.byteLength(name) > 255) || Buffer.byteLength(path) > 1000)
  )
    return 'is longer than file systems allow'
  if (/^\.errbook-/i.test(path)) return 'is reserved for errbook'
  return undefined
}

/** Returns a key that is the same for all paths that a file system may treat as the same. */
export function foldPath(path: string): string {
  return path.normalize('NFC').toLowerCase()
}

export type PathUse = 'read' | 'write'

/**
 * Returns a path from a config or the command line with `/` as the separator. A backslash counts as
 * a separator on every system.
 */
export function slashed(path: string): string {
  return path.replaceAll('\\', '/')
}

/**
 * Checks how a path in a config or on the command line is written. The path may be absolute and may
 * contain `..`. If errbook writes to it, its names must work on every system. Returns undefined if
 * the path is valid.
 */
export function namedPathProblem(
  path: string,
  use: PathUse,
  { windows }: { readonly windows: boolean },
): { readonly message: string; readonly help: string } | undefined {
  const control = /[\u0000-\u001f\u007f]/.exec(path)?.[0]
  if (control !== undefined)
    return {
      message: `The path ${JSON.stringify(path)} has the character U+${control.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}, which is not allowed in paths.`,
      help: 'Remove the character.',
    }
  if (/^[A-Za-z]:/.test(path) && !windows)
    return {
      message: `\`${path}\` is a Windows path, which does not work on this system.`,
      help: 'Use a path relative to the current directory, such as `docs/errors`.',
    }
  if (use === 'read') return undefined
  const names = slashed(windows ? path.replace(/^[A-Za-z]:/, '') : path).split('/')
  const name = names.find((part) => part !== '.' && part !== '..' && part !== '' && isUnfit(part))
  if (name === undefined) return undefined
  return {
    message: `The name \`${name}\` in \`${path}\` is not valid on all systems.`,
    help: 'Choose another name. Windows rejects device names such as `nul`, a dot or a space at the end, and `: * ? " < > |`.',
  }
}

function isUnfit(name: string): boolean {
  return unfit.test(name) || half.test(name)
}

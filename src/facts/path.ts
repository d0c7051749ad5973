// Names that some system can't hold, or takes for another: drives, streams, separators, characters that
// nobody sees, a space or dot at an end, the devices of Windows.
const unfit =
  /[\\:*?"<>|\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|^\s|[\s.]$|^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?:\.|$)/i
const half = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/

/** Whether a path stays below its folder, and is the same path on every system. */
export function isInside(path: string): boolean {
  return pathProblem(path) === undefined
}

/** What keeps a path from being one below a folder, in words that go after "it". */
export function pathProblem(path: string): string | undefined {
  const names = path.split('/')
  if (path.startsWith('/') || path.startsWith('\\') || /^[A-Za-z]:/.test(path) || names.includes('..')) return 'leads out'
  if (names.some((name) => name === '' || name === '.')) return 'has a part without a name'
  if (names.some((name) => unfit.test(name) || half.test(name))) return 'holds a name that some systems refuse'
  if (path.length > 85 && (names.some((name) => Buffer.byteLength(name) > 255) || Buffer.byteLength(path) > 1000))
    return 'is longer than file systems allow'
  if (/^\.errbook-/i.test(names[0]!)) return 'is a name that errbook keeps for itself'
  return undefined
}

/** One key for all the paths that a file system may take for the same. */
export function foldPath(path: string): string {
  return path.normalize('NFC').toLowerCase()
}

import { posix } from 'node:path'

/** A `$ref` in a file: the file that it leads to, and the place in it. */
export interface FileReference {
  /**
   * From where errbook runs, as the names of files are. Undefined if the reference leads out of the
   * file system.
   */
  readonly path: string | undefined
  readonly fragment: string
}

/** What a reference in a file leads to. It is relative to that file. */
export function referenceFrom(reference: string, file: string): FileReference {
  const at = reference.indexOf('#')
  const [path, fragment] =
    at === -1 ? [reference, ''] : [reference.slice(0, at), reference.slice(at + 1)]
  if (path === '') return { path: posix.normalize(file), fragment }
  if (isRemote(path)) return { path: undefined, fragment }
  const decoded = decode(path)
  return {
    path: posix.isAbsolute(decoded)
      ? posix.normalize(decoded)
      : posix.normalize(posix.join(posix.dirname(file), decoded)),
    fragment,
  }
}

/** Whether a reference is a URL with a scheme or a host. */
export function isRemote(reference: string): boolean {
  return /^(?:[a-z][a-z\d+.-]*:|\/\/)/i.test(reference)
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    // A percent sign that begins no escape is one.
    return path
  }
}

import { posix } from 'node:path'

/** A `$ref`, split into the target file and the fragment. */
export interface FileReference {
  /**
   * The target file, relative to the working directory like all file names. Undefined for a URL.
   */
  readonly path: string | undefined
  readonly fragment: string
}

/** Resolves a reference against the file that contains it. */
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
    // A percent sign that does not start a valid escape is literal.
    return path
  }
}

import { createHash } from 'node:crypto'

/**
 * One file of an edit. `before` and `after` are hashes of the whole file. They are `null` if the
 * file does not exist at that time.
 */
export interface Step {
  /** The path below the catalog, with `/` between its parts. */
  readonly path: string
  readonly before: string | null
  readonly after: string | null
  /** The name of the staged file. `null` if the file is deleted. */
  readonly staged: string | null
}

const hash = /^[0-9a-f]{64}$/
const stagedName = /^[0-9a-f]{16,64}$/

export function formatJournal(steps: readonly Step[]): string {
  return `${JSON.stringify({ errbook: 'journal', version: 1, steps })}\n`
}

/** The steps of a journal. Undefined if it is damaged or contains a path outside the catalog. */
export function parseJournal(text: string): Step[] | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  const { version, steps } = (value ?? {}) as { version?: unknown; steps?: unknown }
  return version === 1 && Array.isArray(steps) && steps.length > 0 && steps.every(isStep)
    ? steps
    : undefined
}

function isStep(value: unknown): value is Step {
  if (typeof value !== 'object' || value === null) return false
  const { path, before, after, staged } = value as Record<string, unknown>
  const isHash = (item: unknown) => item === null || (typeof item === 'string' && hash.test(item))
  const isStaged =
    typeof staged === 'string'
      ? stagedName.test(staged) && after !== null
      : staged === null && after === null
  return (
    typeof path === 'string' && isPlainPath(path) && isHash(before) && isHash(after) && isStaged
  )
}

/**
 * Whether a path is safe. Less strict than for outputs, because names in a catalog do not have to
 * be valid on every system.
 */
function isPlainPath(path: string): boolean {
  const names = path.split('/')
  const isPlain = (name: string) =>
    name !== '' && name !== '.' && name !== '..' && !/^\.(?:git|errbook-.*)$/i.test(name)
  return !/[\\\u0000]|^[A-Za-z]:/.test(path) && names.every(isPlain)
}

export function hashOfFile(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex')
}

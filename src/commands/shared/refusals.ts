import { codeShape, pathParts } from '../../facts/entry/code.js'
import { fold } from '../../facts/fold.js'
import { lockedAs } from '../../facts/promise/lock.js'
import { splitWords } from '../../load/link/code-words.js'
import type { Catalog, CodeParts, Entry } from '../../model/catalog.js'
import { RunError } from '../../model/diagnostic.js'
import type { Lock } from '../../model/lock.js'
import type { Address } from '../../model/source.js'

/**
 * Splits a new code into its parts. Throws a RunError (exit 1) if catalog.yaml does not allow it.
 */
export function partsOf(code: string, { vocabulary, source }: Catalog): CodeParts {
  const shape = codeShape(vocabulary)
  const split = shape.split(code)
  if ('parts' in split) return split.parts
  const { message, ...words } = splitWords(split, vocabulary, shape)
  throw new RunError(1, {
    ...words,
    message: `\`${code}\`: ${message}`,
    at: { source, path: ['code'] },
  })
}

/** Returns the path of the file for a new error. */
export function fileOf(parts: CodeParts, folder: string): string {
  return `${folder === '.' || folder === '' ? '' : `${folder}/`}${pathParts(parts).join('/')}.yaml`
}

/** Throws a RunError (exit 1) if a code is or was used by an error, ignoring case. */
export function refuseTaken(code: string, { entries }: Catalog, lock: Lock | undefined): void {
  const same = entries.find((entry) => fold(entry.code) === fold(code))
  if (same) {
    const [what, help] =
      same.state === 'retired'
        ? [
            'belongs to a retired error',
            'Choose another code. The code of a retired error is never reused.',
          ]
        : ['is already in use', 'Choose another code, or rename the existing error first.']
    const case_ = same.code === code ? '' : ` (spelled \`${same.code}\`)`
    throw taken(`Code \`${code}\` ${what}${case_}.`, help, { ...same.origin, path: ['code'] })
  }
  for (const { data, origin, code: owner } of entries) {
    const at = data.aliases?.findIndex((alias) => fold(alias) === fold(code)) ?? -1
    if (at !== -1)
      throw taken(
        `Code \`${code}\` is an earlier code of \`${owner}\`.`,
        'Choose another code. Clients may still use this one.',
        {
          ...origin,
          path: ['aliases', at],
        },
      )
  }
  const locked = lockedAs(lock, code)
  if (lock === undefined || locked === undefined) return
  const line = [...lock.errors.values()].find((error) => fold(error.code) === fold(code))
  throw taken(
    `According to the lock file, code \`${code}\` ${locked === 'alias' ? 'is an earlier code of a published error' : 'belongs to a published error'}.`,
    'Choose another code. Logs and clients may still use this one.',
    line?.at,
  )
}

/** Throws a RunError (exit 1) if an error is retired, because retired errors can't be changed. */
export function refuseRetired({ code, state, origin }: Entry): void {
  if (state !== 'retired') return
  throw new RunError(1, {
    code: 'already-retired',
    message: `\`${code}\` is retired and can't be changed.`,
    help: 'To correct its text, edit the entry by hand.',
    at: { ...origin, path: ['retired'], on: 'key' },
  })
}

function taken(message: string, help: string, at: Address | undefined): RunError {
  return new RunError(1, { code: 'code-taken', message, help, ...(at && { at }) })
}

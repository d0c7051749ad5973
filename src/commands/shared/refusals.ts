import { codeShape, pathParts } from '../../facts/entry/code.js'
import { fold } from '../../facts/fold.js'
import { lockedAs } from '../../facts/promise/lock.js'
import { splitWords } from '../../load/link/code-words.js'
import type { Catalog, CodeParts, Entry } from '../../model/catalog.js'
import { RunError } from '../../model/diagnostic.js'
import type { Lock } from '../../model/lock.js'
import type { Address } from '../../model/source.js'

/** The parts of a new code. Ends the run where the vocabulary does not know them. */
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

/** The file that an error of a new code goes into. */
export function fileOf(parts: CodeParts, folder: string): string {
  return `${folder === '.' || folder === '' ? '' : `${folder}/`}${pathParts(parts).join('/')}.yaml`
}

/** Ends the run where a code is not free: an error has it, had it, or is retired under it. */
export function refuseTaken(code: string, { entries }: Catalog, lock: Lock | undefined): void {
  const same = entries.find((entry) => fold(entry.code) === fold(code))
  if (same) {
    const [why, help] =
      same.state === 'retired'
        ? [
            'an error is retired under it, and a code never comes to mean something else',
            'Choose another code.',
          ]
        : ['an error has it', 'Choose another code, or rename that error first.']
    const case_ = same.code === code ? '' : `, but for capitals as \`${same.code}\``
    throw taken(`\`${code}\` is taken: ${why}${case_}.`, help, { ...same.origin, path: ['code'] })
  }
  for (const { data, origin, code: owner } of entries) {
    const at = data.aliases?.findIndex((alias) => fold(alias) === fold(code)) ?? -1
    if (at !== -1)
      throw taken(
        `\`${code}\` is taken: \`${owner}\` was called that before.`,
        'Choose another code: clients still know this one.',
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
    `\`${code}\` is taken: ${locked === 'alias' ? 'an error was called that before' : 'an error was published under it'}, as the lock remembers.`,
    'Choose another code: logs and clients still know this one.',
    line?.at,
  )
}

/** Ends the run for an error that is gone already: nothing about it changes any more. */
export function refuseRetired({ code, state, origin }: Entry): void {
  if (state !== 'retired') return
  throw new RunError(1, {
    code: 'already-retired',
    message: `\`${code}\` is retired: nothing about it changes any more.`,
    help: 'Edit the text of its entry by hand if it needs correcting.',
    at: { ...origin, path: ['retired'], on: 'key' },
  })
}

function taken(message: string, help: string, at: Address | undefined): RunError {
  return new RunError(1, { code: 'code-taken', message, help, ...(at && { at }) })
}

import { isReservedPathName, reservedIdentifiers } from '../../facts/entry/names.js'
import { fold } from '../../facts/fold.js'
import type { Entry } from '../../model/catalog.js'
import type { Finding } from '../../model/diagnostic.js'
import type { Address, Path } from '../../model/source.js'

/** Reports duplicate codes, constants and pages, and names that an output can't use. */
export function collisions(entries: readonly Entry[]): Finding[] {
  const { codes, single, findings } = codesOf(entries)
  return [
    ...findings,
    ...constantFindings(single),
    ...single.flatMap(pageNameFindings),
    ...aliasFindings(entries, codes),
  ]
}

interface Codes {
  /** The first entry with each code, by lowercase code. */
  readonly codes: ReadonlyMap<string, Entry>
  readonly single: readonly Entry[]
  readonly findings: readonly Finding[]
}

function codesOf(entries: readonly Entry[]): Codes {
  const codes = new Map<string, Entry>()
  const single: Entry[] = []
  const findings: Finding[] = []
  for (const entry of entries) {
    const same = codes.get(fold(entry.code))
    if (same) findings.push(sameCode(entry, same))
    else {
      codes.set(fold(entry.code), entry)
      single.push(entry)
    }
  }
  return { codes, single, findings }
}

function sameCode(entry: Entry, same: Entry): Finding {
  const words =
    same.code === entry.code
      ? ({
          code: 'duplicate-code',
          message: `Duplicate code \`${entry.code}\`.`,
          help: 'Rename or delete one of them.',
        } as const)
      : ({
          code: 'code-case',
          message: `\`${entry.code}\` and \`${same.code}\` differ only in case, and so do their pages.`,
          help: 'Rename one of them.',
        } as const)
  return { ...words, at: at(entry, ['code']), related: [theOther(same)] }
}

function constantFindings(entries: readonly Entry[]): Finding[] {
  const constants = new Map<string, Entry>()
  return entries.flatMap((entry): Finding[] => {
    const { identifier, data } = entry
    const place = at(entry, data.identifier === undefined ? ['code'] : ['identifier'])
    const first = constants.get(identifier)
    if (first) return [sameConstant(entry, first, place)]
    constants.set(identifier, entry)
    if (!reservedIdentifiers.has(identifier)) return []
    return [
      {
        code: 'reserved-name',
        message: `Constant \`${identifier}\` is reserved in generated code.`,
        help: 'Add an `identifier` to the error.',
        at: place,
      },
    ]
  })
}

function sameConstant({ identifier, code }: Entry, first: Entry, place: Address): Finding {
  return {
    code: 'identifier-collision',
    message: `\`${first.code}\` and \`${code}\` have the same constant \`${identifier}\`.`,
    help: 'Add an `identifier` to one of them.',
    at: place,
    related: [theOther(first)],
  }
}

function pageNameFindings(entry: Entry): Finding[] {
  const reserved = entry.page.split('/').find(isReservedPathName)
  if (reserved === undefined) return []
  return [
    {
      code: 'reserved-name',
      message: `Name \`${reserved}\` is reserved as a file name by Windows or by errbook.`,
      help: 'Choose another name.',
      at: at(entry, ['code']),
    },
  ]
}

/** Checks that an alias belongs to only one error and is not the code of another error. */
function aliasFindings(entries: readonly Entry[], codes: Codes['codes']): Finding[] {
  const aliases = new Map<string, { entry: Entry; path: Path }>()
  const findings: Finding[] = []
  for (const entry of entries) {
    for (const [index, alias] of (entry.data.aliases ?? []).entries()) {
      const path: Path = ['aliases', index]
      const holder = codes.get(fold(alias))
      const other = holder ? { entry: holder, path: ['code'] } : aliases.get(fold(alias))
      if (other === undefined) {
        aliases.set(fold(alias), { entry, path })
        continue
      }
      findings.push({
        code: 'alias-taken',
        message: `Alias \`${alias}\` ${usedAs(entry, other.entry, holder !== undefined)}.`,
        help: 'Remove or correct the alias.',
        at: at(entry, path),
        related: [theOther(other.entry, other.path)],
      })
    }
  }
  return findings
}

function usedAs(entry: Entry, other: Entry, isCode: boolean): string {
  if (other === entry) return 'is already a code of this error'
  return isCode ? 'is the code of another error' : `is already an alias of \`${other.code}\``
}

function theOther(entry: Entry, path: Path = ['code']): { message: string; at: Address } {
  return { message: 'The other error is here.', at: at(entry, path) }
}

function at({ origin }: Entry, path: Path): Address {
  return { ...origin, path }
}

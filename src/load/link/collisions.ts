import { isReservedPathName, reservedIdentifiers } from '../../facts/entry/names.js'
import type { Entry } from '../../model/catalog.js'
import type { Finding } from '../../model/diagnostic.js'
import type { Address, Path } from '../../model/source.js'

/**
 * Two errors that can't both be: one code, one constant, one page. And names that a target can't
 * hold.
 */
export function collisions(entries: readonly Entry[]): Finding[] {
  const findings: Finding[] = []
  const codes = new Map<string, Entry>()
  const aliases = new Map<string, { entry: Entry; path: Path }>()
  const identifiers = new Map<string, Entry>()
  for (const entry of entries) {
    const same = codes.get(fold(entry.code))
    codes.set(fold(entry.code), same ?? entry)
    if (same) {
      findings.push(
        same.code === entry.code
          ? taken(
              'duplicate-code',
              entry,
              ['code'],
              `Unexpected second \`${entry.code}\`, expected each code once.`,
              'Give one of the two another code.',
              same,
            )
          : taken(
              'code-case',
              entry,
              ['code'],
              `Unexpected code: it differs from \`${same.code}\` only in case, and so do their pages.`,
              'Choose a code that differs in more than case.',
              same,
            ),
      )
      continue
    }
    const constant = identifiers.get(entry.identifier)
    identifiers.set(entry.identifier, constant ?? entry)
    if (constant) {
      const path: Path = entry.data.identifier === undefined ? ['code'] : ['identifier']
      findings.push(
        taken(
          'identifier-collision',
          entry,
          path,
          `Unexpected constant \`${entry.identifier}\`: \`${constant.code}\` and \`${entry.code}\` would share it.`,
          'Give one of them an `identifier` of its own.',
          constant,
        ),
      )
    } else if (reservedIdentifiers.has(entry.identifier)) {
      const path: Path = entry.data.identifier === undefined ? ['code'] : ['identifier']
      findings.push({
        code: 'reserved-name',
        message: `Unexpected constant \`${entry.identifier}\`: generated code keeps that name for itself.`,
        help: 'Give the error an `identifier` of its own.',
        at: at(entry, path),
      })
    }
    const reserved = entry.page.split('/').find(isReservedPathName)
    if (reserved !== undefined) {
      findings.push({
        code: 'reserved-name',
        message: `Unexpected name \`${reserved}\`: as a file name it is kept by Windows or by errbook's own pages.`,
        help: 'Choose another name.',
        at: at(entry, ['code']),
      })
    }
  }
  for (const entry of entries) {
    for (const [index, alias] of (entry.data.aliases ?? []).entries()) {
      const path: Path = ['aliases', index]
      const code = codes.get(fold(alias))
      const other = code ? { entry: code, path: ['code'] } : aliases.get(fold(alias))
      if (other) {
        const whose =
          other.entry === entry
            ? `the error has it already`
            : code
              ? 'another error has it as its code'
              : `\`${other.entry.code}\` has it already`
        findings.push(
          taken(
            'alias-taken',
            entry,
            path,
            `Unexpected alias \`${alias}\`: ${whose}.`,
            'Remove it, or correct it.',
            other.entry,
            other.path,
          ),
        )
      } else aliases.set(fold(alias), { entry, path })
    }
  }
  return findings
}

function taken(
  code: Finding['code'],
  entry: Entry,
  path: Path,
  message: string,
  help: string,
  other: Entry,
  otherPath: Path = ['code'],
): Finding {
  return {
    code,
    message,
    help,
    at: at(entry, path),
    related: [{ message: 'The other one is here.', at: at(other, otherPath) }],
  }
}

function at({ origin }: Entry, path: Path): Address {
  return { ...origin, path }
}

function fold(text: string): string {
  return text.toLowerCase()
}

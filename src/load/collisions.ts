import { isReservedPathName, reservedIdentifiers } from '../facts/names.js'
import type { Entry } from '../model/catalog.js'
import type { Finding } from '../model/diagnostic.js'
import type { Address, Path } from '../model/source.js'

/** Two errors that can't both be: one code, one constant, one page. And names that a target can't hold. */
export function collisions(entries: readonly Entry[]): Finding[] {
  const findings: Finding[] = []
  const codes = new Map<string, Entry>()
  const aliases = new Map<string, Entry>()
  const identifiers = new Map<string, Entry>()
  const pages = new Map<string, Entry>()
  for (const entry of entries) {
    const same = codes.get(fold(entry.code))
    codes.set(fold(entry.code), same ?? entry)
    if (same) {
      findings.push(
        same.code === entry.code
          ? taken('duplicate-code', entry, ['code'], `Unexpected second \`${entry.code}\`, expected each code once.`, 'Give one of the two another code.', same)
          : taken('code-case', entry, ['code'], `Unexpected code: it differs from \`${same.code}\` only in case.`, 'Choose a code that differs in more than case.', same),
      )
      continue
    }
    const constant = identifiers.get(entry.identifier)
    identifiers.set(entry.identifier, constant ?? entry)
    if (constant) {
      const path: Path = entry.data.identifier === undefined ? ['code'] : ['identifier']
      findings.push(taken('identifier-collision', entry, path, `Unexpected constant \`${entry.identifier}\`: \`${constant.code}\` and \`${entry.code}\` would share it.`, 'Give one of them an `identifier` of its own.', constant))
    } else if (reservedIdentifiers.has(entry.identifier)) {
      const path: Path = entry.data.identifier === undefined ? ['code'] : ['identifier']
      findings.push({ code: 'reserved-name', message: `Unexpected constant \`${entry.identifier}\`: generated code keeps that name for itself.`, help: 'Give the error an `identifier` of its own.', at: at(entry, path) })
    }
    const page = pages.get(fold(entry.page))
    pages.set(fold(entry.page), page ?? entry)
    if (page) findings.push(taken('path-collision', entry, ['code'], `Unexpected page \`${entry.page}\`: \`${page.code}\` has it already, on systems that ignore case.`, 'Rename one of the two.', page))
    const reserved = entry.page.split('/').find(isReservedPathName)
    if (reserved !== undefined) {
      findings.push({ code: 'reserved-name', message: `Unexpected name \`${reserved}\`: as a file name it is kept by Windows or by errbook's own pages.`, help: 'Choose another name.', at: at(entry, ['code']) })
    }
  }
  for (const entry of entries) {
    for (const [index, alias] of (entry.data.aliases ?? []).entries()) {
      const other = codes.get(fold(alias)) ?? aliases.get(alias)
      if (other) findings.push(taken('alias-taken', entry, ['aliases', index], `Unexpected alias \`${alias}\`: ${other === entry ? 'the error has it already' : `it is a code or an alias of \`${other.code}\``}.`, 'Remove it, or correct it.', other))
      aliases.set(alias, entry)
    }
  }
  return findings
}

function taken(code: Finding['code'], entry: Entry, path: Path, message: string, help: string, other: Entry): Finding {
  return { code, message, help, at: at(entry, path), related: [{ message: 'The other one is here.', at: at(other, ['code']) }] }
}

function at({ origin }: Entry, path: Path): Address {
  return { ...origin, path }
}

function fold(text: string): string {
  return text.toLowerCase()
}

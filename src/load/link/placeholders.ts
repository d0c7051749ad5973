import { LooseBrace, parseTemplate, placeholdersOf } from '../../facts/body/template-string.js'
import { meant, suggester } from '../../facts/nearest.js'
import { pathText } from '../../facts/path-text.js'
import type { Finding } from '../../model/diagnostic.js'
import type { Address } from '../../model/source.js'

/** The allowed names of placeholders. */
export interface Names {
  readonly all: readonly string[]
  /** The first few names, for a message. */
  readonly list: string
  has(name: string): boolean
  nearest(name: string): string | undefined
}

export function namesFrom(all: readonly string[]): Names {
  let set: Set<string> | undefined
  let suggest: ((name: string) => string | undefined) | undefined
  return {
    all,
    get list() {
      return all
        .slice(0, 8)
        .map((one) => `\`{${one}}\``)
        .join(', ')
    },
    has(name) {
      set ??= new Set(all)
      return set.has(name)
    },
    nearest(name) {
      suggest ??= suggester(all)
      return suggest(name)
    },
  }
}

/** The maximum number of unknown placeholders in one text that get a separate finding. */
const mostPlaceholders = 100

/** Checks the placeholders in a template. */
export function templateFindings(
  template: string,
  known: Names,
  at: Address,
  help = 'Correct the name.',
): Finding[] {
  try {
    parseTemplate(template)
  } catch (cause) {
    if (!(cause instanceof LooseBrace)) throw cause
    return [
      {
        code: 'invalid-template',
        message: `Unmatched \`${cause.brace}\`.`,
        help: `Write \`${cause.brace}${cause.brace}\` for a literal brace.`,
        at: { ...at, text: { value: cause.brace, nth: cause.nth } },
      },
    ]
  }
  const seen = new Map<string, number>()
  const unknown = placeholdersOf(template).flatMap((name) => {
    const nth = seen.get(name) ?? 0
    seen.set(name, nth + 1)
    return known.has(name) ? [] : [{ name, nth }]
  })
  const where = at.path?.length ? ` in \`${pathText(at.path)}\`` : ''
  const list = known.all.length > 0 ? ` Known placeholders: ${known.list}.` : ''
  const findings = unknown.slice(0, mostPlaceholders).map(({ name, nth }): Finding => {
    const near = known.nearest(name)
    const place: Address = { ...at, text: { value: `{${name}}`, nth } }
    return {
      code: 'unknown-placeholder',
      message: `Unknown placeholder \`{${name}}\`${where}.`,
      ...meant(near && `{${near}}`, { help: `${help}${list}`, at: place }),
      at: place,
    }
  })
  const left = unknown.length - findings.length
  if (left > 0)
    findings.push({
      code: 'unknown-placeholder',
      message: `${left} more unknown placeholders in this text.`,
      help,
      at,
    })
  return findings
}

/** The placeholders in a template. Empty if its syntax is invalid, which is reported elsewhere. */
export function tryPlaceholders(template: string): string[] {
  try {
    return placeholdersOf(template)
  } catch {
    return []
  }
}

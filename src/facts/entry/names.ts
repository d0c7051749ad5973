import type { CodeParts } from '../../model/catalog.js'
import { capitalized } from '../capitalized.js'

/**
 * The name in generated code: PascalCase of category and name, from nothing but the code itself.
 * One that would start with a digit gets `Error` in front: `20404` is `Error20404`.
 */
export function identifierOf({ category, name }: CodeParts): string {
  const words = `${category} ${name}`.split(/[^A-Za-z0-9]+/).filter((word) => word !== '')
  const pascal = words.map(capitalized).join('')
  return /^[0-9]/.test(pascal) ? `Error${pascal}` : pascal
}

/** Names that a generated module has for itself, or that a target language keeps. */
export const reservedIdentifiers: ReadonlySet<string> = new Set([
  ...[
    'ErrorDef',
    'ErrorMap',
    'ErrorCode',
    'OpenErrorCode',
    'ProblemOf',
    'ErrorMeta',
    'OperationErrors',
    'NoParams',
    'Code',
  ],
  ...[
    'Array',
    'Boolean',
    'Date',
    'Error',
    'False',
    'Infinity',
    'JSON',
    'Map',
    'Math',
    'NaN',
    'None',
    'Number',
    'Object',
    'Promise',
    'Proxy',
  ],
  ...['Record', 'Readonly', 'Reflect', 'RegExp', 'Set', 'String', 'Symbol', 'True', 'URL'],
])

/**
 * Names that Windows keeps for devices, whatever their extension, and pages that errbook writes
 * itself.
 */
export function isReservedPathName(name: string): boolean {
  return /^(con|prn|aux|nul|com[0-9]|lpt[0-9]|index|overview|readme)$/i.test(name)
}

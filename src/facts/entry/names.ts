import type { CodeParts } from '../../model/catalog.js'
import { capitalized } from '../capitalized.js'

/**
 * The name of an error in generated code: category and name in PascalCase. It depends only on the
 * code. If the name would start with a digit, it gets the prefix `Error`, so `20404` becomes
 * `Error20404`.
 */
export function identifierOf({ category, name }: CodeParts): string {
  const words = `${category} ${name}`.split(/[^A-Za-z0-9]+/).filter((word) => word !== '')
  const pascal = words.map(capitalized).join('')
  return /^[0-9]/.test(pascal) ? `Error${pascal}` : pascal
}

/** Names that generated modules use themselves, or that a target language reserves. */
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

/** Whether a name is a Windows device (with any extension) or a page that errbook writes itself. */
export function isReservedPathName(name: string): boolean {
  return /^(con|prn|aux|nul|com[0-9]|lpt[0-9]|index|overview|readme)$/i.test(name)
}

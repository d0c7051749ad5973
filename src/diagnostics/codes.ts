/**
 * The codes of errbook's own catalog. This type is generated from it, so every finding has a page.
 */
export type { Code as DiagnosticCode } from './generated/codes.js'

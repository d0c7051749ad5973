/**
 * The codes of errbook's own catalog, from which this type is generated: no finding without a page.
 */
export type { Code as DiagnosticCode } from './generated/codes.js'

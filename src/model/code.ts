/** The code of an errbook diagnostic. The model imports nothing else from `diagnostics/`. */
export type { DiagnosticCode } from '../diagnostics/codes.js'

/** The code of one of errbook's own diagnostics. The model uses nothing else of them. */
export type { DiagnosticCode } from '../diagnostics/codes.js'

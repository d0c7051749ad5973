/** The code of one of errbook's own diagnostics. The model needs nothing else from that folder. */
export type { DiagnosticCode } from '../diagnostics/codes.js'

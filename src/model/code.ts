/** The code of one of errbook's own diagnostics: the one thing that the model knows of them. */
export type { DiagnosticCode } from '../diagnostics/codes.js'

/** What generated modules and services import: small, tree-shaken, and without any dependency. */
export type {
  Asked,
  Envelope,
  ErrorDef,
  FailOptions,
  NoParams,
  Problem,
  Rendered,
  Values,
  WebResponse,
} from './definition.js'
export { type FailArguments, fail, is, type ProblemBy } from './fail.js'
export { type LogFields, logFields } from './log.js'
export { mediaTypeFor } from './media-type.js'
export {
  type KnownBy,
  type KnownProblem,
  type NoProblem,
  type OtherProblem,
  parseProblem,
  type ResponseLike,
} from './parse.js'
export { isProblem, ProblemError } from './problem.js'
export { headersOf, textOf } from './text.js'

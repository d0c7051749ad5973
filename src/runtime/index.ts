/**
 * The module that generated code and services import. It is small and tree-shakable, and it has no
 * dependencies.
 */
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

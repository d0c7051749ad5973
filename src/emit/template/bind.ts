import type { Finding } from '../../model/diagnostic.js'
import { codeContexts } from './code-contexts.js'
import { type Context, type Encoding, mergeContexts } from './context.js'
import type { Contexts } from './found-contexts.js'
import { codeHelpers } from './helpers.js'
import { type LanguageName, languages } from './languages.js'
import { markdownContexts } from './markdown-contexts.js'
import { hasValue, isOrdinal, type Piece, probesOf } from './probe.js'
import {
  type Block,
  type Content,
  type Mustache,
  nodeAddress,
  type Program,
  type TemplateSet,
} from './syntax-tree.js'
import { type ParseError, unreadable } from './unreadable.js'

export interface Bound {
  readonly contexts: ReadonlyMap<Mustache, Context>
  readonly regions: readonly Region[]
}

export interface Region {
  readonly encoding: Encoding
  readonly start: Boundary
  readonly end: Boundary
}

/**
 * A place in the template's own text: an offset in a statement that `program` directly contains.
 */
export interface Boundary {
  readonly program: Program
  readonly statement: Content | Mustache
  readonly offset: number
}

/** The position in a probe that corresponds to a `Boundary` in the template. */
interface Cut {
  readonly piece: Piece
  readonly offset: number
}

export function bindMarkdown(
  name: string,
  program: Program,
  mustaches: readonly Mustache[],
  syntax: 'mdx' | 'md',
  set: TemplateSet,
  findings: Finding[],
): Bound {
  const contexts = new Map<Mustache, Context>()
  const regions = new Map<string, Region>()
  // Values without a context: unescaped values, numbers of list items, and JSON in expressions.
  const bare = new Set(mustaches.filter((mustache) => !mustache.escaped || isOrdinal(mustache)))
  const refused = new Set<Mustache>()
  const statements = new Map<object, number>()
  const identity = ({ statement, offset }: Boundary) => {
    statements.set(statement, statements.get(statement) ?? statements.size)
    return `${statements.get(statement)}+${offset}`
  }
  const unsafe = (mustache: Mustache, place: string) => {
    refused.add(mustache)
    findings.push(unsafeFinding(mustache, place, set))
  }
  for (const probe of probesOf(program, mustaches)) {
    let found: Contexts
    try {
      found = markdownContexts(probe, syntax === 'mdx')
    } catch (cause) {
      const parse = (text: string) => markdownContexts({ ...probe, text }, syntax === 'mdx')
      findings.push(unreadable(cause as ParseError, { probe, name, set, mustaches, parse }))
      return { contexts, regions: [] }
    }
    for (const piece of probe.pieces) {
      if (piece.statement.type !== 'MustacheStatement') continue
      const mustache = piece.statement as Mustache
      const number = mustaches.indexOf(mustache)
      const value = found.values.get(number)
      if (!mustache.escaped) continue
      if (value === undefined) {
        if (hasValue(piece.text)) unsafe(mustache, 'a position that does not appear on the page')
      } else if ('problem' in value) {
        if (isCode(mustache) && value.problem === 'an expression') bare.add(mustache)
        else unsafe(mustache, value.problem)
      } else {
        const before = contexts.get(mustache)
        const merged = before === undefined ? value.context : mergeContexts(before, value.context)
        if (merged === undefined) unsafe(mustache, 'a context that depends on an earlier block')
        else contexts.set(mustache, merged)
      }
    }
    for (const { encoding, start, end } of found.regions) {
      const from = cutAt(probe.pieces, start)
      const to = cutAt(probe.pieces, end, 'before')
      if (
        from === undefined ||
        to === undefined ||
        from.piece.program !== to.piece.program ||
        !isClean(from) ||
        !isClean(to)
      ) {
        const inside = probe.pieces.find(
          (piece) =>
            piece.statement.type === 'MustacheStatement' &&
            piece.start >= start &&
            piece.start < end,
        )
        if (inside)
          unsafe(
            inside.statement as Mustache,
            `${/^[ai]/.test(encoding.kind) ? 'an' : 'a'} ${encoding.kind.replaceAll('-', ' ')} that starts and ends in different blocks`,
          )
        continue
      }
      const region = { encoding, start: boundaryOf(from), end: boundaryOf(to) }
      regions.set(`${identity(region.start)} ${identity(region.end)}`, region)
    }
  }
  // A value without a context would not be escaped, so report values that appear in no probe.
  for (const mustache of mustaches)
    if (!contexts.has(mustache) && !bare.has(mustache) && !refused.has(mustache))
      unsafe(mustache, 'a position that does not appear on the page')
  return { contexts, regions: [...regions.values()] }
}

export function bindCode(
  program: Program,
  set: TemplateSet,
  syntax: LanguageName,
  findings: Finding[],
): Bound {
  const contexts = codeContexts(program, languages[syntax], (node, problem) =>
    findings.push(unsafeFinding(node, problem, set)),
  )
  return { contexts, regions: [] }
}

function unsafeFinding(node: Mustache | Block, place: string, set: TemplateSet): Finding {
  const source = set.get(node.loc.source ?? '')
  return {
    code: 'template-unsafe',
    message: `A value in ${place} can't be escaped.`,
    help: helpFor(place),
    ...(source && { at: nodeAddress(source, node) }),
  }
}

function helpFor(place: string): string {
  if (place.startsWith('text'))
    return 'Add a space before the value, or escape the character in the template with a backslash.'
  if (place === 'an expression for a URL') return 'Use quotes: `href="{{…}}"`.'
  if (/^the (?:code|style sheet|HTML|content|URL|scheme) of |^a URL that runs code$/.test(place))
    return 'Catalog text must not become code. Move the value into text.'
  return 'Move the value into text, or use `{{json …}}` in an expression. `{{{…}}}` inserts the value without escaping it.'
}

/** Whether a value is `{{json x}}`, which is already an expression. */
function isCode({ path }: Mustache): boolean {
  return codeHelpers.has(String((path as hbs.AST.PathExpression).original))
}

/** Whether a place is between values or in the template's own text, not inside a value. */
function isClean({ piece, offset }: Cut): boolean {
  return piece.statement.type === 'ContentStatement' || offset === 0 || offset === piece.text.length
}

function cutAt(pieces: readonly Piece[], offset: number, side?: 'before'): Cut | undefined {
  const piece =
    side === 'before'
      ? pieces.findLast((one) => one.start < offset)
      : pieces.findLast((one) => one.start <= offset && one.text !== '')
  return piece && { piece, offset: offset - piece.start }
}

function boundaryOf({ piece: { program, statement }, offset }: Cut): Boundary {
  return { program, statement, offset }
}

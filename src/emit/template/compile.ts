import Handlebars from 'handlebars'
import type { Finding } from '../../model/diagnostic.js'
import { codeContexts, quoting } from './code-contexts.js'
import { type Context, type Encoding, encodeRegion, mergeContexts, put, type Writing } from './context.js'
import { type Contexts, markdownContexts } from './markdown-contexts.js'
import { hasValue, mustachesOf, type Piece, probesOf } from './probe.js'
import { type Block, blockOf, codeHelpers, type Content, type Mustache, nodeAddress, numberOf, parseTemplateTree, pathOf, type Program, type TemplateSet, textOf } from './syntax-tree.js'
import { TemplateError } from './template-error.js'

/** A template, ready to render views. Throws a TemplateError for a value that the view does not have. */
export interface Template {
  readonly name: string
  readonly own: boolean
  render(view: object, writing: Writing): string
}

export type Syntax = 'mdx' | 'md' | keyof typeof quoting

/** The syntax of what a template renders, by its name: `page.mdx.hbs` renders MDX. */
export function syntaxOf(name: string): Syntax | undefined {
  if (/\.mdx\.hbs$/.test(name)) return 'mdx'
  if (/\.(?:md|txt)\.hbs$/.test(name)) return 'md'
  return /\.(?:[mc]?[jt]s)\.hbs$/.test(name) ? 'ecmascript' : undefined
}

/**
 * Compiles a template of a set. Every bare `{{x}}` is bound to the escape of the place where it stands;
 * where there is none, that is a finding at its line.
 */
export function compileTemplate(name: string, set: TemplateSet): { template: Template | undefined; findings: Finding[] } {
  const findings: Finding[] = []
  const program = parseTemplateTree(name, set, findings)
  const syntax = syntaxOf(name)
  if (syntax === undefined) {
    const source = set.get(name)
    findings.push({ code: 'template-unsafe', message: `Unexpected template \`${name}\`: errbook knows no escapes for its syntax.`, help: 'Name it after what it renders: `.mdx.hbs`, `.md.hbs`, `.txt.hbs` or `.ts.hbs`.', ...(source && { at: { source, range: [0, 0] } }) })
  }
  if (program === undefined || syntax === undefined) return { template: undefined, findings }
  const mustaches = mustachesOf(program)
  const bound = syntax === 'mdx' || syntax === 'md' ? bindMarkdown(name, program, mustaches, syntax, set, findings) : bindCode(program, set, syntax, findings)
  if (findings.length > 0) return { template: undefined, findings }

  const places = bind(program, mustaches, bound, set)
  const own = [name, ...new Set(mustaches.map((mustache) => mustache.loc.source ?? name))].some((file) => set.get(file)?.own)
  const handlebars = Handlebars.create()
  // The tree has been through Handlebars' white space control already.
  const rendered = handlebars.compile(program, { noEscape: true, ignoreStandalone: true, knownHelpers: { __put: true, __known: true, __scope: true, __region: true, json: true, ordinal: true }, data: true })
  const helpers = helpersOf(places)
  const render = (view: object, writing: Writing) => rendered(view, { helpers, allowProtoPropertiesByDefault: false, allowProtoMethodsByDefault: false, data: { writing } })
  return { template: { name, own, render }, findings }
}

interface Bound {
  readonly contexts: ReadonlyMap<Mustache, Context>
  readonly regions: readonly Region[]
}

interface Region {
  readonly encoding: Encoding
  readonly start: Boundary
  readonly end: Boundary
}

/** A place in a template's own text: an offset into one of its statements. */
interface Boundary {
  readonly piece: Piece
  readonly offset: number
}

function bindMarkdown(name: string, program: Program, mustaches: readonly Mustache[], syntax: 'mdx' | 'md', set: TemplateSet, findings: Finding[]): Bound {
  const contexts = new Map<Mustache, Context>()
  const regions = new Map<string, Region>()
  const statements = new Map<object, number>()
  const identity = ({ piece: { statement }, offset }: Boundary) => {
    statements.set(statement, statements.get(statement) ?? statements.size)
    return `${statements.get(statement)}+${offset}`
  }
  const unsafe = (mustache: Mustache, place: string) => findings.push(unsafeFinding(mustache, place, set))
  for (const probe of probesOf(program, mustaches)) {
    let found: Contexts
    try {
      found = markdownContexts(probe, syntax === 'mdx')
    } catch (cause) {
      const source = set.get(name)
      findings.push({ code: 'template-syntax', message: `Unexpected text in the template: ${(cause as Error).message}.`, help: 'Mend the MDX of the template itself.', ...(source && { at: { source, range: [0, 0] } }) })
      return { contexts, regions: [] }
    }
    for (const piece of probe.pieces) {
      if (piece.statement.type !== 'MustacheStatement') continue
      const mustache = piece.statement as Mustache
      const number = mustaches.indexOf(mustache)
      const value = found.values.get(number)
      if (!mustache.escaped) continue
      if (value === undefined) {
        if (hasValue(piece.text)) unsafe(mustache, 'a place that the page does not show')
      } else if ('problem' in value) {
        if (!(isCode(mustache) && value.problem === 'an expression')) unsafe(mustache, value.problem)
      } else {
        const before = contexts.get(mustache)
        const merged = before === undefined ? value.context : mergeContexts(before, value.context)
        if (merged === undefined) unsafe(mustache, 'a place that depends on a block before it')
        else contexts.set(mustache, merged)
      }
    }
    for (const { encoding, start, end } of found.regions) {
      const region = { encoding, start: boundaryAt(probe.pieces, start), end: boundaryAt(probe.pieces, end, 'before') }
      if (region.start === undefined || region.end === undefined || region.start.piece.program !== region.end.piece.program || !isClean(region.start) || !isClean(region.end)) {
        const inside = probe.pieces.find((piece) => piece.statement.type === 'MustacheStatement' && piece.start >= start && piece.start < end)
        if (inside) unsafe(inside.statement as Mustache, `${/^[ai]/.test(encoding.kind) ? 'an' : 'a'} ${encoding.kind.replaceAll('-', ' ')} that starts and ends in different blocks`)
        continue
      }
      regions.set(`${identity(region.start)} ${identity(region.end)}`, region as Region)
    }
  }
  return { contexts, regions: [...regions.values()] }
}

function bindCode(program: Program, set: TemplateSet, syntax: keyof typeof quoting, findings: Finding[]): Bound {
  const contexts = codeContexts(program, quoting[syntax], (node, problem) => findings.push(unsafeFinding(node, problem, set)))
  return { contexts, regions: [] }
}

function unsafeFinding(node: Mustache | Block, place: string, set: TemplateSet): Finding {
  const source = set.get(node.loc.source ?? '')
  return {
    code: 'template-unsafe',
    message: `Unexpected value in ${place}: there is no escape for text there.`,
    help: place.startsWith('text') ? "Put a space between, or a backslash before the template's own mark." : 'Move it into text, or write `{{json …}}` where an expression may stand. `{{{…}}}` puts it there unescaped.',
    ...(source && { at: nodeAddress(source, node) }),
  }
}

/** `{{json x}}` is an expression already. */
function isCode({ path }: Mustache): boolean {
  return codeHelpers.has(String((path as hbs.AST.PathExpression).original))
}

/** Between values or in the template's own text, and not inside a value. */
function isClean({ piece, offset }: Boundary): boolean {
  return piece.statement.type === 'ContentStatement' || offset === 0 || offset === piece.text.length
}

function boundaryAt(pieces: readonly Piece[], offset: number, side?: 'before'): Boundary | undefined {
  const piece = side === 'before' ? pieces.findLast((one) => one.start < offset) : pieces.findLast((one) => one.start <= offset && one.text !== '')
  return piece && { piece, offset: offset - piece.start }
}

/** What the helpers look up by number while rendering. */
interface Places {
  readonly values: readonly { readonly context: Context | undefined; readonly finding: () => Finding }[]
  readonly regions: readonly Encoding[]
}

/** Rewrites the tree: each value goes through `__put`, each region through `__region`, each block's argument through `__known`. */
function bind(program: Program, mustaches: readonly Mustache[], { contexts, regions }: Bound, set: TemplateSet): Places {
  const values: { context: Context | undefined; finding: () => Finding }[] = []
  const number = (node: Mustache | Block, expression: hbs.AST.Expression, context: Context | undefined) => {
    const written = (expression as hbs.AST.PathExpression).original ?? ''
    const source = set.get(node.loc.source ?? '')
    values.push({ context, finding: () => ({ code: 'template-unknown-value', message: `Unexpected \`${written}\`: the view has no such value here.`, help: 'Correct the name; docs/templates.md lists what each template sees.', ...(source && { at: nodeAddress(source, node) }) }) })
    return numberOf(values.length - 1, node.loc)
  }
  for (const mustache of mustaches) {
    const helper = mustache.params.length > 0
    const value = (helper ? { type: 'SubExpression', path: mustache.path, params: mustache.params, hash: mustache.hash, loc: mustache.loc } : mustache.path) as hbs.AST.Expression
    const context = contexts.get(mustache)
    mustache.params = [number(mustache, mustache.path, context), value]
    mustache.path = pathOf('__put', mustache.loc)
    mustache.escaped = false
  }
  const guard = (owner: Program): void => {
    for (const statement of owner.body) {
      if (statement.type !== 'BlockStatement') continue
      const block = statement as Block
      block.params = block.params.map((param) => (param.type === 'PathExpression' ? ({ type: 'SubExpression', path: pathOf('__known', block.loc), params: [number(block, param, undefined), param], hash: { type: 'Hash', pairs: [], loc: block.loc }, loc: block.loc } as unknown as hbs.AST.Expression) : param))
      guard(block.program)
      if (block.inverse) guard(block.inverse)
    }
  }
  guard(program)
  return { values, regions: wrapRegions(regions) }
}

/** Puts each region into a block of its own, from the last to the first, so that offsets hold. */
function wrapRegions(regions: readonly Region[]): Encoding[] {
  const encodings: Encoding[] = []
  const inOrder = [...regions].sort((a, b) => position(b) - position(a))
  for (const { encoding, start, end } of inOrder) {
    const { program, statement: opening } = start.piece
    const { statement: closing } = end.piece
    splitAt(program, closing, end.offset)
    const first = splitAt(program, opening, start.offset) ?? opening
    const from = program.body.indexOf(first)
    const to = opening === closing ? from : program.body.indexOf(closing)
    const inner = { type: 'Program', body: program.body.slice(from, to + 1), blockParams: [], strip: {}, loc: opening.loc } as unknown as Program
    program.body.splice(from, to - from + 1, blockOf('__region', [numberOf(encodings.length, opening.loc)], undefined, inner, opening.loc))
    encodings.push(encoding)
  }
  return encodings
}

/** Splits the template's own text in two. The first part keeps the statement's identity; the second is returned. */
function splitAt(program: Program, statement: Content | Mustache, offset: number): Content | undefined {
  if (statement.type !== 'ContentStatement') return undefined
  const content = statement as Content
  const rest = textOf(content.value.slice(offset), content.loc)
  content.value = content.value.slice(0, offset)
  program.body.splice(program.body.indexOf(content) + 1, 0, rest)
  return rest
}

/** Where a region starts in its program: statements first, then offsets. */
function position({ start }: Region): number {
  return start.piece.program.body.indexOf(start.piece.statement) * 1e6 + start.offset
}

function helpersOf({ values, regions }: Places): Record<string, Handlebars.HelperDelegate> {
  return {
    __put(at: number, value: unknown, options: Handlebars.HelperOptions) {
      const place = values[at]!
      if (value === undefined) throw new TemplateError(place.finding())
      return place.context === undefined ? rawText(value) : put(value, place.context, options.data.writing as Writing)
    },
    __known(at: number, value: unknown) {
      if (value === undefined) throw new TemplateError(values[at]!.finding())
      return value
    },
    __scope(this: object, ...args: unknown[]) {
      const options = args.pop() as Handlebars.HelperOptions
      return options.fn({ ...((args[0] as object | undefined) ?? this), ...options.hash })
    },
    __region(this: object, at: number, options: Handlebars.HelperOptions) {
      return encodeRegion(regions[at]!, options.fn(this), (options.data.writing as Writing).dialect)
    },
    json: inlineJson,
    ordinal: (index: number) => String(index + 1),
  }
}

/** `{{{x}}}` and `{{json x}}`: as it is, because the template asks for it. */
function rawText(value: unknown): string {
  return value === null ? '' : typeof value === 'object' && 'source' in value ? String((value as { source: string }).source) : String(value)
}

/** JSON on one line, spaced as formatters space it. */
function inlineJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inlineJson).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).map(([key, member]) => `${JSON.stringify(key)}: ${inlineJson(member)}`)
  return members.length > 0 ? `{ ${members.join(', ')} }` : '{}'
}

import Handlebars from 'handlebars'
import { meant, nearest } from '../../facts/nearest.js'
import type { Finding } from '../../model/diagnostic.js'
import { type Bound, bindCode, bindMarkdown, type Region } from './bind.js'
import { type Context, type Encoding, inRound, put, putRaw, type Writing } from './context.js'
import { helpers as ours } from './helpers.js'
import { type LanguageName, languageOf, languages } from './languages.js'
import { mustachesOf } from './probe.js'
import type { Proof } from './proofs.js'
import { proofKey, proofOf, provenBinding } from './proven.js'
import { encodeRegion } from './regions.js'
import {
  type Block,
  blockOf,
  type Content,
  type Mustache,
  nodeAddress,
  numberOf,
  type Program,
  parseTemplateTree,
  partsOf,
  pathOf,
  type TemplateSet,
  textOf,
} from './syntax-tree.js'
import { TemplateError } from './template-error.js'

/** A compiled template. `render` throws a TemplateError if the view lacks a value. */
export interface Template {
  readonly name: string
  readonly own: boolean
  render(view: object, writing: Writing): string
  /** Returns the place of a value in the template, given its number. */
  addressOf(value: number): Finding['at']
}

export type Syntax = 'mdx' | 'md' | LanguageName

/**
 * Returns the syntax of the generated file, based on the name of the template. For `page.mdx.hbs`,
 * it is MDX. Undefined if the syntax is not supported.
 */
export function syntaxOf(name: string): Syntax | undefined {
  if (/\.mdx\.hbs$/.test(name)) return 'mdx'
  if (/\.(?:md|txt)\.hbs$/.test(name)) return 'md'
  return name.endsWith('.hbs') ? languageOf(name.slice(0, -'.hbs'.length)) : undefined
}

const suffixes = [
  '.mdx',
  '.md',
  '.txt',
  ...Object.values(languages).flatMap(({ suffixes }) => suffixes),
]

interface Compiled {
  readonly template: Template | undefined
  readonly findings: readonly Finding[]
}

// Compiled templates by source text. Proving the escapes of a user's template requires parsing it a
// dozen times. The cache avoids this if a process (such as a test) compiles the same template
// again.
const compiled = new Map<string, Compiled>()
const mostCompiled = 200

/**
 * Compiles a template of a set. Every `{{x}}` gets the escape for its place. A value in a place
 * without an escape is a finding.
 */
export function compileTemplate(name: string, set: TemplateSet): Compiled {
  const key = JSON.stringify([
    name,
    ...partsOf(name, set).map(([part, { file, text, own }]) => [part, file, text, own]),
  ])
  const known = compiled.get(key)
  if (known) return known
  if (compiled.size >= mostCompiled) compiled.clear()
  const made = compileAnew(name, set)
  compiled.set(key, made)
  return made
}

/**
 * Returns the key and the proof for a Markdown template. The build of errbook stores both.
 * Undefined for other templates and for templates with findings.
 */
export function proveTemplate(
  name: string,
  set: TemplateSet,
): [key: string, proof: Proof] | undefined {
  const syntax = syntaxOf(name)
  const program = parseTemplateTree(name, set, [])
  if (program === undefined || (syntax !== 'mdx' && syntax !== 'md')) return undefined
  const findings: Finding[] = []
  const bound = bindMarkdown(name, program, mustachesOf(program), syntax, set, findings)
  return findings.length > 0 ? undefined : [proofKey(name, set), proofOf(bound, program)]
}

function compileAnew(name: string, set: TemplateSet): Compiled {
  const findings: Finding[] = []
  const program = parseTemplateTree(name, set, findings)
  const syntax = syntaxOf(name)
  if (syntax === undefined) {
    const source = set.get(name)
    findings.push({
      code: 'template-unsafe',
      message: `The syntax of template \`${name}\` is not supported, so errbook can't escape values in it.`,
      help: `Use one of these extensions: ${suffixes.map((suffix) => `\`${suffix}.hbs\``).join(', ')}.`,
      ...(source && { at: { source, range: [0, 0] } }),
    })
  }
  if (program === undefined || syntax === undefined) return { template: undefined, findings }
  const mustaches = mustachesOf(program)
  const bound =
    syntax === 'mdx' || syntax === 'md'
      ? (provenBinding(name, set, program) ??
        bindMarkdown(name, program, mustaches, syntax, set, findings))
      : bindCode(program, set, syntax, findings)
  if (findings.length > 0) return { template: undefined, findings }

  const places = rewrite(program, mustaches, bound, set)
  const own = [name, ...new Set(mustaches.map((mustache) => mustache.loc.source ?? name))].some(
    (file) => set.get(file)?.own,
  )
  const handlebars = Handlebars.create()
  // Handlebars has already applied its whitespace control to this tree.
  const rendered = handlebars.compile(program, {
    noEscape: true,
    ignoreStandalone: true,
    knownHelpers: Object.fromEntries(
      [...Object.keys(ours), '__put', '__known', '__scope', '__region'].map((name) => [name, true]),
    ),
    data: true,
  })
  const helpers = helpersOf(places)
  const render = (view: object, writing: Writing) =>
    rendered(view, {
      helpers,
      allowProtoPropertiesByDefault: false,
      allowProtoMethodsByDefault: false,
      data: { writing },
    })
  const addressOf = (value: number) => places.values[value]?.finding(undefined).at
  return { template: { name, own, render, addressOf }, findings }
}

interface Place {
  readonly context: Context | undefined
  /** The name of the value if it is inserted unescaped. */
  readonly raw: string | undefined
  /** Returns the finding to report if the view lacks this value. */
  finding(view: unknown): Finding
}

/** The data that helpers look up by number during rendering. */
interface Places {
  readonly values: readonly Place[]
  readonly regions: readonly Encoding[]
}

/**
 * Rewrites the tree: values go through `__put`, regions through `__region`, and arguments of blocks
 * through `__known`.
 */
function rewrite(
  program: Program,
  mustaches: readonly Mustache[],
  { contexts, regions }: Bound,
  set: TemplateSet,
): Places {
  const values: Place[] = []
  const number = (
    node: Mustache | Block,
    expression: hbs.AST.Expression,
    context: Context | undefined,
    isRaw = false,
  ) => {
    const written = String((expression as hbs.AST.PathExpression).original ?? '')
    const source = set.get(node.loc.source ?? '')
    const finding = (view: unknown): Finding => {
      const near = nearestValue(written, view)
      return {
        code: 'template-unknown-value',
        message: `Unknown value \`${written}\`.`,
        ...meant(near, {
          help: 'See docs/templates.md for the values of each template.',
          ...(source && { at: nodeAddress(source, expression) }),
        }),
        ...(source && { at: nodeAddress(source, node) }),
      }
    }
    values.push({ context, raw: isRaw ? written : undefined, finding })
    return numberOf(values.length - 1, node.loc)
  }
  for (const mustache of mustaches) {
    const helper = mustache.params.length > 0
    const value = (
      helper
        ? {
            type: 'SubExpression',
            path: mustache.path,
            params: mustache.params,
            hash: mustache.hash,
            loc: mustache.loc,
          }
        : mustache.path
    ) as hbs.AST.Expression
    const context = contexts.get(mustache)
    const asked = helper
      ? (mustache.params.find(({ type }) => type === 'PathExpression') ?? mustache.path)
      : mustache.path
    mustache.params = [number(mustache, asked, context, !mustache.escaped), value]
    mustache.path = pathOf('__put', mustache.loc)
    mustache.escaped = false
  }
  const guard = (owner: Program): void => {
    for (const statement of owner.body) {
      if (statement.type !== 'BlockStatement') continue
      const block = statement as Block
      block.params = block.params.map((param) =>
        param.type === 'PathExpression'
          ? ({
              type: 'SubExpression',
              path: pathOf('__known', block.loc),
              params: [number(block, param, undefined), param],
              hash: { type: 'Hash', pairs: [], loc: block.loc },
              loc: block.loc,
            } as unknown as hbs.AST.Expression)
          : param,
      )
      guard(block.program)
      if (block.inverse) guard(block.inverse)
    }
  }
  guard(program)
  return { values, regions: wrapRegions(regions) }
}

/** Wraps each region in a block, from last to first, so that the other offsets stay valid. */
function wrapRegions(regions: readonly Region[]): Encoding[] {
  const encodings: Encoding[] = []
  const inOrder = [...regions].sort((a, b) => position(b) - position(a))
  for (const { encoding, start, end } of inOrder) {
    const { program, statement: opening } = start
    const { statement: closing } = end
    splitAt(program, closing, end.offset)
    const first = splitAt(program, opening, start.offset) ?? opening
    const from = program.body.indexOf(first)
    const to = opening === closing ? from : program.body.indexOf(closing)
    const inner = {
      type: 'Program',
      body: program.body.slice(from, to + 1),
      blockParams: [],
      strip: {},
      loc: opening.loc,
    } as unknown as Program
    program.body.splice(
      from,
      to - from + 1,
      blockOf('__region', [numberOf(encodings.length, opening.loc)], undefined, inner, opening.loc),
    )
    encodings.push(encoding)
  }
  return encodings
}

/**
 * Splits a statement with literal text in two. The original statement keeps the first part. Returns
 * the second part, or undefined if the statement inserts a value.
 */
function splitAt(
  program: Program,
  statement: Content | Mustache,
  offset: number,
): Content | undefined {
  if (statement.type !== 'ContentStatement') return undefined
  const content = statement as Content
  const rest = textOf(content.value.slice(offset), content.loc)
  content.value = content.value.slice(0, offset)
  program.body.splice(program.body.indexOf(content) + 1, 0, rest)
  return rest
}

/** Returns a sort key for regions, which orders them by statement, then by offset. */
function position({ start }: Region): number {
  return start.program.body.indexOf(start.statement) * 1e6 + start.offset
}

function helpersOf({ values, regions }: Places): Record<string, Handlebars.HelperDelegate> {
  return {
    __put(this: unknown, at: number, value: unknown, options: Handlebars.HelperOptions) {
      const { context, raw, finding } = values[at]!
      const writing = options.data.writing as Writing
      if (value === undefined) throw new TemplateError(finding(this))
      return context === undefined
        ? putRaw(value, writing, raw, at)
        : put(value, inRound(context, options.data.index), writing)
    },
    __known(this: unknown, at: number, value: unknown) {
      if (value === undefined) throw new TemplateError(values[at]!.finding(this))
      return value
    },
    __scope(this: object, ...args: unknown[]) {
      const options = args.pop() as Handlebars.HelperOptions
      return options.fn({ ...((args[0] as object | undefined) ?? this), ...options.hash })
    },
    __region(this: object, at: number, options: Handlebars.HelperOptions) {
      return encodeRegion(regions[at]!, options.fn(this), (options.data.writing as Writing).dialect)
    },
    ...handlebarsHelpers,
  }
}

/** Returns the path of the value with the most similar name, or undefined. */
function nearestValue(written: string, view: unknown): string | undefined {
  const path = written.split('.')
  const last = path.pop() ?? ''
  const holder = path.reduce<unknown>(
    (value, key) => (isObject(value) ? value[key] : undefined),
    view,
  )
  const near = isObject(holder) ? nearest(last, Object.keys(holder)) : undefined
  return near && [...path, near].join('.')
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Our helpers, without the additional argument that Handlebars passes. */
const handlebarsHelpers = Object.fromEntries(
  Object.entries(ours).map(([name, helper]) => [
    name,
    (...args: unknown[]) => helper(...args.slice(0, -1)),
  ]),
)

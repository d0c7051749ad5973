import Handlebars from 'handlebars'
import { meant, nearest } from '../../facts/nearest.js'
import type { Finding } from '../../model/diagnostic.js'
import type { Source } from '../../model/source.js'
import { helpers } from './helpers.js'

/** The templates of an output by name, such as `page.mdx.hbs`. Names of partials start with `_`. */
export type TemplateSet = ReadonlyMap<string, TemplateSource>

export interface TemplateSource extends Source {
  /** Whether the user wrote this template, as a replacement or as an additional template. */
  readonly own: boolean
}

export type Program = hbs.AST.Program
export type Statement = hbs.AST.Statement
export type Mustache = hbs.AST.MustacheStatement
export type Block = hbs.AST.BlockStatement
export type Content = hbs.AST.ContentStatement

/** Returns a template and all partials of its set. */
export function partsOf(name: string, set: TemplateSet): [name: string, source: TemplateSource][] {
  return [...set].filter(([part]) => part === name || part.startsWith('_'))
}

const blockHelpers = new Set(['if', 'unless', 'each', 'with'])

/**
 * Parses a template and inserts the partials that it uses. Each use is a separate copy, because one
 * copy may be in prose and another in a table. Unsupported syntax is a finding. Undefined if the
 * template can't be parsed.
 */
export function parseTemplateTree(
  name: string,
  set: TemplateSet,
  findings: Finding[],
  callers: readonly string[] = [],
): Program | undefined {
  const source = set.get(name)
  if (source === undefined) return undefined
  let program: Program
  try {
    program = Handlebars.parse(source.text.replaceAll('\r\n', '\n'), { srcName: name })
  } catch (cause) {
    const [first = '', , , reason = ''] = (cause as Error).message.split('\n')
    // If a block has the wrong closing name, the message ends with the place of the opening tag:
    // `each doesn't match if - 5:3`.
    const line = Number((/on line (\d+)/.exec(first) ?? / - (\d+):\d+$/.exec(first))?.[1] ?? 1)
    findings.push({
      code: 'template-syntax',
      message: `Invalid template syntax: ${(reason || first).replace(/^Expecting/, 'expected').replace(/ - \d+:\d+$/, '')}.`,
      help: 'Fix the braces in this line or in its block.',
      at: lineAddress(source, line),
    })
    return undefined
  }
  const report = (
    code: Finding['code'],
    node: { loc: hbs.AST.SourceLocation },
    message: string,
    fix: string | Pick<Finding, 'help' | 'suggestions'>,
  ) =>
    findings.push({
      code,
      message,
      ...(typeof fix === 'string' ? { help: fix } : fix),
      at: nodeAddress(source, node),
    })

  const expand = (body: Statement[]): Statement[] =>
    body.flatMap((statement): Statement[] => {
      switch (statement.type) {
        case 'PartialStatement':
          return expandPartial(statement as hbs.AST.PartialStatement)
        case 'BlockStatement': {
          const block = statement as Block
          const called = (block.path as hbs.AST.PathExpression).original
          if (!blockHelpers.has(called))
            report(
              'template-unknown-value',
              block,
              `Unknown block \`#${called}\`. Existing blocks: ${[...blockHelpers].map((one) => `\`#${one}\``).join(', ')}.`,
              'Templates contain no logic. Use the values listed in docs/templates.md.',
            )
          block.program.body = expand(block.program.body)
          if (block.inverse) block.inverse.body = expand(block.inverse.body)
          return [block]
        }
        case 'MustacheStatement': {
          const { path, params } = statement as Mustache
          const called = (path as hbs.AST.PathExpression).original
          const names = Object.keys(helpers)
          if (params.length > 0 && !names.includes(String(called))) {
            const near = nearest(String(called), names)
            report(
              'template-unknown-value',
              statement,
              `Unknown helper \`${String(called)}\`. Known helpers: ${names.map((one) => `\`${one}\``).join(', ')}.`,
              meant(near, {
                help: 'Use one of these helpers, or a value listed in docs/templates.md.',
                at: nodeAddress(source, path),
              }),
            )
          }
          return [statement]
        }
        case 'ContentStatement':
          return [statement]
        case 'CommentStatement':
          return []
        default:
          report(
            'template-syntax',
            statement,
            `Unexpected ${statement.type.replace('Statement', '').toLowerCase()}, expected values, blocks and partials.`,
            'Use `{{> name}}` for a partial.',
          )
          return []
      }
    })

  const expandPartial = (partial: hbs.AST.PartialStatement): Statement[] => {
    const called = `_${(partial.name as hbs.AST.PathExpression).original}`
    // The extension comes from the page, even in nested partials. A partial with this extension
    // takes precedence over a partial without an extension.
    const extension = /(\.[^/]+)\.hbs$/.exec(callers[0] ?? name)?.[1] ?? ''
    const file = [`${called}${extension}.hbs`, `${called}.hbs`].find((candidate) =>
      set.has(candidate),
    )
    if (file === undefined || callers.includes(file)) {
      const message =
        file === undefined
          ? `Missing partial \`${called.slice(1)}\`. There is no file \`${called}${extension}.hbs\`.`
          : `Partial \`${called.slice(1)}\` includes itself.`
      report(
        'template-unknown-value',
        partial,
        message,
        file === undefined
          ? 'Correct the name, or add the file.'
          : 'Templates must not be recursive.',
      )
      return []
    }
    const tree = parseTemplateTree(file, set, findings, [...callers, name, file])
    if (tree === undefined) return []
    // Handlebars has already removed the indentation of a standalone partial. Its lines are not
    // indented again.
    if (partial.params.length === 0 && (partial.hash?.pairs.length ?? 0) === 0) return tree.body
    return [blockOf('__scope', partial.params, partial.hash, tree, partial.loc)]
  }

  program.body = expand(program.body)
  return program
}

/** Wraps a part of a template in an internal block helper. */
export function blockOf(
  helper: string,
  params: hbs.AST.Expression[],
  hash: hbs.AST.Hash | undefined,
  program: Program,
  loc: hbs.AST.SourceLocation,
): Block {
  const strip = { open: false, close: false }
  return {
    type: 'BlockStatement',
    path: pathOf(helper, loc),
    params,
    hash: hash ?? { type: 'Hash', pairs: [], loc },
    program,
    openStrip: strip,
    inverseStrip: strip,
    closeStrip: strip,
    loc,
  } as unknown as Block
}

export function pathOf(name: string, loc: hbs.AST.SourceLocation): hbs.AST.PathExpression {
  return {
    type: 'PathExpression',
    data: false,
    depth: 0,
    parts: [name],
    original: name,
    loc,
    this: false,
  } as unknown as hbs.AST.PathExpression
}

export function numberOf(value: number, loc: hbs.AST.SourceLocation): hbs.AST.NumberLiteral {
  return { type: 'NumberLiteral', value, original: value, loc }
}

export function textOf(value: string, loc: hbs.AST.SourceLocation): Content {
  return { type: 'ContentStatement', value, original: value, loc } as unknown as Content
}

/** Returns the place of a node, for a finding. */
export function nodeAddress(
  source: Source,
  { loc }: { loc: hbs.AST.SourceLocation },
): { readonly source: Source; readonly range: readonly [number, number] } {
  return { source, range: [offsetOf(source.text, loc.start), offsetOf(source.text, loc.end)] }
}

function lineAddress(source: Source, line: number): NonNullable<Finding['at']> {
  const start = offsetOf(source.text, { line, column: 0 })
  const text = source.text.slice(start).split('\n')[0] ?? ''
  return { source, range: [start + text.length - text.trimStart().length, start + text.length] }
}

/** Returns the offset of a line and column. Lines start at 1 and columns at 0. */
export function offsetOf(text: string, { line, column }: { line: number; column: number }): number {
  const lines = text.split('\n')
  return lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0) + column
}

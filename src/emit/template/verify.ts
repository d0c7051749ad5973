import type { Nodes } from 'mdast'
import remarkMdx from 'remark-mdx'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { parseDocument } from 'yaml'
import { visit } from '../../facts/markdown/prose.js'
import type { MarkdownDialect } from '../../facts/markdown/text.js'
import type { FileArtifact } from '../../model/artifact.js'
import type { Finding } from '../../model/diagnostic.js'
import { leavesText } from './code-contexts.js'
import { syntaxOf, type Template } from './compile.js'
import type { Writing } from './context.js'
import { languages } from './languages.js'
import { holdsCode } from './live-places.js'
import type { TemplateSet } from './syntax-tree.js'
import { runsCode } from './url.js'

/** Noncharacters, which the text of a catalog can't contain. */
const marks = ['\ufdd0', '\ufdd1'] as const
const either = /[\ufdd0\ufdd1]/g

interface Rendering {
  readonly path: string
  readonly templates: TemplateSet
  readonly writing: Writing
  tidy(text: string): string
}

/**
 * Renders a template into a file. The result of a user's template is parsed again before it is
 * written, because unescaped text must not become code. Our own templates are proven once, in the
 * tests, because parsing a page takes longer than rendering it.
 */
export function renderVerified(
  template: Template,
  view: object,
  { path, templates, writing, tidy }: Rendering,
): FileArtifact {
  if (!template.own)
    return { path, contents: tidy(template.render(view, writing)), template: template.name }
  const values: number[] = []
  const marked = tidy(template.render(view, { ...writing, marks, marked: values }))
  const at = (stretch: number) => template.addressOf(values[stretch] ?? -1)
  const check = () => verify(marked, { template, templates, dialect: writing.dialect, at })
  return { path, contents: marked.replace(either, ''), template: template.name, check }
}

/** A part of the result that is unescaped text from the catalog. */
interface Stretch {
  readonly start: number
  readonly end: number
  readonly text: string
}

interface Reading {
  readonly template: Template
  readonly templates: TemplateSet
  readonly dialect: MarkdownDialect
  /** Returns the place in the template that inserts the unescaped text with this number. */
  at(stretch: number): Finding['at']
}

/** Checks a rendered file in which marks surround all unescaped text. Returns the findings. */
function verify(
  marked: string,
  { template: { name }, templates, dialect, at: addressOf }: Reading,
): Finding[] {
  const problem = problemOf(marked, name, dialect)
  if (problem === undefined) return []
  const source = templates.get(name)
  const alone =
    marked
      .match(stretchPattern)
      ?.findIndex((_, at) => problemOf(withOnly(at, marked), name, dialect) !== undefined) ?? -1
  const at = addressOf(Math.max(0, alone)) ?? (source && { source, range: [0, 0] })
  const [what, isBroken] = typeof problem === 'string' ? [problem, false] : [problem.broken, true]
  return [
    {
      code: 'template-code',
      message: isBroken
        ? `\`${name}\` generates an invalid page: ${what}.`
        : `Unescaped catalog text in \`${name}\` becomes code: ${what}.`,
      help: isBroken
        ? 'Replace `{{{…}}}` with `{{…}}`, which escapes the value.'
        : 'Replace `{{{…}}}` with `{{…}}`, which escapes the value.',
      ...(at && { at }),
    },
  ]
}

const stretchPattern = /\ufdd0[^\ufdd1]*\ufdd1/g

/** Replaces all unescaped values except one with a word, so that this value is checked alone. */
function withOnly(kept: number, marked: string): string {
  let at = 0
  return marked.replace(stretchPattern, (text) => (at++ === kept ? text : 'x'))
}

function problemOf(marked: string, name: string, dialect: MarkdownDialect): Problem {
  const { contents, stretches } = unmark(marked)
  const syntax = syntaxOf(name)
  if (syntax === undefined) return undefined
  if (syntax === 'mdx' || syntax === 'md')
    return (
      problemOfPage(contents, stretches, syntax === 'mdx') ??
      problemOfBraces(contents, stretches, dialect)
    )
  return syntax === 'json' ? problemOfJson(contents) : leavesText(marked, marks, languages[syntax])
}

function unmark(marked: string): { contents: string; stretches: Stretch[] } {
  const stretches: Stretch[] = []
  let contents = ''
  let start = 0
  for (const piece of marked.split(/([\ufdd0\ufdd1])/)) {
    if (piece === marks[0]) start = contents.length
    else if (piece === marks[1])
      stretches.push({ start, end: contents.length, text: contents.slice(start) })
    else contents += piece
  }
  return { contents, stretches }
}

type Problem = string | { readonly broken: string } | undefined

/** Whether text has only letters, digits and simple punctuation, so that it can't become code. */
const isHarmless = (text: string) => /^[\p{L}\p{N} _.,:/#-]*$/u.test(text)

function problemOfPage(contents: string, stretches: readonly Stretch[], isMdx: boolean): Problem {
  const matter = /^---\n([\s\S]*?\n)?---(?:\n|$)/.exec(contents)
  if (matter) {
    const [error] = parseDocument(matter[1] ?? '').errors
    if (error)
      return {
        broken: `its frontmatter is not valid YAML (${error.message.split('\n')[0]?.replace(/:$/, '')})`,
      }
    const lines = stretches.find(
      ({ start, text }) => start < matter[0].length && text.includes('\n'),
    )
    if (lines) return 'a line of frontmatter'
  }
  const body =
    contents.slice(0, matter?.[0].length ?? 0).replace(/[^\n]/g, ' ') +
    contents.slice(matter?.[0].length ?? 0)
  let tree: Nodes
  try {
    tree = (isMdx ? unified().use(remarkParse).use(remarkMdx) : unified().use(remarkParse)).parse(
      body,
    )
  } catch (cause) {
    return { broken: `it is not valid MDX (${(cause as Error).message})` }
  }
  let problem: Problem
  visit(tree, (node) => {
    const code = codeOf(node)
    if (code === undefined || problem !== undefined) return
    const touching = stretches.filter(({ start, end }) => start < code.end && end > code.start)
    if (touching.some(({ text }) => !isHarmless(text))) problem = code.what
  })
  return problem
}

/**
 * Returns a problem if unescaped text contains one or both braces of a `{{` that Vue would run as
 * code. Only for dialects in which pages are Vue templates. The other brace may come from the
 * template or from another value.
 */
function problemOfBraces(
  contents: string,
  stretches: readonly Stretch[],
  { marks: escaped = [] }: MarkdownDialect,
): Problem {
  const isCode = escaped.some(({ pattern }) => '{{x}}'.search(pattern) >= 0)
  if (!isCode) return undefined
  for (let at = contents.indexOf('{{'); at !== -1; at = contents.indexOf('{{', at + 1))
    if (stretches.some(({ start, end }) => start < at + 2 && end > at))
      return `expression ${contents.slice(at).split('\n')[0]?.slice(0, 60)}`
  return undefined
}

/**
 * Returns the code in a node, with its position. This code must not contain unescaped text.
 * Undefined if the node has no code.
 */
function codeOf(node: Nodes): { what: string; start: number; end: number } | undefined {
  const start = node.position?.start.offset ?? 0
  const end = node.position?.end.offset ?? 0
  switch (node.type) {
    case 'mdxJsxFlowElement':
    case 'mdxJsxTextElement': {
      const opening = holdsCode(node.name) ? end : (node.children[0]?.position?.start.offset ?? end)
      return { what: `component <${node.name ?? ''}>`, start, end: opening }
    }
    case 'mdxFlowExpression':
    case 'mdxTextExpression':
      return { what: `expression {${node.value}}`, start, end }
    case 'mdxjsEsm':
      return { what: 'import or export', start, end }
    case 'html':
      return { what: `HTML ${node.value.split('\n')[0]?.slice(0, 60)}`, start, end }
    case 'link':
    case 'image':
    case 'definition':
      return runsCode(node.url)
        ? { what: `link to ${node.url.slice(0, 60)}`, start, end }
        : undefined
    default:
      return undefined
  }
}

function problemOfJson(contents: string): Problem {
  try {
    JSON.parse(contents)
    return undefined
  } catch (cause) {
    return { broken: `it is not valid JSON (${(cause as Error).message})` }
  }
}

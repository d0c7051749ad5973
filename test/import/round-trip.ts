import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, extname, join } from 'node:path'
import { partOf } from '../../src/author/importers/mdx/headings.js'
import type { LossReport } from '../../src/author/importers/report.js'
import { run } from '../../src/commands/run.js'
import { loadProject } from '../../src/commands/shared/project/project.js'
import { hasErrors } from '../../src/compile.js'
import { withoutSpanMarks } from '../../src/facts/markdown/code-spans.js'
import { captureIo } from '../io.js'
import { blocksOfPage, type Seen } from './blocks.js'

export interface RoundTrip {
  readonly report: LossReport
  readonly exitCode: number
  readonly said: string
  /** The number of source blocks that were compared. */
  readonly blocks: number
  /** Source blocks that are missing from the built pages, or are in another place. */
  readonly missing: readonly (Seen & { readonly file: string; readonly named: boolean })[]
  /** Blocks of the built pages that come neither from the source nor from a template. */
  readonly added: readonly (Seen & { readonly code: string })[]
  readonly errors: readonly string[]
}

/** Imports a folder, builds the result for the same platform, and compares the pages. */
export async function roundTrip(folder: string, ...flags: string[]): Promise<RoundTrip> {
  const cwd = mkdtempSync(join(tmpdir(), 'errbook-import-'))
  try {
    const io = captureIo(cwd)
    const exitCode = await run(['import', 'mdx', folder, '--report', 'report.json', ...flags], io)
    const report = JSON.parse(readFileSync(join(cwd, 'report.json'), 'utf8')) as LossReport
    const built = captureIo(cwd)
    if ((await run(['build'], built)) !== 0) throw new Error(built.text())
    const { project } = await loadProject(cwd, undefined)
    const errors = (project?.findings ?? [])
      .filter((finding) => hasErrors([finding]))
      .map(({ message }) => message)
    if (project?.catalog === undefined) throw new Error(built.text())
    const out = project.config.outputs[0]!.to
    // Blocks that the report lists as changed or lost are not compared. They count as missing.
    const named = new Set(
      report.pieces
        .filter(({ fate }) => fate !== 'sections')
        .map(({ file, line }) => `${file}:${line}`),
    )
    const missing: RoundTrip['missing'][number][] = []
    const added: RoundTrip['added'][number][] = []
    let blocks = 0
    // Links in the source use the old page names. The built pages are named after their codes.
    const pages = new Map(
      report.entries.map(({ code, file }) => [
        fileName(file),
        nameOfPage(project.catalog!.byCode.get(code)!.page),
      ]),
    )
    const pageName = (name: string) => pages.get(name) ?? name
    for (const file of new Set(report.entries.map((entry) => entry.file))) {
      const entries = report.entries.filter((entry) => entry.file === file)
      const source = blocksOfPage(readFileSync(file, 'utf8').replace(/\r\n?/g, '\n'), pageName)
      for (const [at, { code, line }] of entries.entries()) {
        const entry = project.catalog.byCode.get(code)!
        const to = entries[at + 1]?.line ?? Number.POSITIVE_INFINITY
        const own = source.filter((block) => block.line >= (at === 0 ? 0 : line) && block.line < to)
        const path = [`${out}/${entry.page}.md`, `${out}/${entry.page}.mdx`].find((one) =>
          existsSync(join(cwd, one)),
        )!
        const isNamed = (block: Seen) => named.has(`${file}:${block.line}`)
        const given = own.filter(isNamed)
        const compared = compare(
          own.filter((block) => !isNamed(block)),
          given,
          blocksOfPage(readFileSync(join(cwd, path), 'utf8')),
          {
            code,
            // Blocks are compared without the backticks of code spans.
            title: withoutSpanMarks(entry.data.title),
            summary: withoutSpanMarks(entry.data.summary),
          },
        )
        blocks += own.length
        missing.push(
          ...compared.missing.map((block) => ({ ...block, file, named: false })),
          ...given.map((block) => ({ ...block, file, named: true })),
        )
        added.push(...compared.added.map((block) => ({ ...block, code })))
      }
    }
    return { report, exitCode, said: io.text(), blocks, missing, added, errors }
  } finally {
    rmSync(cwd, { recursive: true, force: true })
  }
}

/** Returns the name of a page in links. A README or an index has the name of its folder. */
function fileName(file: string): string {
  return basename(
    /\/(?:readme|index)\.mdx?$/i.test(file) ? dirname(file) : file,
    extname(file),
  ).toLowerCase()
}

function nameOfPage(page: string): string {
  return page.toLowerCase().split('/').at(-1)!
}

interface Known {
  readonly code: string
  readonly title: string
  readonly summary: string
}

/** Texts that templates add around the content of the catalog. */
const frame = [
  /^What usually leads to this error:$/,
  /^A request that raises this error:$/,
  /^Error code$/,
  / error is (?:no longer raised|deprecated): /,
]

/**
 * Looks for each block of the source in the built page. A block must have the same kind, text,
 * language, title and link targets. Blocks must be in the same order, under a heading with the same
 * meaning.
 */
function compare(
  source: readonly Seen[],
  given: readonly Seen[],
  page: readonly Seen[],
  { code, title, summary }: Known,
): { missing: Seen[]; added: Seen[] } {
  const missing: Seen[] = []
  const left = new Set(page)
  const isHead = ({ kind, text, line }: Seen) =>
    kind === 'heading' && line <= 30 && same(text, title, code)
  const parts = new Set(source.map((block) => block.part))
  for (const part of parts) {
    const wanted = source.filter((block) => block.part === part)
    // Text without a heading may be in any part of the page, and so may text about a retirement.
    const offered = page.filter(
      (block) =>
        part === '' ||
        part === 'retired' ||
        part === block.part ||
        // Text under an unknown heading may be in any part, except under another unknown heading.
        (part.startsWith('other') && !(block.part.startsWith('other') && parts.has(block.part))) ||
        // The page shows the response body above all headings.
        part === 'response',
    )
    const matched = align(wanted, offered)
    for (const [at, block] of wanted.entries()) {
      const found = matched.get(at)
      if (found) left.delete(found)
      else if (isHead(block) || block.text === code || same(block.text, title, code)) continue
      else if (!elsewhere(block, page, left)) missing.push(block)
    }
  }
  const added = [...left].filter(
    ({ kind, text, part, more }) =>
      !(
        kind === 'heading' ||
        text === code ||
        text === title ||
        text === summary ||
        (part === 'links' && kind === 'item') ||
        frame.some((line) => line.test(text)) ||
        (/:$/.test(text) && partOf(text) !== undefined) ||
        (kind === 'code' && (part === '' || more === 'mdx')) ||
        (kind === 'table' && text.startsWith('Field Type Meaning'))
      ),
  )
  // Parts of a block that is in the report do not count as added.
  const isRest = (text: string) =>
    /\[\^/.test(text) || given.some((block) => block.text.includes(text.slice(0, 60)))
  return { missing, added: added.filter(({ text }) => !isRest(text)) }
}

function same(text: string, title: string, code: string): boolean {
  const plain = (one: string) =>
    one
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, ' ')
      .trim()
  return (
    [title, code, `${code} ${title}`].some((one) => plain(one) === plain(text)) ||
    plain(text).endsWith(plain(code.split(':').at(-1)!))
  )
}

/**
 * Returns whether the import moved a block on purpose: a message, the reason of a retirement, a
 * link, or the heading of an existing part.
 */
function elsewhere(block: Seen, page: readonly Seen[], left: Set<Seen>): boolean {
  const found = page.find(
    (one) =>
      (block.kind === 'heading' && one.part === block.text) ||
      (block.kind === 'heading' &&
        block.part === 'retired' &&
        frame.some((line) => line.test(one.text)) &&
        one.text.includes(block.text.replace(/^note: |\.$/gi, ''))) ||
      (block.kind === 'heading' && block.text === 'response' && one.kind === 'code') ||
      (one.kind === 'code' &&
        one.more === 'text' &&
        plainMessage(one.text).includes(plainMessage(block.text))) ||
      (one.part === 'links' &&
        left.has(one) &&
        one.more === block.more &&
        letters(one.text).endsWith(letters(block.text))),
  )
  if (found) left.delete(found)
  return found !== undefined
}

/** Returns only letters and digits, so that `E1 - when it is late` equals `E1: when it is late`. */
function letters(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]+/g, '')
}

/** Removes Markdown syntax, because messages are shown as plain text. */
function plainMessage(text: string): string {
  return text
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[`*_\\]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
}

/**
 * Finds the longest common subsequence of blocks. Returns the index of each wanted block with its
 * match.
 */
function align(wanted: readonly Seen[], offered: readonly Seen[]): Map<number, Seen> {
  const lengths = Array.from({ length: wanted.length + 1 }, () =>
    new Array<number>(offered.length + 1).fill(0),
  )
  for (let a = wanted.length - 1; a >= 0; a--)
    for (let b = offered.length - 1; b >= 0; b--)
      lengths[a]![b] = equal(wanted[a]!, offered[b]!)
        ? lengths[a + 1]![b + 1]! + 1
        : Math.max(lengths[a + 1]![b]!, lengths[a]![b + 1]!)
  const matched = new Map<number, Seen>()
  for (let a = 0, b = 0; a < wanted.length && b < offered.length; ) {
    if (equal(wanted[a]!, offered[b]!)) matched.set(a++, offered[b++]!)
    else if (lengths[a + 1]![b]! >= lengths[a]![b + 1]!) a++
    else b++
  }
  return matched
}

function equal(a: Seen, b: Seen): boolean {
  return a.kind === b.kind && a.text === b.text && a.more === b.more
}

import { posix } from 'node:path'
import { entryShape, vocabularyShape } from '../facts/entry/texts.js'
import { groupBy } from '../facts/group-by.js'
import { composeYaml } from '../facts/yaml-nodes.js'
import type { Source } from '../model/source.js'
import { editDocuments } from './edit.js'
import type { DocumentEdits } from './references.js'

/** The file that a document moves to. */
export interface Move {
  readonly file: string
  readonly document: number
  readonly to: string
}

/** The files of a catalog to edit. */
export interface Files {
  readonly vocabulary: Source
  readonly entries: readonly Source[]
}

/**
 * `files` maps paths to new contents, or to undefined for a deleted file. `unsafe` contains files
 * that can't be edited safely.
 */
export interface Reworked {
  readonly files: Map<string, string | undefined>
  readonly unsafe: readonly Source[]
}

/** Applies edits in memory. */
export function rework(
  { vocabulary, entries }: Files,
  edits: readonly DocumentEdits[],
  move: Move | undefined,
): Reworked {
  const sources = new Map([vocabulary, ...entries].map((source) => [source.file, source]))
  const files = new Map<string, string | undefined>()
  const unsafe: Source[] = []
  const textOf = (file: string) => files.get(file) ?? sources.get(file)?.text ?? ''
  for (const [file, ofFile] of groupBy(edits, ({ file }) => file)) {
    const shape = file === vocabulary.file ? vocabularyShape : entryShape
    const text = editDocuments(
      textOf(file),
      ofFile.map(({ document, edits: made }) => ({ document, edits: made, shape })),
    )
    const source = sources.get(file)
    if (text !== undefined) files.set(file, text)
    else if (source) unsafe.push(source)
  }
  if (move) {
    const { rest, moved } = cut(textOf(move.file), move)
    files.set(move.file, rest)
    files.set(move.to, moved)
  }
  return { files, unsafe: [...new Set(unsafe)] }
}

const modeline = /^# yaml-language-server:[^\r\n]*\r?\n/

/** Returns the comment on the first line that sets the schema for editors, or ''. */
export function schemaLineOf(text: string): string {
  return modeline.exec(text)?.[0] ?? ''
}

/** Removes a document from its file. `rest` is undefined if the file has no other documents. */
function cut(
  text: string,
  { file, document, to }: Move,
): { rest: string | undefined; moved: string } {
  const documents = composeYaml(text)
  const head = schemaLineOf(text)
  const elsewhere = (contents: string) =>
    contents.replace(modeline, (line) => relocated(line, file, to))
  if (documents.length === 1) return { rest: undefined, moved: elsewhere(text) }
  const starts = documents.map(({ range }, at) => (at === 0 ? 0 : range[0]))
  const [start = 0, end = text.length] = starts.slice(document, document + 2)
  const withoutMark = (contents: string) => contents.replace(/^---[ \t]*(?:\r?\n)?/, '')
  const own = text.slice(start, end)
  const rest =
    document === 0 ? head + withoutMark(text.slice(end)) : text.slice(0, start) + text.slice(end)
  return { rest, moved: elsewhere(document === 0 ? own : head + withoutMark(own)) }
}

/** Adjusts the relative path in a schema comment to another folder. */
export function relocated(line: string, from: string, to: string): string {
  return line.replace(/\$schema=(\.[^\s]*)/, (_, path: string) => {
    const target = posix.join(posix.dirname(from), path)
    const relative = posix.relative(posix.dirname(to), target)
    return `$schema=${relative.startsWith('.') ? relative : `./${relative}`}`
  })
}

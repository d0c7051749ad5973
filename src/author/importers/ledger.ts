import type { Nodes } from 'mdast'

/**
 * The fate of a block: imported unchanged, imported in another form, moved to `sections`, not
 * written because the existing entry already has the field, or lost.
 */
export const fates = ['carried', 'changed', 'sections', 'kept', 'lost'] as const
export type Fate = (typeof fates)[number]

/**
 * A block of a page: a paragraph, heading, code block, table or rule, or a block in another syntax.
 */
export interface Block {
  readonly file: string
  readonly line: number
  readonly kind: string
  readonly text: string
  /**
   * The part of the page that contained the block, such as `why` or `fix`. Empty if the block is
   * under an unknown heading.
   */
  readonly part: string
  readonly fate: Fate
  /** The field that contains the block after the import. */
  readonly field: string
  readonly note: string
  /** The codes of the entries that contain the block, if its line does not identify them. */
  readonly entries?: readonly string[]
}

/** Something that was dropped but that readers of the page do not see anyway. */
export interface Remark {
  readonly file: string
  readonly line: number
  readonly note: string
}

/** A page that did not produce an error. Its blocks are counted only here. */
export interface LeftOut {
  readonly file: string
  readonly line: number
  /** Undefined if the page could not be read. */
  readonly blocks: number | undefined
  readonly note: string
}

interface Open {
  line: number
  kind: string
  text: string
  start: number
  end: number
  part: string
  fate: Fate | undefined
  field: string
  note: string
}

/**
 * Tracks what happens to the blocks of one page. Each block is added once. A block without a field
 * is lost when the ledger is closed.
 */
export class Ledger {
  readonly #file: string
  readonly #lineOf: (line: number) => number
  readonly #blocks: Open[] = []
  readonly remarks: Remark[] = []

  constructor(file: string, lineOf: (line: number) => number) {
    this.#file = file
    this.#lineOf = lineOf
  }

  enter(node: Nodes, kind: string, text: string): void {
    const { position } = node
    if (position === undefined) return
    this.#blocks.push({
      line: this.#lineOf(position.start.line),
      kind,
      text: text.replace(/\s+/g, ' ').trim().slice(0, 120),
      start: position.start.offset!,
      end: position.end.offset!,
      part: '',
      fate: undefined,
      field: '',
      note: '',
    })
  }

  /** Records the field that now contains the blocks inside a node. */
  place(node: Nodes, field: string, fate: Fate = 'carried', note = ''): void {
    for (const block of this.#within(node)) {
      block.field = field
      if (block.fate === undefined || block.fate === 'carried') block.fate = fate
      addNote(block, note)
    }
  }

  /** Records that a node was changed, in whatever field it ends up. */
  changed(node: Nodes, note: string): void {
    for (const block of this.#within(node)) {
      block.fate = 'changed'
      addNote(block, note)
    }
  }

  lost(node: Nodes, note: string): void {
    for (const block of this.#within(node)) Object.assign(block, { fate: 'lost', field: '', note })
  }

  part(node: Nodes, part: string): void {
    for (const block of this.#within(node)) block.part = part
  }

  remark(node: Nodes | undefined, note: string): void {
    this.remarkAt(this.lineOf(node), note)
  }

  remarkAt(line: number, note: string): void {
    this.remarks.push({ file: this.#file, line, note })
  }

  lineOf(node: Nodes | undefined): number {
    return node?.position ? this.#lineOf(node.position.start.line) : 1
  }

  close(): Block[] {
    return this.#blocks.map(({ line, kind, text, part, fate, field, note }) => ({
      file: this.#file,
      line,
      kind,
      text,
      part,
      fate: fate ?? 'lost',
      field,
      note: fate === undefined && note === '' ? 'no matching field' : note,
    }))
  }

  #within({ position }: Nodes): Open[] {
    if (position === undefined) return []
    const { start, end } = position
    const [from, to] = [start.offset!, end.offset!]
    return this.#blocks.filter(
      (block) =>
        (block.start >= from && block.end <= to) || (block.start <= from && block.end >= to),
    )
  }
}

/** Adds a note once, even if it applies to several parts of a block. */
function addNote(block: Open, note: string): void {
  if (note === '' || block.note.split('; ').includes(note)) return
  block.note = block.note === '' ? note : `${block.note}; ${note}`
}

import type { Nodes } from 'mdast'

/**
 * What became of a block: it is in a field, it is there in another form, it waits in `sections`, it
 * was not written because an entry was there that has its own, or it is nowhere.
 */
export const fates = ['carried', 'changed', 'sections', 'kept', 'lost'] as const
export type Fate = (typeof fates)[number]

/**
 * A block of a page: a paragraph, heading, fence, table, rule, or what stands alone in another
 * syntax.
 */
export interface Block {
  readonly file: string
  readonly line: number
  readonly kind: string
  readonly text: string
  /**
   * Under which of a page's parts it stood: `why`, `fix`. Empty for what no heading is known for.
   */
  readonly part: string
  readonly fate: Fate
  /** The field that it is in now. */
  readonly field: string
  readonly note: string
  /** The codes of the entries that it is in, where its line does not tell. */
  readonly entries?: readonly string[]
}

/** What a reader of the page does not see, and the catalog does not have. */
export interface Remark {
  readonly file: string
  readonly line: number
  readonly note: string
}

/** A page that no error was made of: its blocks are counted here, and nowhere else. */
export interface LeftOut {
  readonly file: string
  readonly line: number
  /** Undefined where it could not be read. */
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
 * The books of one page: every block is entered once, and what is in no field when they are closed
 * is lost.
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

  /** The blocks inside a node are in this field now. */
  place(node: Nodes, field: string, fate: Fate = 'carried', note = ''): void {
    for (const block of this.#within(node)) {
      block.field = field
      if (block.fate === undefined || block.fate === 'carried') block.fate = fate
      addNote(block, note)
    }
  }

  /** What was done to a node on the way, wherever it lands. */
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

/** What was done to several parts of a block is told once. */
function addNote(block: Open, note: string): void {
  if (note === '' || block.note.split('; ').includes(note)) return
  block.note = block.note === '' ? note : `${block.note}; ${note}`
}

/** What the helper `code` gives: a code span where Markdown stands, the text itself elsewhere. */
export class CodeSpan {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
  toString(): string {
    return this.text
  }
}

/** What the helper `link` gives: a link where Markdown stands, the address itself elsewhere. */
export class Link {
  readonly target: string
  /** The text; without one, an error's code or the address. */
  readonly text: string | undefined
  constructor(target: string, text: string | undefined) {
    this.target = target
    this.text = text
  }
  toString(): string {
    return this.target
  }
}

/** The result of the helper `code`: a code span in Markdown, the text alone elsewhere. */
export class CodeSpan {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
  toString(): string {
    return this.text
  }
}

/** The result of the helper `link`: a link in Markdown, the address alone elsewhere. */
export class Link {
  readonly target: string
  /** The text of the link. If undefined, the code of the error or the address is used. */
  readonly text: string | undefined
  constructor(target: string, text: string | undefined) {
    this.target = target
    this.text = text
  }
  toString(): string {
    return this.target
  }
}

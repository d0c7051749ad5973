// Types for markdown-it and two of its plugins, which ship without types. They cover only what the
// VitePress reader uses.
declare module 'markdown-it' {
  interface Token {
    readonly content: string
    readonly markup: string
    readonly children: readonly Token[] | null
    attrGet(name: string): string | null
  }
  type Plugin<Options extends unknown[]> = (parser: MarkdownIt, ...options: Options) => void
  export default class MarkdownIt {
    constructor(options: { html?: boolean; linkify?: boolean })
    readonly renderer: {
      readonly rules: Record<string, (tokens: readonly Token[], at: number) => string>
    }
    readonly utils: { escapeHtml(text: string): string }
    use<Options extends unknown[]>(plugin: Plugin<Options>, ...options: Options): this
    render(text: string): string
    parse(text: string, environment: object): Token[]
  }
}

declare module 'markdown-it-container' {
  import type MarkdownIt from 'markdown-it'
  export default function container(parser: MarkdownIt, name: string): void
}

declare module 'markdown-it-emoji' {
  import type MarkdownIt from 'markdown-it'
  export function full(parser: MarkdownIt): void
}

import type { Code } from 'mdast'
import { saidTitle } from './examples.js'

/**
 * A fence as every platform has it: its language alone, and its title in the one spelling that a
 * catalog knows.
 */
export function settleFence(fence: Code): Code {
  const code = withMarksApart(fence)
  const title = saidTitle(code.meta?.trim() ?? '')
  return title === undefined ? code : entitled(code, title)
}

/** VitePress has the lines to mark in one word with the language: `js{1,3}`. */
function withMarksApart(code: Code): Code {
  const [, lang, marks] = /^([\w+#-]+)([{:].*)$/.exec(code.lang ?? '') ?? []
  return lang === undefined
    ? code
    : { ...code, lang, meta: [marks, code.meta].filter(Boolean).join(' ') }
}

/** A fence under a title. What else its line says stays. */
export function entitled(code: Code, title: string): Code {
  const rest = saidTitle(code.meta?.trim() ?? '') === undefined ? (code.meta ?? '') : ''
  return { ...code, meta: `title="${title.replaceAll('"', "'")}" ${rest}`.trim() }
}

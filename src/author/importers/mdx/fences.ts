import type { Code } from 'mdast'
import { saidTitle } from './examples.js'

/** Reduces the info string of a code block to its language and title. */
export function settleFence(fence: Code): Code {
  const code = withMarksApart(fence)
  const title = saidTitle(code.meta?.trim() ?? '')
  return title === undefined ? code : entitled(code, title)
}

/** VitePress writes highlighted lines and language as one word: `js{1,3}`. */
function withMarksApart(code: Code): Code {
  const [, lang, marks] = /^([\w+#-]+)([{:].*)$/.exec(code.lang ?? '') ?? []
  return lang === undefined
    ? code
    : { ...code, lang, meta: [marks, code.meta].filter(Boolean).join(' ') }
}

/** A code block with a title. The rest of its info string is kept. */
export function entitled(code: Code, title: string): Code {
  const rest = saidTitle(code.meta?.trim() ?? '') === undefined ? (code.meta ?? '') : ''
  return { ...code, meta: `title="${title.replaceAll('"', "'")}" ${rest}`.trim() }
}

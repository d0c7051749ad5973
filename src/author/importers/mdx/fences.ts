import type { Code } from 'mdast'
import { saidTitle } from './examples.js'

/** Reduces the info string of a code block to its language and title. */
export function settleFence(fence: Code): Code {
  const code = withMarksApart(fence)
  const title = saidTitle(code.meta?.trim() ?? '')
  return title === undefined ? code : entitled(code, title)
}

/** Separates the language from highlighted lines, because VitePress joins them: `js{1,3}`. */
function withMarksApart(code: Code): Code {
  const [, lang, marks] = /^([\w+#-]+)([{:].*)$/.exec(code.lang ?? '') ?? []
  return lang === undefined
    ? code
    : { ...code, lang, meta: [marks, code.meta].filter(Boolean).join(' ') }
}

/** Sets the title of a code block. Keeps the rest of the info string. */
export function entitled(code: Code, title: string): Code {
  const rest = saidTitle(code.meta?.trim() ?? '') === undefined ? (code.meta ?? '') : ''
  return { ...code, meta: `title="${title.replaceAll('"', "'")}" ${rest}`.trim() }
}

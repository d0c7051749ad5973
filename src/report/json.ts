import { jsonText } from './plain.js'
import type { Reporter } from './reporter.js'
import { helpOf, messageOf } from './words.js'

/** The format for tools, which is one JSON document. Lines and columns start at 1. */
export const json: Reporter = {
  name: 'json',
  report(diagnostics, { comparison }) {
    const findings = diagnostics.map((diagnostic) => {
      const { code, severity, span, related, change } = diagnostic
      const help = helpOf(diagnostic)
      return {
        code,
        severity,
        message: messageOf(diagnostic),
        ...(help !== undefined && { help }),
        ...(span && { file: span.file, start: span.start, end: span.end }),
        ...(related.length > 0 && {
          related: related.map((note) => ({
            message: note.message,
            file: note.span.file,
            start: note.span.start,
            end: note.span.end,
          })),
        }),
        ...(change && { change }),
      }
    })
    const count = (severity: string) =>
      diagnostics.filter((diagnostic) => diagnostic.severity === severity).length
    return jsonText({ ...comparison, errors: count('error'), warnings: count('warning'), findings })
  },
}

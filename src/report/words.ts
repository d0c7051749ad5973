import { type AcceptedChange, whoBreaks } from '../model/change.js'
import type { Diagnostic } from '../model/diagnostic.js'

/** The message of a finding: the problem, what it breaks, and why that was accepted. */
export function messageOf({ message, breaks, change }: Diagnostic): string {
  const sentences = [
    message,
    breaks && `This breaks ${whoBreaks[breaks]}.`,
    change?.accepted !== undefined && `Accepted: ${change.accepted}`,
  ]
  return sentences.filter((sentence) => sentence).join(' ')
}

/** How to fix a finding, including lines to add to a file. Undefined if there is nothing to do. */
export function helpOf(diagnostic: Diagnostic): string | undefined {
  const { accept, diff } = diagnostic
  const parts = [
    adviceOf(diagnostic),
    accept &&
      `To accept this change, add this to ${accept.file} and replace \`…\` with a reason:\n${acceptLine(accept)}`,
    diff,
  ].filter((part) => part !== undefined)
  return parts.length === 0 ? undefined : parts.join('\n')
}

/** How to fix a finding. Unlike `helpOf`, does not include lines to add to a file. */
export function adviceOf({ help, suggestions = [] }: Diagnostic): string | undefined {
  if (suggestions.length === 0) return help
  return `Did you mean ${suggestions.map(({ name }) => `\`${name}\``).join(', ')}?`
}

/** The line to add to the accepted changes. The user replaces `…` with a reason. */
export function acceptLine({ rule, code, fingerprint }: AcceptedChange): string {
  return `- { rule: ${rule}, code: ${JSON.stringify(code)}, fingerprint: "${fingerprint}", reason: … }`
}

/** Message and help together, for reports with one text per finding. */
export function textOf(diagnostic: Diagnostic): string {
  const help = helpOf(diagnostic)
  return help === undefined ? messageOf(diagnostic) : `${messageOf(diagnostic)}\n${help}`
}

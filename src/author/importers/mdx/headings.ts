import type { Part } from '../../../model/fields.js'

/**
 * Headings for correct or incorrect code on the page of a rule: `Examples of incorrect code for
 * this rule`.
 */
const codeThatIs = (kind: string) =>
  `^(?:examples? of )?(?:${kind})(?: (?:code|examples?|usages?|cases?|patterns?))*(?: (?:for|of|with) this rule\\b.*)?$`
const wrongCode = new RegExp(
  codeThatIs('incorrect|invalid|bad|wrong|failing|problematic|non-?compliant|fails?'),
)
const rightCode = new RegExp(
  codeThatIs('correct|valid|good|right|passing|compliant|pass|passes|succeeds?'),
)

// Spellings on real pages about errors and rules. They match a lowercase heading without
// punctuation.
const spellings: readonly (readonly [Part, RegExp])[] = [
  ['example', wrongCode],
  ['fixes', rightCode],
  [
    'retired',
    /\b(?:error|code|rule|warning|message|diagnostic|lint|problem|exception)\b.*\b(?:no longer|never) (?:be )?(?:emitted|raised|thrown|used|reported|returned|issued)\b|^(?:this (?:error|code|rule|warning) (?:is|was|has been) )?(?:removed|retired)$/,
  ],
  [
    'mistakes',
    /^(?:common|frequent|typical|usual) (?:mistakes?|pitfalls?|errors?|misconceptions?|gotchas?)$|^(?:mistakes?|pitfalls?|gotchas?)(?: to avoid)?$/,
  ],
  [
    'related',
    /^(?:related|similar|other|associated|linked) (?:errors?|codes?|error codes?|problems?|rules?|messages?|warnings?|issues|exceptions?)$|^see also: errors$/,
  ],
  [
    'links',
    /^(?:useful|related|external|helpful|more|further|additional|relevant|reference)s? (?:links?|resources?|reading|references?|information|info|documentation|docs|articles?|pages?|topics?|material)$|^(?:links?|resources?|references?|reading|bibliography|see also|see|related|related to|learn more|read more|find out more|more information|for more information|documentation|docs|(?:where|what) (?:else )?to (?:go|look|read)(?: next| from here)?)$/,
  ],
  [
    'response',
    /^(?:example |sample |error |http |json |api |full )*(?:response|responses|response body|body|payload|problem details?|problem|error object)(?: example| sample| format| body)?s?$|^examples? of an? [\w -]+ problem details?$|^what (?:it|the response|you(?:'ll| will)?) (?:looks? like|sees?|get)$/,
  ],
  [
    'fixes',
    /^(?:(?:possible|potential|suggested|recommended|some|other|different|several) )*(?:ways?|steps?|options?) (?:of |to |for )?(?:fix|fixing|resolve|resolving|solve|solving|avoid|avoiding|address|repair|correct)(?:ing)?\b.*$|^how (?:to|do i|do you|can i|can you|should i|should you|i|you can|can this be|is it) (?:fix|fixed|resolve|resolved|solve|solved|repair|correct|address|handle|avoid|prevent|troubleshoot|recover|get rid of|remedy|mitigate|debug)\b.*$|^(?:(?:possible|potential|suggested|recommended|proposed|common|quick) )*(?:fix|fixes|fixing|resolution|resolutions|solution|solutions|remedy|remedies|remediation|workarounds?|corrective actions?|actions?|mitigations?|troubleshooting|answers?|user actions?|response actions?)(?: (?:steps?|tips|guide|it|this|this error|the error|the problem|the issue|suggestions?|required|needed))?$|^(?:to )?(?:fix(?:ing)?|resolv(?:e|ing)|solv(?:e|ing)|address(?:ing)?|correct(?:ing)?|repair(?:ing)?|handl(?:e|ing)|avoid(?:ing)?|prevent(?:ing)?|remedy(?:ing)?|recover(?:ing)?)(?: (?:it|this|the|these|from|an?)(?: \w+)*)?$|^what (?:to do|can (?:i|you|be done)|should (?:i|you)|you (?:can|should|need to) do|now|next)\b.*$|^(?:next steps?|what next|debugging|suggestions?|recommendations?|recovery)$/,
  ],
  [
    'causes',
    /^why (?:this|the|did|does|do|is|am|are|was|it|that|an|you|i|we)\b.*$|^why$|^(?:(?:possible|common|likely|potential|typical|usual|probable|main|root|some|most common|frequent|the) )*(?:causes?|reasons?|scenarios?|triggers?|origins?)(?: (?:of|for|behind|that)\b.*)?$|^what (?:causes?|caused|triggers?|triggered|leads? to|is causing|can cause)\b.*$|^when (?:this|it|does|do|is|will|you|can)\b.*$|^rationale$|^cause of\b.*$|^(?:this|it) (?:happens|occurs)\b.*$/,
  ],
  [
    'example',
    /^(?:an? )?(?:(?:erroneous|wrong|failing|incorrect|invalid|bad|minimal|sample|code|request|error) )*(?:examples?|samples?|snippets?|reproductions?|repro)(?: (?:request|code|error|usage|of the (?:error|problem)|call))?s?$|^how to reproduce.*$|^steps to reproduce$|^(?:triggering|example|sample) (?:request|call|code)s?$|^reproducing\b.*$/,
  ],
  [
    'description',
    /^(?:what (?:happened|happens|went wrong|is wrong|it means|this means|this error means|is this|is this error|this is|is it|does (?:this|it|the error)\b.*|the error means|this rule does))$|^(?:(?:error|rule|problem|issue|general|short|full|detailed) )?(?:descriptions?|overview|summary|explanation|details?|meaning|background|introduction|about|context|synopsis|symptoms?|abstract|issue|problem|message|error message)(?: of\b.*)?$|^about (?:this|the) .*$|^(?:description|explanation|details) .{0,20}$/,
  ],
]

/**
 * Normalizes a heading for comparison: lowercase, single spaces, and no step number or outer
 * punctuation.
 */
export function normalHeading(text: string): string {
  return text
    .toLowerCase()
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/[^\p{L}\p{N}' :-]+/gu, ' ')
    .replace(/^\s*(?:step )?\d+\s+/, '')
    .replace(/\s+/g, ' ')
    .replace(/^[\s:'-]+|[\s:'-]+$/g, '')
}

const wordsOf = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}']+/gu) ?? []
const stemOf = (word: string) => word.replace(/(?:ings?|ed|es|s|e)$/, '')
/** Words in the spellings, and common filler words. They add no information to a heading. */
const common: ReadonlySet<string> = new Set(
  [
    ...spellings.flatMap(([, { source }]) => source.match(/[a-z]+/g) ?? []),
    ...'and in on with by might my your our me occurred happened appears see seeing get getting got have has using'.split(
      ' ',
    ),
  ].map(stemOf),
)

/**
 * Whether a heading contains words besides the name of the part and `names` of the error, as in
 * `Why is the order of keys important?` Always false for headings that the user configured.
 */
export function saysMore(
  heading: string,
  own: Readonly<Record<string, Part>>,
  names: string,
): boolean {
  const text = normalHeading(heading)
  if (Object.keys(own).some((spelling) => normalHeading(spelling) === text)) return false
  const known = new Set(wordsOf(names).map(stemOf))
  return wordsOf(text).some((word) => !common.has(stemOf(word)) && !known.has(stemOf(word)))
}

/** Whether a heading or title says that the code below it is correct. */
export function saysRight(title: string): boolean {
  return rightCode.test(normalHeading(title))
}

/**
 * Returns the part of the page that a heading starts, or undefined if the heading is unknown.
 * Headings that the user configured take precedence.
 */
export function partOf(
  heading: string,
  own: Readonly<Record<string, Part>> = {},
): Part | undefined {
  const text = normalHeading(heading)
  if (text === '') return undefined
  const said = Object.entries(own).find(([spelling]) => normalHeading(spelling) === text)
  return said?.[1] ?? spellings.find(([, pattern]) => pattern.test(text))?.[0]
}

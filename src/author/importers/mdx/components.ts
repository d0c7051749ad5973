import type { CalloutKind } from '../../../facts/markdown/prose.js'

/** The meaning of a docs component, in terms of Markdown. */
export type Meaning =
  | { readonly is: 'callout'; readonly kind: CalloutKind }
  /** A wrapper that only groups its contents. */
  | { readonly is: 'group' }
  /** Contents with a title, such as a tab or an accordion. */
  | { readonly is: 'titled' }
  /** A title for the content next to it, such as `<summary>`. */
  | { readonly is: 'title' }
  | { readonly is: 'steps' }
  | { readonly is: 'step' }
  /** A link with a title and optional text. */
  | { readonly is: 'card' }
  | { readonly is: 'image' }
  /** Short text, such as a badge. It comes from an attribute or from the component's content. */
  | { readonly is: 'words' }
  /** Something without text, such as an icon. */
  | { readonly is: 'nothing' }

const callout = (kind: CalloutKind): Meaning => ({ is: 'callout', kind })

// The lowercase names of components on all platforms. `:::name` is a container.
const meanings: Readonly<Record<string, Meaning>> = {
  note: callout('note'),
  check: callout('tip'),
  tip: callout('tip'),
  success: callout('tip'),
  info: callout('important'),
  important: callout('important'),
  warning: callout('warning'),
  warn: callout('warning'),
  caution: callout('warning'),
  danger: callout('caution'),
  error: callout('caution'),
  steps: { is: 'steps' },
  step: { is: 'step' },
  tabs: { is: 'group' },
  codegroup: { is: 'group' },
  'code-group': { is: 'group' },
  requestexample: { is: 'group' },
  responseexample: { is: 'group' },
  accordiongroup: { is: 'group' },
  accordions: { is: 'group' },
  cardgroup: { is: 'group' },
  cardgrid: { is: 'group' },
  cards: { is: 'group' },
  columns: { is: 'group' },
  frame: { is: 'group' },
  fragment: { is: 'group' },
  filetree: { is: 'group' },
  '': { is: 'group' },
  div: { is: 'group' },
  section: { is: 'group' },
  center: { is: 'group' },
  p: { is: 'group' },
  raw: { is: 'group' },
  'v-pre': { is: 'group' },
  tab: { is: 'titled' },
  tabitem: { is: 'titled' },
  'tabs.tab': { is: 'titled' },
  accordion: { is: 'titled' },
  expandable: { is: 'titled' },
  details: { is: 'titled' },
  summary: { is: 'title' },
  card: { is: 'card' },
  linkcard: { is: 'card' },
  'cards.card': { is: 'card' },
  linkbutton: { is: 'card' },
  img: { is: 'image' },
  image: { is: 'image' },
  icon: { is: 'nothing' },
  badge: { is: 'words' },
}

const calloutTypes = ['type', 'variant', 'kind', 'intent'] as const

/** Returns the meaning of a component, or undefined if no known platform has such a component. */
export function meaningOf(
  name: string,
  props: Readonly<Record<string, string>>,
): Meaning | undefined {
  const key = name.replace(/^:::/, '').toLowerCase()
  if (['callout', 'aside', 'admonition', 'alert'].includes(key)) {
    const said = calloutTypes
      .map((prop) => props[prop]?.toLowerCase())
      .find((type) => type !== undefined)
    const meaning = said === undefined ? undefined : knownMeaning(said)
    // `info` is the default type of `<Callout>`, so import it as a plain note.
    const isPlain = key === 'callout' && said === 'info'
    return meaning?.is === 'callout' && !isPlain ? meaning : callout('note')
  }
  return knownMeaning(key)
}

function knownMeaning(word: string): Meaning | undefined {
  return Object.hasOwn(meanings, word) ? meanings[word] : undefined
}

/** Returns the title of a component. */
export function titleOf(props: Readonly<Record<string, string>>): string | undefined {
  return props.title ?? props.label ?? props.value ?? props.name ?? props.summary
}

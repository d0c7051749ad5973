import type { PhrasingContent } from 'mdast'

// What Unicode has a raised or lowered form of.
const raised = new Map(
  [...'0123456789+-=()ni'].map((char, at) => [char, [...'⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ'][at]]),
)
const lowered = new Map(
  [...'0123456789+-=()'].map((char, at) => [char, [...'₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎'][at]]),
)

/**
 * A text above or below the line: in characters that are, else `^(2k)`, as it is typed where there
 * are none.
 */
export function scriptText(name: 'sup' | 'sub', text: string): string {
  const forms = name === 'sup' ? raised : lowered
  const drawn = [...text.replaceAll('\u2212', '-')].map((char) => forms.get(char))
  if (drawn.every((char) => char !== undefined)) return drawn.join('')
  return `${name === 'sup' ? '^' : '_'}(${text})`
}

/** The contents of `<sup>` or `<sub>`, which prose has no mark for. */
export function scripted(
  name: 'sup' | 'sub',
  children: readonly PhrasingContent[],
): PhrasingContent[] {
  const [only, ...others] = children
  if (only === undefined) return []
  if (only.type === 'text' && others.length === 0)
    return only.value.trim() === '' ? [] : [{ ...only, value: scriptText(name, only.value) }]
  return [
    { type: 'text', value: name === 'sup' ? '^(' : '_(' },
    ...children,
    { type: 'text', value: ')' },
  ]
}

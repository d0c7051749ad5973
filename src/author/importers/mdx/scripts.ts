import type { PhrasingContent } from 'mdast'

// Characters with a superscript or subscript form in Unicode.
const raised = new Map(
  [...'0123456789+-=()ni'].map((char, at) => [char, [...'⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ'][at]]),
)
const lowered = new Map(
  [...'0123456789+-=()'].map((char, at) => [char, [...'₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎'][at]]),
)

/** Writes text as superscript or subscript. Uses Unicode characters if possible, else `^(2k)`. */
export function scriptText(name: 'sup' | 'sub', text: string): string {
  const forms = name === 'sup' ? raised : lowered
  const drawn = [...text.replaceAll('\u2212', '-')].map((char) => forms.get(char))
  if (drawn.every((char) => char !== undefined)) return drawn.join('')
  return `${name === 'sup' ? '^' : '_'}(${text})`
}

/** Converts the contents of `<sup>` or `<sub>`, which have no equivalent in prose. */
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

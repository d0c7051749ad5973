import { meant, nearest } from '../../facts/nearest.js'
import type { Finding } from '../../model/diagnostic.js'
import type { TemplateSet, TemplateSource } from './syntax-tree.js'

const isPartial = (name: string) => /^_[^/]*$/.test(name)

/**
 * Returns warnings about the user's partials that no template uses. Outputs may share a folder of
 * templates, so a partial counts as used if any output uses it.
 */
export function unusedPartials(sets: readonly TemplateSet[]): Finding[] {
  const used = new Set<string>()
  const known = new Set<string>()
  for (const set of sets) {
    if (![...set].some(([name, { own }]) => own && isPartial(name))) continue
    for (const [name, { file }] of calledIn(set)) {
      used.add(file)
      known.add(name)
    }
    for (const [name, { own }] of set) if (!own && isPartial(name)) known.add(name)
  }
  const own = new Map(
    sets.flatMap((set) =>
      [...set].flatMap(([name, source]) =>
        source.own ? [[source.file, { name, source }] as const] : [],
      ),
    ),
  )
  return [...own.values()].flatMap(({ name, source }): Finding[] => {
    if (!isPartial(name) || used.has(source.file)) return []
    const near = nearest(bare(name), [...known].map(bare))
    return [
      {
        code: 'template-unknown-value',
        severity: 'warning',
        message: `Unused partial \`${name}\`.`,
        ...meant(near && name.replace(bare(name), near), {
          help: 'Use it in a template, or delete it.',
        }),
        at: { source, range: [0, 0] },
      },
    ]
  })
}

/** Returns the name that templates use for a partial. */
const bare = (name: string) => name.replace(/^_|\..*/g, '')

/** Returns the partials that the templates of a set use, directly or through other partials. */
function calledIn(set: TemplateSet): Map<string, TemplateSource> {
  const called = new Map<string, TemplateSource>()
  const follow = ({ text }: TemplateSource, extension: string): void => {
    for (const [, partial] of text.matchAll(/\{\{~?>\s*([^\s}~]+)/g)) {
      const own = `_${partial}${extension}.hbs`
      const name = set.has(own) ? own : `_${partial}.hbs`
      const source = set.get(name)
      if (source === undefined || called.has(name)) continue
      called.set(name, source)
      follow(source, extension)
    }
  }
  for (const [name, source] of set)
    if (!isPartial(name)) follow(source, /(\.[^/]+)\.hbs$/.exec(name)?.[1] ?? '')
  return called
}

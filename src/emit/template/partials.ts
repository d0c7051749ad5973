import { meant, nearest } from '../../facts/nearest.js'
import type { Finding } from '../../model/diagnostic.js'
import type { TemplateSet } from './syntax-tree.js'

const isPartial = (name: string) => /^_[^/]*$/.test(name)

/**
 * A user's partials that no template calls. Outputs may share a folder: one that any of them calls
 * has its use.
 */
export function unusedPartials(sets: readonly TemplateSet[]): Finding[] {
  const used = new Set<string>()
  const known = new Set<string>()
  for (const set of sets) {
    if (![...set].some(([name, { own }]) => own && isPartial(name))) continue
    for (const name of calledIn(set)) {
      used.add(set.get(name)!.file)
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
        message: `Unexpected partial \`${name}\`: no template calls it.`,
        ...meant(near && name.replace(bare(name), near), { help: 'Call it, or delete it.' }),
        at: { source, range: [0, 0] },
      },
    ]
  })
}

/** What a template calls it. */
const bare = (name: string) => name.replace(/^_|\..*/g, '')

/** The partials that the templates of a set call, and those that these call. */
function calledIn(set: TemplateSet): Set<string> {
  const called = new Set<string>()
  const follow = (name: string, extension: string): void => {
    for (const [, partial] of set.get(name)!.text.matchAll(/\{\{~?>\s*([^\s}~]+)/g)) {
      const file = [`_${partial}${extension}.hbs`, `_${partial}.hbs`].find((candidate) =>
        set.has(candidate),
      )
      if (file === undefined || called.has(file)) continue
      called.add(file)
      follow(file, extension)
    }
  }
  for (const name of set.keys())
    if (!isPartial(name)) follow(name, /(\.[^/]+)\.hbs$/.exec(name)?.[1] ?? '')
  return called
}

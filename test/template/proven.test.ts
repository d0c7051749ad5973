import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { bindMarkdown } from '../../src/emit/template/bind.js'
import { syntaxOf } from '../../src/emit/template/compile.js'
import { mustachesOf } from '../../src/emit/template/probe.js'
import { boundBy, proofKey, proofOf } from '../../src/emit/template/proven.js'
import { parseTemplateTree, type TemplateSet } from '../../src/emit/template/syntax-tree.js'
import { readTemplates } from '../../src/load/templates.js'

const shipped = readdirSync('templates')
  .filter((folder) => !folder.startsWith('_'))
  .flatMap((folder) => {
    const { templates } = readTemplates(folder, undefined, '.', { source: { file: '', text: '' } })
    const names = [...templates.keys()].filter(
      (name) => !name.startsWith('_') && /^mdx?$/.test(syntaxOf(name) ?? ''),
    )
    return names.map(
      (name) =>
        [`${folder}/${name}`, name, templates] as [label: string, name: string, set: TemplateSet],
    )
  })

const { proofs } = (await import(
  new URL('../../dist/emit/template/proofs.js', import.meta.url).href
)) as typeof import('../../src/emit/template/proofs.js')

describe('the saved proof of a built-in template', () => {
  it.each(shipped)('has the same contexts as a fresh parse of %s', (_, name, set) => {
    const program = parseTemplateTree(name, set, [])!
    const fresh = bindMarkdown(
      name,
      program,
      mustachesOf(program),
      syntaxOf(name) as 'mdx' | 'md',
      set,
      [],
    )
    // `npm run build` saves the proofs.
    const proof = proofs[proofKey(name, set)]!
    expect(proof).toEqual(JSON.parse(JSON.stringify(proofOf(fresh, program))))
    const kept = boundBy(proof, program)
    expect([...kept.contexts].map(([mustache]) => mustache)).toEqual(
      [...fresh.contexts].map(([mustache]) => mustache),
    )
    expect([...kept.contexts.values()]).toEqual([...fresh.contexts.values()])
    expect(kept.regions).toEqual(fresh.regions)
    for (const [at, { start, end }] of kept.regions.entries()) {
      expect(start.program.body).toContain(start.statement)
      expect([
        start.statement === fresh.regions[at]!.start.statement,
        end.statement === fresh.regions[at]!.end.statement,
      ]).toEqual([true, true])
    }
  })

  it('has another key if the name or text of the template or a partial changes', () => {
    const source = (text: string) => ({ file: 't', text, own: false })
    const key = (page: string, partial: string, name = 'page.md.hbs') =>
      proofKey(name, new Map([[name, source(page)], ['_a.md.hbs', source(partial)]])) // biome-ignore format: short
    const keys = [
      key('{{x}}', 'a'),
      key('`{{x}}`', 'a'),
      key('{{x}}', 'b'),
      key('{{x}}', 'a', 'page.mdx.hbs'),
    ]
    expect(new Set(keys).size).toBe(4)
  })
})

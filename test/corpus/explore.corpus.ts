import { it } from 'vitest'
import { pages, renderer } from './pages.js'
import { hazards, naughty, examples, randomStrings } from './strings.js'
import { verify } from './verify.js'
import { accepted } from './accepted.js'

it('explore', async () => {
  const n = Number(process.env.N ?? 0)
  const all = [...new Set([...hazards, ...naughty, ...examples.map((e) => e.markdown), ...randomStrings(1, n)])]
  const ok = accepted(all)
  console.log(all.length, hazards.length, new Set(hazards).size, ok.length)
  for (const page of pages) {
    if (process.env.PAGE && !page.name.startsWith(process.env.PAGE)) continue
    const t = Date.now()
    const failures = await verify(page, ok, renderer)
    console.log(page.name, failures.length, Date.now() - t, 'ms')
    const by = Map.groupBy ? Map.groupBy(failures, (f) => f.context) : new Map<string, typeof failures>()
    if (by.size === 0) for (const f of failures) by.set(f.context, [...(by.get(f.context) ?? []), f])
    for (const [c, fs] of by) {
      console.log('  ', c, fs.length)
      for (const f of fs.slice(0, Number(process.env.SHOW ?? 4))) console.log('      ', JSON.stringify(f.string).slice(0, 200), f.problem.slice(0, 400))
    }
  }
})

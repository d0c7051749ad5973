// node --import jiti/register bench/sites.ts [SITE…]: for each MDX platform, compares how long
// errbook takes to render 1 000 pages with how long the platform takes to build them. Uses the
// sites in test/sites. `errbook build` also reads and checks the catalog, so the time of
// `errbook check` is subtracted.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execute, prepare } from '../test/sites/build.js'
import { type Catalog, filesOf } from '../test/sites/catalogs.js'
import { sites } from '../test/sites/index.js'
import { cli, interleave, machine, median, verdict } from './child.mjs'
import { generate } from './generate.mjs'

const count = Number(process.env.ERRBOOK_PAGES ?? 1000)
const wanted = process.argv.slice(2)
const measured = sites.filter(({ name }) =>
  wanted.length > 0 ? wanted.includes(name) : name !== 'github' && name !== 'vitepress',
)

console.log(`${machine()}\n${count} pages`)
for (const site of measured) {
  const folder = await prepare(site, catalogs())
  rmSync(join(folder, 'built'), { force: true })
  rmSync(join(folder, site.out), { recursive: true, force: true })
  const errbook = (command: string) =>
    timed(() => {
      const { status, stderr } = spawnSync(
        process.execPath,
        [cli, command, '--config', 'errbook.errors.json'],
        {
          cwd: folder,
          encoding: 'utf8',
        },
      )
      if (status !== 0) throw new Error(stderr)
    })
  const samples = interleave(3, {
    check: () => errbook('check'),
    whole: () => {
      rmSync(join(folder, site.content.folder, 'errors'), { recursive: true, force: true })
      return errbook('build')
    },
  })
  const check = median(samples.check)
  const whole = median(samples.whole)
  const build = timed(() => {
    for (const [command, ...args] of site.build) execute(command, args, folder)
  })
  const percent = (seconds: number) => (100 * seconds) / build
  console.log(
    `${site.name}: ${whole.toFixed(1)} s for errbook build, of which ${check.toFixed(1)} s to read and check; ${build.toFixed(1)} s for its own`,
  )
  console.log(`  errbook build, in per cent of its own: ${percent(whole).toFixed(1)}`)
  verdict('  rendering, in per cent of its own', percent(whole - check), 5)
}

/** The catalog to measure. Tiny catalogs replace the other catalogs of the site. */
function catalogs(): Catalog[] {
  const folder = mkdtempSync(join(tmpdir(), 'errbook-bench-'))
  const of = (name: string, size: number): Catalog => {
    generate(size, folder)
    return { name, files: filesOf(join(folder, 'errors')) }
  }
  const all = [of('errors', count), of('complete', 4), of('hostile', 4)]
  rmSync(folder, { recursive: true })
  return all
}

function timed(work: () => void): number {
  const start = performance.now()
  work()
  return (performance.now() - start) / 1000
}

import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { requestOf } from '../../src/author/importers/mdx/curl.js'
import { partOf } from '../../src/author/importers/mdx/headings.js'
import type { LossReport } from '../../src/author/importers/report.js'
import { run } from '../../src/commands/run.js'
import { drawRequest } from '../../src/facts/request/draw.js'
import { captureIo } from '../io.js'
import { repository } from '../project.js'
import { blocksBelow, blocksInSections } from './count.js'
import { filesBelow, inFolder, write } from './folder.js'
import { roundTrip } from './round-trip.js'

// Each folder has pages of one kind of site, and the catalog that an import must write.
// `UPDATE_CASES=1` replaces it with the current result. Review the diff.
const fixtures = join(import.meta.dirname, '../fixtures/import')
const names = readdirSync(fixtures).sort()

describe.each(names)('imported pages of %s', (name) => {
  it('become the catalog and the report in expected/', async () => {
    await inFolder({}, async (cwd) => {
      cpSync(join(fixtures, name, 'pages'), join(cwd, 'pages'), { recursive: true })
      const io = captureIo(cwd)
      await run(['import', 'mdx', 'pages', '--docs', docsOf(name), '--report', 'report.md'], io)
      const written = filesBelow(cwd).filter((file) => !file.startsWith('pages/'))
      const expected = join(fixtures, name, 'expected')
      if (process.env.UPDATE_CASES) {
        rmSync(expected, { recursive: true, force: true })
        for (const file of written)
          write(join(expected, file), readFileSync(join(cwd, file), 'utf8'))
      }
      expect(written).toEqual(filesBelow(expected))
      for (const file of written)
        expect(readFileSync(join(cwd, file), 'utf8'), file).toBe(
          readFileSync(join(expected, file), 'utf8'),
        )
    })
  })

  it('have the same blocks again when they are built, except for blocks in the report', async () => {
    const trip = await roundTrip(join(fixtures, name, 'pages'), '--docs', docsOf(name))
    expect(trip.errors).toEqual([])
    expect(trip.missing.filter(({ named }) => !named)).toEqual([])
    expect(trip.added).toEqual([])
  })
})

function docsOf(name: string): string {
  return name === 'mintlify'
    ? 'https://acme.test/errors/{system}/{category}/{name}'
    : 'https://acme.test/errors/{name}'
}

describe('the pages of npm packages', () => {
  it.each([
    ['node_modules/markdownlint/doc', 50],
    ['node_modules/eslint-plugin-jsx-a11y/docs/rules', 35],
  ])(
    'in %s become a valid catalog, and every block is in it or in the report',
    async (folder, least) => {
      await inFolder({}, async (cwd) => {
        await run(
          ['import', 'mdx', join(repository, folder), '--report', 'report.json'],
          captureIo(cwd),
        )
        const { entries, blocks, fates, fields } = JSON.parse(
          readFileSync(join(cwd, 'report.json'), 'utf8'),
        ) as LossReport
        expect(entries.length).toBeGreaterThan(least)
        expect(blocks).toBe(blocksBelow(join(repository, folder), (file) => file !== 'Rules.md'))
        expect(fates.carried + fates.changed + fates.sections + fates.lost).toBe(blocks)
        expect(fields.sections).toBe(blocksInSections(join(cwd, 'errors')))
        expect(fates.changed + fates.lost).toBeLessThanOrEqual(blocks * 0.02)
        expect(await run(['check'], captureIo(cwd))).toBe(0)
      })
    },
  )
})

describe('an imported page', () => {
  it('is parsed, but never executed', async () => {
    const page =
      '# Too late\n\nexport const a = (globalThis.errbookSentinel = 1)\n\nThe year {globalThis.errbookSentinel = 2}.\n\n<Clock of={globalThis.errbookSentinel = 3} />\n'
    await inFolder({ 'pages/late.mdx': page }, async (cwd) => {
      await run(['import', 'mdx', 'pages'], captureIo(cwd))
      expect((globalThis as { errbookSentinel?: number }).errbookSentinel).toBeUndefined()
      expect(readFileSync(join(cwd, 'errors/late.yaml'), 'utf8')).toContain('errbookSentinel = 3')
    })
  })

  it('is reported with file and line if it is broken, and does not stop the import of other pages', async () => {
    const files = {
      'pages/good.md': '# Good\n\nA sound page.\n',
      'pages/matter.md': '---\ntitle: [a\n---\n\nStill has content.\n',
      'pages/open.md': '---\ntitle: Open\n\nNobody closed it.\n',
      'pages/toml.md': '+++\ntitle = "Toml"\n+++\n\nStill has content.\n',
      'pages/first.md': '---\ncode: taken\n---\n\nThe first.\n',
      'pages/second.md': '---\ncode: taken\n---\n\nThe second.\n',
      'pages/long.md': `# Long\n\n${'Every line says the same. '.repeat(4_500)}\n`,
      'pages/latin.md': Buffer.from('# Caf\xe9\n', 'latin1'),
      'pages/wide.md': Buffer.from('\ufeff# Wide\n', 'utf16le'),
      'pages/tag.mdx': '# Tag\n\n<Note>never closed\n',
    }
    await inFolder(files, async (cwd) => {
      const io = captureIo(cwd)
      expect(await run(['import', 'mdx', 'pages', '--format', 'json'], io)).toBe(1)
      const { findings } = JSON.parse(io.stdout()) as {
        findings: { code: string; severity: string; file?: string; start?: { line: number } }[]
      }
      const places = findings
        .filter(({ severity }) => severity === 'error')
        .map(({ code, file, start }) => `${code} ${file}:${start?.line}`)
      expect(places.sort()).toEqual(
        [
          'broken-page pages/tag.mdx:3',
          'derived-code pages/good.md:1',
          'derived-code pages/long.md:1',
          'derived-code pages/matter.md:5',
          'derived-code pages/open.md:1',
          'derived-code pages/tag.mdx:1',
          'derived-code pages/toml.md:5',
          'duplicate-code pages/second.md:5',
          'file-encoding pages/latin.md:1',
          'file-encoding pages/wide.md:1',
          'file-too-large pages/long.md:1',
          'wrong-type pages/toml.md:1',
          'yaml-syntax pages/matter.md:2',
          'yaml-syntax pages/open.md:1',
        ].sort(),
      )
      expect(readdirSync(join(cwd, 'errors')).sort()).toEqual([
        'catalog.yaml',
        'good.yaml',
        'long.yaml',
        'matter.yaml',
        'open.yaml',
        'tag.yaml',
        'taken.yaml',
        'toml.yaml',
      ])
      expect(await run(['check'], captureIo(cwd))).toBe(0)
    })
  })

  it('is reported if some of its frontmatter is dropped', async () => {
    const files = {
      'pages/auth/odd.md':
        '---\ntitle: 404\nstatus: 99\ntags: one, two\ndescription: [a, b]\n---\n\nA text.\n',
      'pages/auth/key.md': '# err:acme:auth:key\n\nNo key.\n',
      'pages/auth/scope.md': '# err:acme:auth:scope\n\nNot yours.\n',
    }
    await inFolder(files, async (cwd) => {
      await run(['import', 'mdx', 'pages', '--report', 'report.json'], captureIo(cwd))
      expect(readFileSync(join(cwd, 'errors/general/auth/odd.yaml'), 'utf8')).toContain(
        'title: "404"\n',
      )
      const { remarks } = JSON.parse(readFileSync(join(cwd, 'report.json'), 'utf8')) as LossReport
      expect(remarks.map(({ note }) => note)).toEqual([
        '`status` in the frontmatter was dropped.',
        '`description` in the frontmatter was dropped.',
      ])
    })
  })

  it('is split by the headings in the mapping', async () => {
    const files = {
      'pages/odd.md': '# Odd\n\n## When you meet it\n\n- On Mondays\n',
      'map.yaml': 'headings:\n  When you meet it: causes\n',
    }
    await inFolder(files, async (cwd) => {
      await run(['import', 'mdx', 'pages', '--map', 'map.yaml'], captureIo(cwd))
      expect(readFileSync(join(cwd, 'errors/odd.yaml'), 'utf8')).toContain(
        'causes:\n  - On Mondays\n',
      )
    })
  })
})

describe('a heading', () => {
  it.each([
    ['What happened?', 'description'],
    ['What went wrong?', 'description'],
    ['Rule Details', 'description'],
    ['Why This Error Occurred', 'causes'],
    ['Common causes', 'causes'],
    ['💥 Possible reasons for this error', 'causes'],
    ['Possible Ways to Fix It', 'fixes'],
    ['How do I resolve this?', 'fixes'],
    ['3. Resolution steps', 'fixes'],
    ['Troubleshooting', 'fixes'],
    ['Common Mistakes', 'mistakes'],
    ['Related errors', 'related'],
    ['See also:', 'links'],
    ['Useful Links', 'links'],
    ['Further reading', 'links'],
    ['Example response', 'response'],
    ['Examples of incorrect code for this rule', 'example'],
    ['Fail', 'example'],
    ['✅ Correct', 'fixes'],
    ['Examples of **valid** code', 'fixes'],
    ['Bad request', undefined],
    ['Configuration', undefined],
    ['When this option is not used', 'causes'],
  ])('is assigned to the right part of a page: %s → %s', (heading, part) => {
    expect(partOf(heading)).toBe(part)
  })
})

it('a curl command becomes a request only if rendering it gives the same bytes', () => {
  const text = fc.stringMatching(/^[ -~]{1,20}$/)
  const request = fc.record({
    method: fc.constantFrom('GET', 'POST', 'DELETE'),
    url: fc.stringMatching(/^https:\/\/api\.test\/[a-z{}[\]'?=&-]{0,12}$/),
    headers: fc.dictionary(
      fc.stringMatching(/^[A-Z][a-z]{1,8}$/),
      text.filter((value) => value.trim() === value && value !== ''),
      { minKeys: 1, maxKeys: 3 },
    ),
    body: fc.oneof(
      fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), fc.oneof(text, fc.integer(), fc.boolean())),
      text,
    ),
  })
  let parsed = 0
  fc.assert(
    fc.property(request, (one) => {
      const [drawn] = drawRequest(one, ['curl'])
      const read = requestOf(drawn!.code)
      if (read === undefined) return
      parsed++
      expect(drawRequest(read, ['curl'])[0]!.code).toBe(drawn!.code)
    }),
  )
  expect(parsed).toBeGreaterThan(50)
  expect(requestOf('curl -s https://api.test/a | jq')).toBeUndefined()
  expect(requestOf('curl -X GET https://api.test/$(whoami)')).toBeUndefined()
})

describe('an import into an existing catalog', () => {
  const files = {
    'errors/catalog.yaml':
      '# Ours.\nname: Acme\ncode: "{name}"\ndocs: "https://acme.test/errors/{name}"\nkind: library\n',
    'errors/late.yaml':
      '# Support asked for this one.\ncode: late\nowner: team-a   # two words\ntitle: Too late\nsummary: It came too late.\n',
    'pages/late.md': '# Late\n\nThe day was over.\n\n## How to fix\n\nCome early.\n',
    'pages/new.md': '# New\n\nNobody knew it.\n',
  }

  it('never overwrites an existing file', async () => {
    await inFolder(files, async (cwd) => {
      expect(await run(['import', 'mdx', 'pages'], captureIo(cwd))).toBe(1)
      for (const file of ['errors/catalog.yaml', 'errors/late.yaml'] as const)
        expect(readFileSync(join(cwd, file), 'utf8')).toBe(files[file])
      expect(existsSync(join(cwd, 'errors/new.yaml'))).toBe(true)
    })
  })

  it('adds missing fields with --merge, and adds nothing when it runs again', async () => {
    await inFolder(files, async (cwd) => {
      expect(await run(['import', 'mdx', 'pages', '--merge'], captureIo(cwd))).toBe(0)
      const merged = readFileSync(join(cwd, 'errors/late.yaml'), 'utf8')
      expect(merged).toBe(
        `${files['errors/late.yaml']}description: The day was over.\nfixes:\n  body: Come early.\n`,
      )
      expect(readFileSync(join(cwd, 'errors/catalog.yaml'), 'utf8')).toBe(
        files['errors/catalog.yaml'],
      )
      expect(await run(['import', 'mdx', 'pages', '--merge'], captureIo(cwd))).toBe(0)
      expect(readFileSync(join(cwd, 'errors/late.yaml'), 'utf8')).toBe(merged)
    })
  })

  it('assumes no status for an error if its category sets the status', async () => {
    const catalog = {
      'errors/catalog.yaml':
        'name: Acme\ncode: "{category}:{name}"\ndocs: "https://acme.test/{category}/{name}"\ncategories:\n  auth: { title: Auth, status: 401 }\n',
      'errors/auth/key.yaml': 'code: auth:key\ntitle: No key\nsummary: There is no key.\n',
      'pages/auth/key.md': '---\ncode: auth:key\n---\n\n## How to fix\n\nSend it.\n',
      'list.yaml': '- { code: auth:key, description: Nobody sent it. }\n',
    }
    await inFolder(catalog, async (cwd) => {
      const io = captureIo(cwd)
      expect(await run(['import', 'mdx', 'pages', '--merge'], io)).toBe(0)
      expect(await run(['import', 'yaml', 'list.yaml', '--merge'], io)).toBe(0)
      expect(io.text()).not.toContain('assumed')
      expect(readFileSync(join(cwd, 'errors/auth/key.yaml'), 'utf8')).toBe(
        `${catalog['errors/auth/key.yaml']}description: Nobody sent it.\nfixes:\n  body: Send it.\n`,
      )
    })
  })

  it('writes nothing with --dry-run', async () => {
    await inFolder(files, async (cwd) => {
      const io = captureIo(cwd)
      await run(['import', 'mdx', 'pages', '--merge', '--dry-run'], io)
      expect(io.text()).toContain('Would write')
      expect(existsSync(join(cwd, 'errors/new.yaml'))).toBe(false)
      expect(readFileSync(join(cwd, 'errors/late.yaml'), 'utf8')).toBe(files['errors/late.yaml'])
    })
  })
})

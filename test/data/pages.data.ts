import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { blocksBelow } from '../import/count.js'
import { type RoundTrip, roundTrip } from '../import/round-trip.js'

// Tests the import of error pages from public projects. These pages are not part of this
// repository, and without them, the tests fail.
const data = join(import.meta.dirname, '../../../shared/data')

const packages = join(import.meta.dirname, '../../node_modules')

const projects = [
  ['nextjs-errors', data, 123, 0],
  ['rustc-explain', data, 195, 0],
  ['smartbear-problems', data, 20, 0],
  ['svelte-messages', data, 333, 0],
  // Rule pages, and three other pages. Those get their codes from their paths, which is reported.
  ['markdownlint/doc', packages, 56, 1],
  ['eslint-plugin-jsx-a11y/docs/rules', packages, 39, 0],
] as const

it('the data exists', () => {
  expect(existsSync(data), `${data}: the error pages that this test reads`).toBe(true)
})

it('text under “Why” and “Possible Ways” of Next.js becomes description, causes and fixes', async () => {
  const { report } = await roundTrip(join(data, 'nextjs-errors'))
  const blocks = ['causes', 'fixes'].flatMap((part) => Object.entries(report.parts[part] ?? {}))
  const all = blocks.reduce((sum, [, count]) => sum + count, 0)
  const placed = blocks
    .filter(([field]) => /^(?:description|causes|fixes)/.test(field))
    .reduce((sum, [, count]) => sum + count, 0)
  console.log(
    `nextjs-errors: ${placed} of ${all} blocks under Why and Possible Ways are in description, causes or fixes`,
  )
  expect(all).toBeGreaterThan(600)
  expect(placed).toBeGreaterThanOrEqual(all * 0.9)
})

describe.each(projects)('%s', (name, root, count, exitCode) => {
  let trip: RoundTrip
  beforeAll(async () => {
    trip = await roundTrip(join(root, name))
  })

  it('is imported completely, and the catalog is valid', () => {
    expect(trip.report.entries.length).toBe(count)
    expect(trip.errors).toEqual([])
    expect(trip.exitCode).toBe(exitCode)
  })

  it('is the same after a build, except for what the report lists', () => {
    console.log(`${name}: ${trip.missing.length} of ${trip.blocks} blocks are not as they were`)
    expect(
      trip.missing
        .filter(({ named }) => !named)
        .map(({ file, line, kind, text }) => `${file}:${line}: ${kind} ${text.slice(0, 80)}`),
    ).toEqual([])
    expect(trip.missing.length).toBeLessThanOrEqual(trip.blocks * 0.02)
    expect(
      trip.added.map(({ code, kind, text }) => `${code}: ${kind} ${text.slice(0, 80)}`),
    ).toEqual([])
  })

  it('has as many blocks in the report as another parser finds', () => {
    const counted = blocksBelow(join(root, name), (file) => file !== 'Rules.md')
    expect(trip.report.blocks).toBe(counted)
    const { carried, changed, sections, lost } = trip.report.fates
    expect(carried + changed + sections + lost).toBe(counted)
  })
})

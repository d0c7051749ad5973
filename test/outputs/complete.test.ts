import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { parseAllDocuments } from 'yaml'
import * as z from 'zod'
import { entrySchema } from '../../src/model/entry.js'
import { vocabularySchema } from '../../src/model/vocabulary.js'
import { type Rendered, renderProject, repository, writeFiles } from '../project.js'

// A catalog that uses every field of the format, and the expected files of every output.
// `UPDATE_CASES=1 npm test` updates expected/. Review the diff.
const folder = join(repository, 'test/fixtures/complete')
const expected = join(folder, 'expected')

describe('the feature-complete catalog', () => {
  let project: Rendered
  beforeAll(async () => {
    project = await renderProject(folder)
  })

  it('has no problems', () => {
    expect(project.findings).toEqual([])
  })

  it('generates exactly the files of expected/, byte for byte', () => {
    const actual = new Map([...project.files, ...project.merged])
    if (process.env.UPDATE_CASES) {
      rmSync(expected, { recursive: true, force: true })
      writeFiles(expected, actual)
    }
    expect([...actual.keys()].sort()).toEqual(filesBelow(expected))
    for (const [path, contents] of actual)
      expect(contents, path).toBe(readFileSync(join(expected, path), 'utf8'))
  })

  it('uses every field of an entry and of catalog.yaml', () => {
    const used = new Set<string>()
    for (const file of filesBelow(join(folder, 'errors'))) {
      const root = file === 'catalog.yaml' ? vocabularySchema : entrySchema
      const documents = parseAllDocuments(readFileSync(join(folder, 'errors', file), 'utf8'))
      for (const document of documents)
        collect(
          root,
          (document as { toJS(): unknown }).toJS(),
          file === 'catalog.yaml' ? 'catalog' : 'entry',
          used,
        )
    }
    const known = new Set<string>()
    keysOf(vocabularySchema, 'catalog', known)
    keysOf(entrySchema, 'entry', known)
    expect(known.size).toBeGreaterThan(100)
    expect([...known].filter((key) => !used.has(key))).toEqual([])
  })
})

function filesBelow(root: string): string[] {
  if (!existsSync(root)) return []
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((item) => item.isFile())
    .map((item) => join(item.parentPath, item.name).slice(root.length + 1))
    .sort()
}

/** Returns the schemas of a union or an optional value, without the wrappers. */
function alternativesOf(schema: z.ZodType): z.ZodType[] {
  if (schema instanceof z.ZodOptional) return alternativesOf(schema.unwrap() as z.ZodType)
  if (schema instanceof z.ZodUnion)
    return schema.options.flatMap((option) => alternativesOf(option as z.ZodType))
  return [schema]
}

/**
 * Returns the schemas of an object's keys, of the items of a list, or of the values of a record.
 */
function partsOf(schema: z.ZodType): { members: [string, z.ZodType][]; each: z.ZodType[] } {
  if (schema instanceof z.ZodArray) return { members: [], each: [schema.element as z.ZodType] }
  if (schema instanceof z.ZodRecord) return { members: [], each: [schema.valueType as z.ZodType] }
  if (schema instanceof z.ZodObject)
    return { members: Object.entries(schema.shape) as [string, z.ZodType][], each: [] }
  return { members: [], each: [] }
}

/** Returns the name of a schema, or the place where it is used if it has no name. */
function nameOf(schema: z.ZodType, place: string): string {
  return (schema.meta()?.id as string | undefined) ?? place
}

function keysOf(root: z.ZodType, place: string, into: Set<string>): void {
  for (const schema of alternativesOf(root)) {
    const path = nameOf(schema, place)
    const { members, each } = partsOf(schema)
    for (const [key, member] of members) {
      into.add(`${path}.${key}`)
      keysOf(member, `${path}.${key}`, into)
    }
    for (const item of each) keysOf(item, `${path}.*`, into)
  }
}

function collect(root: z.ZodType, value: unknown, place: string, into: Set<string>): void {
  if (typeof value !== 'object' || value === null) return
  for (const schema of alternativesOf(root)) {
    const path = nameOf(schema, place)
    const { members, each } = partsOf(schema)
    for (const [key, child] of Object.entries(value)) {
      const member = Array.isArray(value) ? undefined : members.find(([name]) => name === key)?.[1]
      if (member) {
        into.add(`${path}.${key}`)
        collect(member, child, `${path}.${key}`, into)
      }
      for (const item of each) collect(item, child, `${path}.*`, into)
    }
  }
}

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isMap, parse, type Scalar } from 'yaml'
import { importOpenApi } from '../src/author/importers/openapi/openapi.js'
import { check } from '../src/compile.js'
import { mergeErrors } from '../src/emit/openapi/merge.js'
import { Patch, patched } from '../src/emit/openapi/patch.js'
import { splice } from '../src/emit/openapi/splice.js'
import { spliceJson } from '../src/emit/openapi/splice-json.js'
import { composeYaml } from '../src/facts/yaml-nodes.js'
import { decodeApi } from '../src/load/api/api.js'
import { parseYaml } from '../src/load/yaml/parse.js'

// errbook did not write these API descriptions, so any value can be anywhere in them. errbook must
// process each description or report findings, and never crash.

const shop = parse(
  readFileSync(join(import.meta.dirname, 'import/shop.openapi.yaml'), 'utf8'),
) as object

const junk = fc.constantFrom<unknown>(
  null,
  0,
  -1.5,
  true,
  '',
  'text',
  [],
  {},
  [null],
  [[]],
  { a: null },
  { $ref: null },
  { $ref: '#' },
  { $ref: '#/' },
  { $ref: '#/%ff' },
  { $ref: '#/components/schemas/Problem' },
  { $ref: '#/components/schemas/Locked' },
  { $ref: '#/components/responses/TooManyRequests' },
  { $ref: '#/paths/~1orders' },
  { $ref: '#/paths/~1orders/post' },
  { $ref: 'other.yaml#/x' },
  { allOf: [{ $ref: '#/components/schemas/Problem' }] },
  { type: 'array', items: { $ref: '#/components/schemas/Problem' } },
  { properties: { self: { $ref: '#/components/schemas/Problem' } } },
  {
    oneOf: null,
    anyOf: 5,
    allOf: {},
    enum: {},
    const: null,
    properties: [],
    required: 5,
    pattern: '(',
    examples: 5,
  },
)

/** Returns the paths of all positions in a value. */
function placesIn(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [path]
  const inner = Object.entries(value).flatMap(([key, item]) =>
    placesIn(item, [...path, Array.isArray(value) ? Number(key) : key]),
  )
  return path.length === 0 ? inner : [path, ...inner]
}

function withValue(document: unknown, path: readonly (string | number)[], to: unknown): unknown {
  const [key, ...rest] = path
  if (key === undefined) return to
  if (typeof document !== 'object' || document === null) return document
  if (Array.isArray(document))
    return document.map((item, at) => (at === key ? withValue(item, rest, to) : item))
  const inner = Object.hasOwn(document, key)
    ? (document as Record<string, unknown>)[key]
    : undefined
  return { ...document, [key]: withValue(inner, rest, to) }
}

const mutations = fc.array(fc.tuple(fc.constantFrom(...placesIn(shop)), junk), {
  minLength: 1,
  maxLength: 4,
})
const documents = mutations.map((all) =>
  all.reduce<unknown>((document, [path, to]) => withValue(document, path, to), shop),
)

const catalog = check(
  {
    folder: 'errors',
    vocabulary: {
      file: 'errors/catalog.yaml',
      text: 'name: Shop\ncode: "{name}"\ndocs: "https://shop.test/{name}"\n',
    },
    entries: ['order_not_found', 'busy'].map((name) => ({
      file: `errors/${name}.yaml`,
      text: `code: ${name}\nstatus: ${name === 'busy' ? 429 : 404}\ntitle: T\nsummary: S.\noperations: [getOrder, POST /orders]\n`,
    })),
    unreadable: [],
    lock: undefined,
    accepted: undefined,
    baseline: undefined,
  } as never,
  { rules: {} },
).value!

describe('an API description with random wrong values', () => {
  it('is rejected with findings, or merged so that a second merge changes nothing', () => {
    fc.assert(
      fc.property(
        documents,
        fc.constantFrom(undefined, 2),
        fc.constantFrom('ours' as const, 'any' as const),
        (document, indent, replace) => {
          const api = decodeApi({ file: 'api.json', text: JSON.stringify(document, null, indent) })
          if (api.value === undefined) {
            expect(api.findings).not.toEqual([])
            return
          }
          const { value, findings } = mergeErrors(catalog, api.value, {
            replace,
            others: 'leave out',
          })
          if (findings.length > 0) return
          const again = decodeApi({ file: 'api.json', text: value.text })
          expect(
            mergeErrors(catalog, again.value!, { replace, others: 'leave out' }).value.text,
          ).toBe(value.text)
        },
      ),
      { numRuns: 400 },
    )
  })

  it('is imported without a crash', () => {
    const readYaml = (source: { file: string; text: string }) => {
      const { documents: all, findings } = parseYaml(source)
      return { value: all[0]?.value, findings }
    }
    fc.assert(
      fc.property(documents, (document) => {
        const source = { file: 'api.json', text: JSON.stringify(document) }
        importOpenApi({
          name: 'Shop',
          files: [{ source, path: 'api' }],
          settings: {},
          readYaml,
        } as never)
      }),
      { numRuns: 400 },
    )
  })
})

describe('an API description after a patch', () => {
  const leaf = fc.constantFrom<unknown>(1, 'x', null, [1, { a: 2 }], { b: {} })
  const keys = fc.constantFrom('a', 'b', 'c', 'd', 'e')
  const { object } = fc.letrec<{ object: object }>((tie) => ({
    object: fc.dictionary(keys, fc.oneof(leaf, tie('object')), {
      maxKeys: 4,
      noNullPrototype: true,
    }),
  }))
  const isObject = (value: unknown): value is Record<string, unknown> =>
    typeof value === 'object' && value !== null && !Array.isArray(value)

  /** The patch that turns one object into another. */
  const between = (before: object, after: object): Patch => {
    const patch = new Patch()
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
      const [from, to] = [before, after].map((side) => (side as Record<string, unknown>)[key])
      const inner = isObject(from) && isObject(to) ? between(from, to) : undefined
      if (inner) {
        // A patch omits unchanged members.
        if (inner.members.size > 0) patch.members.set(key, inner)
      } else if (JSON.stringify(from) !== JSON.stringify(to))
        patch.members.set(key, to === undefined ? undefined : { value: to })
    }
    return patch
  }
  const layouts = [
    (value: object) => `${JSON.stringify(value)} `,
    (value: object) => `${JSON.stringify(value, null, 2)}\n\n`,
    (value: object) => `${JSON.stringify(value, null, '\t').replaceAll('\n', '\r\n')}\n`,
    (value: object) => JSON.stringify(value, null, 1).replace(/,\n\s*/g, ' , '),
  ]

  it('has the patched value, or the same text if the patch is empty', () => {
    fc.assert(
      fc.property(object, object, fc.constantFrom(...layouts), (before, after, laidOut) => {
        const text = laidOut(before)
        const patch = between(before, after)
        expect(JSON.parse(spliceJson(text, patch, patched(before, patch)))).toEqual(
          patched(before, patch),
        )
        expect(spliceJson(text, between(before, before), before)).toBe(text)
      }),
      { numRuns: 2000 },
    )
  })

  // These layouts imitate handwritten files: maps on one line, both kinds of quotes, extra spaces.
  const flow = (value: unknown): string =>
    isObject(value)
      ? `{ ${Object.entries(value)
          .map(([key, one], at) => `${at % 2 ? key : `'${key}'`}:  ${flow(one)}`)
          .join(' , ')}}`
      : JSON.stringify(value)
  const oneLine = (value: unknown): string =>
    isObject(value)
      ? `{ ${Object.entries(value)
          .map(([key, one]) => `"${key}":${oneLine(one)}`)
          .join(', ')} }`
      : JSON.stringify(value)
  const mixed = (value: object): string =>
    `{\n${Object.entries(value)
      .map(([key, one]) => `\t"${key}" : ${oneLine(one)}`)
      .join(',\n')}\n}`
  const block = (value: object): string =>
    Object.entries(value)
      .map(([key, one]) => `${key}: ${flow(one)}   # of ${key}\n`)
      .join('')
  const nested = (value: object): string =>
    `top:\n  - x\nrest:\n${block(value).replace(/^/gm, '   ').trimEnd()}\nend: {}\n`

  /** Returns the source text of each member that a patch does not change. */
  const untouched = (text: string, map: unknown, patch: Patch): string[] =>
    isMap(map)
      ? map.items.flatMap(({ key, value }) => {
          const member = patch.members.get(String((key as Scalar).value))
          if (member instanceof Patch) return untouched(text, value, member)
          if (member !== undefined || patch.members.has(String((key as Scalar).value))) return []
          return [text.slice((key as Scalar).range![0], (value as Scalar).range![1])]
        })
      : []

  it.each([
    ['JSON', mixed, (patch: Patch) => patch, (value: object) => value],
    ['JSON on one line', oneLine, (patch: Patch) => patch, (value: object) => value],
    ['YAML in braces', flow, (patch: Patch) => patch, (value: object) => value],
    ['YAML with maps in braces', block, (patch: Patch) => patch, (value: object) => value],
    [
      'indented YAML',
      nested,
      (patch: Patch) => within(patch),
      (value: object) => ({ top: ['x'], rest: value, end: {} }),
    ],
  ] as const)(
    'keeps the source text of unchanged members in %s',
    (_, laidOut, patchFor, valueFor) => {
      fc.assert(
        fc.property(object, object, (before, after) => {
          fc.pre(Object.keys(before).length > 0 && Object.keys(after).length > 0)
          const text = laidOut(before)
          const document = composeYaml(text)[0]!
          const changes = between(before, after)
          fc.pre(changes.members.size > 0 && Object.keys(patched(before, changes)).length > 0)
          const patch = patchFor(changes)
          const value = document.toJS() as Record<string, unknown>
          expect(value).toEqual(valueFor(before))
          const result = splice(
            {
              source: { file: 'api.yaml', text },
              document,
              value,
              version: '3.1',
              operations: [],
              elsewhere: undefined,
            },
            patch,
          )
          expect(composeYaml(result)[0]!.toJS()).toEqual(patched(value, patch))
          for (const member of untouched(text, document.contents, patch))
            expect(result, JSON.stringify([text, result])).toContain(member)
        }),
        { numRuns: 1000 },
      )
    },
  )

  function within(patch: Patch): Patch {
    const outer = new Patch()
    outer.members.set('rest', patch)
    return outer
  }
})

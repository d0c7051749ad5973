import { createRequire } from 'node:module'
import type { Ajv } from 'ajv'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { diagnosticsCatalog } from '../src/commands/shared/project/catalogs.js'
import { check, diagnose } from '../src/compile.js'
import { diff } from '../src/diff/diff.js'
import { settle } from '../src/diff/settle.js'
import { visit } from '../src/facts/markdown/prose.js'
import { snapshotOf } from '../src/facts/promise/snapshot.js'
import type { Diagnostic, Finding } from '../src/model/diagnostic.js'
import { reporters } from '../src/report/index.js'
import { visible } from '../src/report/plain.js'
import { all, commands, hostile, mentions, strings } from './hostile-findings.js'
import { captureIo } from './io.js'
import { readPage } from './page.js'

// No program that shows a report may interpret catalog text: a terminal, a workflow log, a comment
// on GitHub, a SARIF viewer. Every reporter gets every string of the corpora in messages, help,
// file names and source lines, and as the old and new value of a change.
const { byCode } = diagnosticsCatalog()
const explain = (code: string) => byCode.get(code)?.data
const options = { colors: captureIo('.').colors, sources: new Map(), explain }
const names = Object.keys(reporters) as (keyof typeof reporters)[]
const comparisonWith = (text: string) => ({ base: text, untold: [text], bump: 'major' as const })
const report = (name: keyof typeof reporters, text: string, compared = true) => {
  const given = hostile(text)
  const sources = new Map(given.flatMap(({ source }) => (source ? [[source.file, source]] : [])))
  const comparison = compared ? comparisonWith(text) : undefined
  return reporters[name].report(given, { ...options, sources, comparison })
}

const raw =
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]|\p{Surrogate}/u

describe('the reporter', () => {
  it.each(names)('%s writes no control characters', (name) => {
    expect(all.length).toBeGreaterThan(1000)
    for (const text of strings)
      for (const compared of [true, false])
        expect(raw.exec(report(name, text, compared))?.[0], JSON.stringify(text)).toBeUndefined()
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => !raw.test(report(name, text))),
      { numRuns: 200 },
    )
  })

  it('json writes JSON that parses to the input', () => {
    for (const text of strings) {
      const given = hostile(text)
      const findings = given.map(({ code, severity, message, span, related, change }, at) => ({
        code,
        severity,
        message: [
          message,
          `${message} This breaks clients.`,
          `${message} Accepted: ${text}`,
          message,
        ][at],
        ...(at === 0 && { help: text }),
        ...(at === 1 && { help: expect.stringContaining(`code: ${JSON.stringify(text)},`) }),
        ...(at === 3 && { help: `Did you mean \`${text}\`?\n${text}` }),
        ...span,
        ...(related.length > 0 && {
          related: related.map((note) => ({ message: note.message, ...note.span })),
        }),
        ...(change && { change }),
      }))
      const expected = { ...comparisonWith(text), errors: 2, warnings: 1, findings }
      expect(JSON.parse(report('json', text)), JSON.stringify(text)).toEqual(expected)
    }
  })

  it('sarif writes JSON that parses to the input, with control characters escaped', () => {
    for (const text of strings) {
      const [first, changed, accepted, unplaced] = hostile(text)
      const [run] = (JSON.parse(report('sarif', text)) as Log).runs
      const containing = (part: string) => ({ text: expect.stringContaining(visible(part)) })
      expect(run, JSON.stringify(text)).toMatchObject({
        properties: comparisonWith(text),
        invocations: [{ toolExecutionNotifications: [{ message: containing(unplaced!.message) }] }],
        results: [
          {
            message: { text: visible(`${text}\n${text}`) },
            relatedLocations: [{ message: { text: visible(text) } }],
          },
          { message: containing(changed!.message), properties: { error: text, field: text } },
          {
            message: containing(`${accepted!.message} Accepted: ${text}`),
            properties: { error: text, field: text },
            suppressions: [{ justification: visible(text) }],
          },
        ],
      })
      for (const { locations } of run!.results) {
        const { uri } = locations[0]!.physicalLocation.artifactLocation
        expect(uri).toMatch(/^[\w/.~!'()*%-]+$/)
        // A lone surrogate can't be encoded.
        const file = first!.span!.file.replace(/\p{Surrogate}/gu, '\ufffd')
        expect(uri.split('/').map(decodeURIComponent).join('/')).toBe(file)
      }
    }
  })

  it('github writes one command per finding, and no catalog text starts another', () => {
    const decoded = (text: string) =>
      text.replace(/%(?:25|0A|0D|3A|2C)/g, (one) => decodeURIComponent(one))
    const kinds = { error: 'error', warning: 'warning', info: 'notice' }
    for (const text of [...strings, ...commands.map((one) => `${one}\n${one}`)]) {
      const given = hostile(text)
      const lines = report('github', text).split('\n')
      expect(lines.length, JSON.stringify(text)).toBe(given.length + 1)
      expect(lines.pop()).toBe('')
      for (const [at, line] of lines.entries()) {
        const { code, severity, message, span } = given[at]!
        // Properties end at the first `::`, so they must not contain `::`, a comma or a line end.
        const [, kind, properties = '', data = ''] =
          /^::(\w+) ((?:[a-zA-Z]+=[^,:\r\n]*,?)+)::([^\r\n]*)$/.exec(line) ?? []
        expect(kind, line).toBe(kinds[severity])
        const read = properties.split(',').map((one) => {
          const [, name, value = ''] = /^(\w+)=(.*)$/.exec(one) ?? []
          return [name, decoded(value)]
        })
        const place = span && { line: '1', endLine: '1', col: '1', endColumn: '2' }
        expect(Object.fromEntries(read), line).toEqual({
          ...(span && { file: visible(span.file), ...place }),
          title: code,
        })
        expect(data.replace(/%(?:25|0A|0D)/g, ''), line).not.toContain('%')
        expect(decoded(data), line).toContain(visible(message))
      }
    }
  })

  it('markdown creates no mention, link, HTML or additional block from catalog text', () => {
    for (const compared of [true, false])
      for (const text of [...mentions, ...commands].filter((one) => !one.includes('\n'))) {
        const written = report('markdown', text, compared)
        expect(blocksOf(written), text).toEqual(blocksOf(report('markdown', 'x', compared)))
        expect(withoutCode(written), text).not.toMatch(taken)
      }
  })

  it('writes no workflow commands, unless it is github', () => {
    for (const text of strings)
      for (const name of names)
        for (const compared of [true, false]) {
          const written = report(name, text, compared)
          if (name !== 'github') expect(written, name).not.toMatch(/^\s*::/m)
          // GitHub finds these anywhere in a line.
          expect(written, name).not.toMatch(/##[\w.-]*\[/)
        }
  })
})

interface Log {
  readonly runs: readonly {
    readonly tool: {
      readonly driver: {
        readonly rules: readonly {
          readonly id: string
          readonly shortDescription: { readonly text: string }
          readonly fullDescription: { readonly text: string }
          readonly help: { readonly text: string }
        }[]
      }
    }
    readonly results: readonly {
      readonly ruleId: string
      readonly ruleIndex: number
      readonly locations: readonly {
        readonly physicalLocation: {
          readonly artifactLocation: { readonly uri: string }
          readonly region: object
        }
      }[]
      readonly partialFingerprints: Readonly<Record<string, string>>
      readonly suppressions?: object
    }[]
  }[]
}

describe('sarif', () => {
  const require = createRequire(import.meta.url)
  const draft4 = require('ajv-draft-04') as new (options: object) => Ajv
  const ajv = new draft4({ strict: false, allErrors: true, unicodeRegExp: false })
  ;(require('ajv-formats') as (ajv: Ajv) => void)(ajv)
  const validate = ajv.compile(
    require('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json') as object,
  )
  const errorsOf = (text: string) => (validate(JSON.parse(text)) ? [] : validate.errors)

  it('matches the SARIF schema, with and without findings', () => {
    expect(errorsOf(reporters.sarif.report([], options))).toEqual([])
    for (const text of strings)
      for (const compared of [true, false])
        expect(errorsOf(report('sarif', text, compared)), JSON.stringify(text)).toEqual([])
    // Checks that the test can fail.
    expect(errorsOf('{"version":"2.1.0","runs":[{"tool":{"driver":{}}}]}')).not.toEqual([])
  })

  it('includes rules, paths relative to the repository, and fingerprints', () => {
    const { runs } = JSON.parse(report('sarif', 'a b#c')) as Log
    const run = runs[0]!
    expect(run.tool.driver.rules.map(({ id }) => id)).toEqual([
      'status-changed',
      'text-changed',
      'todo',
    ])
    for (const { id, shortDescription, fullDescription, help } of run.tool.driver.rules) {
      const { title, summary } = explain(id)!
      expect([shortDescription.text, fullDescription.text]).toEqual([title, summary])
      expect(help.text).toContain(`errbook explain ${id}`)
    }
    expect(run.results.map(({ ruleId }) => ruleId)).toEqual([
      'todo',
      'status-changed',
      'text-changed',
    ])
    for (const result of run.results) {
      expect(run.tool.driver.rules[result.ruleIndex]!.id).toBe(result.ruleId)
      expect(result.locations).toEqual([
        {
          physicalLocation: {
            artifactLocation: { uri: 'errors/a%20b%23c.yaml', uriBaseId: '%SRCROOT%' },
            region: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 2 },
          },
        },
      ])
      expect(result.partialFingerprints['errbook/v1']).toMatch(/^[0-9a-f]{12}$/)
    }
    expect(run.results[2]!.suppressions).toEqual([
      { kind: 'external', status: 'accepted', justification: 'a b#c' },
    ])
  })

  it('keeps fingerprints when lines are added before a finding', () => {
    const found = (text: string, ...lines: readonly number[]) => {
      const source = { file: 'errors/a.yaml', text }
      const given = lines.map((line): Diagnostic => {
        const span = { file: source.file, start: { line, column: 1 }, end: { line, column: 2 } }
        return { code: 'todo', severity: 'error', message: 'x', span, source, related: [] }
      })
      const { results } = (JSON.parse(reporters.sarif.report(given, options)) as Log).runs[0]!
      return results.map(({ partialFingerprints }) => partialFingerprints['errbook/v1'])
    }
    expect(found('a: 1\nb: 2', 2)).toEqual(found('\n\na: 1\nb: 2', 4))
    expect(found('a: 1\nb: 2', 2)).not.toEqual(found('a: 1\nb: 3', 2))
    // Equal lines are distinguished by their order.
    const twice = found('a: 1\nb: 2\nb: 2', 2, 3)
    expect(new Set(twice).size).toBe(2)
    expect(found('\na: 1\nb: 2\nb: 2', 3, 4)).toEqual(twice)
  })
})

// Here `diff` itself creates the findings, from a catalog in which all texts are hostile.
it('every reporter shows a comparison of hostile catalogs like any other comparison', () => {
  const catalog = (title: string) => {
    const text = stringify(
      { code: 'err:acme:data:x', status: 404, title, summary: title, detail: title, tags: ['a'] },
      { lineWidth: 0 },
    )
    const vocabulary =
      'name: A\ncode: "err:{system}:{category}:{name}"\ndocs: "https://acme.test/{name}"\nsystems: { acme: { title: A } }\ncategories: { data: { title: D } }\n'
    return check(
      {
        folder: 'errors',
        vocabulary: { file: 'errors/catalog.yaml', text: vocabulary },
        entries: [{ file: 'errors/acme/data/x.yaml', text }],
        unreadable: [],
      },
      { rules: {} },
    ).value!
  }
  const base = snapshotOf(catalog('Plain'))
  const compared = (title: string) => {
    const after = catalog(title)
    const { findings } = settle(diff(base, { ...snapshotOf(after), catalog: after }), {
      config: { rules: {}, stability: { level: 'docs' } },
      accepted: [],
      folder: 'errors',
    })
    const comparison = { base: 'main', untold: [], bump: 'patch' as const }
    const given = diagnose(findings as Finding[])
    const written = (name: keyof typeof reporters) =>
      reporters[name].report(given, { ...options, comparison })
    return { codes: given.map(({ code }) => code), written }
  }
  const plain = compared('Another')
  expect(plain.codes.length).toBeGreaterThan(1)
  for (const title of [...commands, ...mentions].filter((one) =>
    /^[^\u0000-\u001f\u007f-\u009f\u2028\u202e{}]*$/.test(one),
  )) {
    const { codes, written } = compared(title)
    expect(codes, title).toEqual(plain.codes)
    const { findings } = JSON.parse(written('json')) as { findings: { code: string }[] }
    expect(
      findings.map(({ code }) => code),
      title,
    ).toEqual(codes)
    const { results } = (JSON.parse(written('sarif')) as Log).runs[0]!
    expect(
      results.map(({ ruleId }) => ruleId),
      title,
    ).toEqual(codes)
    expect(written('github').match(/^::\w+ /gm), title).toHaveLength(codes.length)
    expect(written('pretty').match(/^(?:error|warning|info)\[/gm), title).toHaveLength(codes.length)
    expect(blocksOf(written('markdown')), title).toEqual(blocksOf(plain.written('markdown')))
    expect(withoutCode(written('markdown')), title).not.toMatch(taken)
    for (const name of names) expect(written(name)).not.toMatch(/^::(?!error |warning |notice )/m)
  }
})

/** What GitHub turns into a mention or a link. A backslash prevents some of it. */
const taken = /@octocat|@org|(?<!\\)<img|https:\/\/acme\.test|www\.acme|#1|GH-1|(?<!\\)\]\(/

function withoutCode(markdown: string): string {
  return markdown.replace(/(`+)(?:(?!\1)[\s\S])*?\1/g, '')
}

/** Returns the types of all blocks, rows, cells and links in a comment, and its HTML. */
function blocksOf(markdown: string): string[] {
  const blocks: string[] = []
  visit(readPage(markdown, { mdx: false }).tree, (node) => {
    if (node.type === 'html') blocks.push(node.value)
    else if (!['text', 'inlineCode'].includes(node.type)) blocks.push(node.type)
  })
  return blocks
}

import { createRequire } from 'node:module'
import type { Ajv } from 'ajv'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { diagnosticsCatalog } from '../src/commands/shared/project/catalogs.js'
import { check, diagnose } from '../src/compile.js'
import { diff } from '../src/diff/diff.js'
import { settle } from '../src/diff/settle.js'
import { snapshotOf } from '../src/facts/promise/snapshot.js'
import type { Diagnostic, Finding } from '../src/model/diagnostic.js'
import { reporters } from '../src/report/index.js'
import { examples, hazards, naughty } from './corpus/strings.js'
import { captureIo } from './io.js'

// No text of a catalog may act on what reads a report: a terminal, the log of a workflow, a comment
// on GitHub, a viewer of SARIF. Every string of the corpora goes through every reporter, in
// messages, help, file names, lines of source, and as the two values of a change.
const { byCode } = diagnosticsCatalog()
const explain = (code: string) => byCode.get(code)?.data
const options = { colors: captureIo('.').colors, sources: new Map(), explain }
const commands = [
  '::stop-commands::x',
  '::error file=a::b',
  'a\n::warning::x',
  'a%0A::error::x',
  'a\r::error::x',
  '::set-output name=a::b',
  '##[error]x',
  'a\u2028::error::x',
]
const mentions = [
  '@octocat',
  'a @org/team b',
  '#1',
  'GH-1',
  'https://acme.test',
  'www.acme.test',
  '<img src=x>',
  '</details>',
  '-->',
  '<!--',
  '|',
  'a\\|b',
  '`',
  '``',
  '`a` | b',
  '![x](y)',
  '[x](javascript:y)',
  '\u001b]0;x\u0007',
  '\u202e',
  '\u009b31m',
]
const all = [
  ...new Set([
    ...commands,
    ...mentions,
    ...hazards,
    ...naughty,
    ...examples.map(({ markdown }: { markdown: string }) => markdown),
  ]),
]
// A quarter of them in each run of the tests, all of them where time is no matter.
const strings = process.env.ERRBOOK_ALL
  ? all
  : [...commands, ...mentions, ...all.filter((_, at) => at % 4 === 0)]

function hostile(text: string): Diagnostic[] {
  const file = `errors/${text.replaceAll('/', '').slice(0, 60) || 'x'}.yaml`
  const source = { file, text: `${text}\n${text}` }
  const span = { file, start: { line: 1, column: 1 }, end: { line: 1, column: 2 } }
  const told = { code: text, field: text, before: text, after: text }
  return [
    {
      code: 'todo',
      severity: 'error',
      message: text,
      help: text,
      span,
      source,
      related: [{ message: text, span }],
    },
    {
      ...{
        code: 'status-changed',
        severity: 'error',
        message: `Unexpected \`${text}\`.`,
        span,
        source,
        related: [],
      },
      change: {
        rule: 'status-changed',
        level: 'wire',
        ...told,
        fingerprint: '0123456789ab',
        also: [told],
      },
    },
    {
      ...{
        code: 'text-changed',
        severity: 'info',
        message: `Reworded: \`${text}\`. Accepted: ${text}`,
        span,
        source,
        related: [],
      },
      change: {
        rule: 'text-changed',
        level: 'docs',
        ...told,
        fingerprint: '0123456789ab',
        also: [],
        accepted: text,
      },
    },
  ] as Diagnostic[]
}
const report = (name: keyof typeof reporters, text: string, compared = true) =>
  reporters[name].report(hostile(text), {
    ...options,
    ...(compared && { comparison: { base: text, untold: [text], bump: 'major' as const } }),
  })

const raw =
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|\p{Surrogate}/u

describe('every reporter', () => {
  it.each(Object.keys(reporters) as (keyof typeof reporters)[])(
    '%s writes no character that a terminal acts on',
    (name) => {
      expect(all.length).toBeGreaterThan(1000)
      for (const text of strings)
        for (const compared of [true, false])
          expect(raw.exec(report(name, text, compared))?.[0], JSON.stringify(text)).toBeUndefined()
      fc.assert(
        fc.property(fc.string({ unit: 'binary' }), (text) => !raw.test(report(name, text))),
        { numRuns: 200 },
      )
    },
  )

  it.each(['json', 'sarif'] as const)('%s is JSON that gives back what went in', (name) => {
    for (const text of strings) {
      const read = JSON.parse(report(name, text)) as { findings?: { message: string }[] }
      if (name === 'json') expect(read.findings![0]!.message).toBe(text)
    }
  })

  it('github writes one command a finding, and no text of a catalog begins another', () => {
    for (const text of [...strings, ...commands.map((one) => `${one}\n${one}`)]) {
      const lines = report('github', text).split('\n')
      expect(lines.length, JSON.stringify(text)).toBe(4)
      for (const line of lines.slice(0, 3)) {
        // Properties end at the first `::`, so none of them may hold one, nor a comma or a line
        // end.
        const [, properties, data] =
          /^::(?:error|notice) ((?:[a-zA-Z]+=[^,:\r\n]*,?)+)::([^\r\n]*)$/.exec(line) ?? []
        expect(properties, line).toBeDefined()
        expect(data!.replace(/%(?:25|0A|0D)/g, ''), line).not.toContain('%')
      }
    }
  })

  it('pretty and markdown begin no line with what a workflow would run', () => {
    for (const text of strings)
      for (const name of ['pretty', 'markdown'] as const)
        expect(report(name, text)).not.toMatch(/^\s*(?:::|##\[)/m)
  })
})

interface Log {
  readonly runs: readonly {
    readonly tool: {
      readonly driver: {
        readonly rules: readonly {
          readonly id: string
          readonly shortDescription: { readonly text: string }
        }[]
      }
    }
    readonly results: readonly {
      readonly ruleId: string
      readonly ruleIndex: number
      readonly locations: readonly {
        readonly physicalLocation: { readonly artifactLocation: object }
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

  it('is valid, whatever is in it, and with nothing in it', () => {
    expect(errorsOf(reporters.sarif.report([], options))).toEqual([])
    for (const text of strings)
      for (const compared of [true, false])
        expect(errorsOf(report('sarif', text, compared)), JSON.stringify(text)).toEqual([])
    // What must be found, is.
    expect(errorsOf('{"version":"2.1.0","runs":[{"tool":{"driver":{}}}]}')).not.toEqual([])
  })

  it('tells of its rules, of places relative to the repository, and of what it takes for the same finding', () => {
    const { runs } = JSON.parse(report('sarif', 'a b#c')) as Log
    const run = runs[0]!
    expect(run.tool.driver.rules.map(({ id }) => id)).toEqual([
      'status-changed',
      'text-changed',
      'todo',
    ])
    for (const rule of run.tool.driver.rules)
      expect(rule.shortDescription.text.length).toBeGreaterThan(5)
    for (const result of run.results) {
      expect(run.tool.driver.rules[result.ruleIndex]!.id).toBe(result.ruleId)
      expect(result.locations[0]!.physicalLocation.artifactLocation).toEqual({
        uri: 'errors/a%20b%23c.yaml',
        uriBaseId: '%SRCROOT%',
      })
      expect(result.partialFingerprints['errbook/v1']).toMatch(/^[0-9a-f]{12}$/)
    }
    expect(run.results[2]!.suppressions).toEqual([
      { kind: 'external', status: 'accepted', justification: 'a b#c' },
    ])
  })

  it('keeps its fingerprints when lines are put before a finding', () => {
    const found = (text: string, line: number) => {
      const source = { file: 'errors/a.yaml', text }
      const span = { file: source.file, start: { line, column: 1 }, end: { line, column: 2 } }
      const one: Diagnostic = {
        code: 'todo',
        severity: 'error',
        message: 'x',
        span,
        source,
        related: [],
      }
      return (JSON.parse(reporters.sarif.report([one], options)) as Log).runs[0]!.results[0]!
        .partialFingerprints
    }
    expect(found('a: 1\nb: 2', 2)).toEqual(found('\n\na: 1\nb: 2', 4))
    expect(found('a: 1\nb: 2', 2)).not.toEqual(found('a: 1\nb: 3', 2))
  })
})

// From a catalog whose every text is hostile, through diff itself.
it('a comparison of hostile catalogs comes out as one', () => {
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
  for (const title of [...commands, ...mentions].filter((one) =>
    /^[^\u0000-\u001f\u007f-\u009f\u2028\u202e{}]*$/.test(one),
  )) {
    const after = catalog(title)
    const { findings } = settle(diff(base, { ...snapshotOf(after), catalog: after }), {
      config: { rules: {}, stability: { level: 'docs' } },
      accepted: [],
      folder: 'errors',
    })
    expect(findings.length).toBeGreaterThan(1)
    for (const name of Object.keys(reporters) as (keyof typeof reporters)[]) {
      const text = reporters[name].report(diagnose(findings as Finding[]), {
        ...options,
        comparison: { base: 'main', untold: [], bump: 'patch' },
      })
      if (name === 'markdown')
        expect(text.replace(/(`+)(?:(?!\1)[\s\S])*?\1/g, '')).not.toMatch(
          /@octocat|@org|<img|https:\/\/acme\.test|\]\(/,
        )
      expect(text).not.toMatch(/^::(?!error |warning |notice )/m)
    }
  }
})

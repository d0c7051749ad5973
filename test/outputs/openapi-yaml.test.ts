import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { yamlText } from '../../src/emit/openapi/yaml-file.js'
import type { Json } from '../../src/facts/body/envelope.js'

describe('generated YAML', () => {
  it('is parsed to the same value by YAML 1.2 and YAML 1.1 parsers', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' }), (any) => {
        // JSON.stringify drops the sign of -0.
        const value = JSON.parse(JSON.stringify(any)) as Json
        const text = yamlText({ value })
        for (const version of ['1.2', '1.1'] as const)
          expect(parse(text, { version, logLevel: 'silent' })).toEqual({ value })
      }),
      { numRuns: 300 },
    )
    for (const hostile of [
      '2026-01-01',
      '2026-01-01T00:00:00Z',
      'yes',
      'no',
      'on',
      '1:30',
      '0o7',
      '012',
      '~',
      '<<',
      '\u0085',
      '\u2028x',
      '\ufeff',
      '- a',
      '#',
    ])
      for (const version of ['1.2', '1.1'] as const)
        expect(parse(yamlText({ [hostile]: hostile }), { version })).toEqual({ [hostile]: hostile })
  })
})

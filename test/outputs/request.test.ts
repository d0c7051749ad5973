import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drawCurl } from '../../src/facts/request-curl.js'
import type { RequestExample } from '../../src/model/entry.js'

// What is drawn is pasted into a shell: a shell reads it back here, with a curl that only says what it was given.
describe('a request as curl', () => {
  it('is what it says, whatever texts it holds', () => {
    const nasty = fc.string({
      unit: fc.constantFrom(
        'a',
        ' ',
        "'",
        '"',
        '$',
        '`',
        '\\',
        '!',
        '*',
        '{',
        '}',
        '[',
        ']',
        '~',
        '#',
        '&',
        ';',
        '|',
        '<',
        '>',
        '(',
        ')',
        '@',
        '%',
        '=',
        'é',
        '😀',
        '\t',
      ),
      minLength: 1,
      maxLength: 12,
    })
    const word = fc.constantFrom('X-A', 'Accept', 'Content-Type', "x'y", 'a`b')
    const requests = fc.sample(
      fc.record({
        method: fc.constantFrom('GET', 'POST'),
        url: nasty.map((text) => `https://acme.test/${text}`),
        headers: fc.dictionary(word, nasty),
        body: fc.oneof(
          nasty,
          nasty.map((text) => `${text}\n${text}`),
          fc.dictionary(nasty, nasty),
          fc.array(nasty),
        ),
        comment: nasty,
      }),
      { numRuns: 300, seed: 7 },
    ) as RequestExample[]
    const script = `curl() { printf '%s\\0' "$#" "$@"; }\n${requests.map(drawCurl).join('\n')}\n`
    const words = execFileSync('sh', { input: script, encoding: 'utf8' }).split('\0')
    for (const request of requests) {
      const given = words.splice(0, Number(words.shift()))
      const options = (flag: string) => given.flatMap((one, at) => (given[at - 1] === flag ? [one] : []))
      expect(options('-X')).toEqual([request.method])
      expect(given).toContain(request.url)
      const named = Object.keys(request.headers!).some((name) => name.toLowerCase() === 'content-type')
      const json = typeof request.body !== 'string'
      expect(options('-H')).toEqual([
        ...(json && !named ? ['Content-Type: application/json'] : []),
        ...Object.entries(request.headers!).map(([name, value]) => `${name}: ${value}`),
      ])
      const [body = ''] = [...options('-d'), ...options('--data-raw')]
      if (json) expect(JSON.parse(body)).toEqual(request.body)
      else expect(body).toBe(request.body)
      // What curl itself would read as something else than text.
      if (body.startsWith('@')) expect(given).toContain('--data-raw')
      if (/[[\]{}]/.test(request.url)) expect(given).toContain('-g')
    }
  })

  it('is laid out one option a line', () => {
    expect(drawCurl({ comment: 'Why', method: 'PUT', url: 'https://acme.test/a', headers: { Accept: '*/*' }, body: { a: [1] } })).toBe(
      [
        '# Why',
        'curl -X PUT https://acme.test/a \\',
        '  -H "Content-Type: application/json" \\',
        '  -H "Accept: */*" \\',
        "  -d '{",
        '    "a": [',
        '      1',
        '    ]',
        "  }'",
      ].join('\n'),
    )
  })
})

import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { drawCurl } from '../../src/facts/request/curl.js'
import { drawRequest } from '../../src/facts/request/draw.js'
import { drawFetch } from '../../src/facts/request/fetch.js'
import { nastyRequests as requests } from './requests.js'

// People paste these commands into a shell, so the test runs them in a shell, with a fake curl that
// prints its arguments.
describe('a curl command', () => {
  it('sends the exact request, even with special characters', () => {
    const script = `curl() { printf '%s\\0' "$#" "$@"; }\n${requests.map(drawCurl).join('\n')}\n`
    const words = execFileSync('sh', { input: script, encoding: 'utf8' }).split('\0')
    for (const request of requests) {
      const given = words.splice(0, Number(words.shift()))
      const options = (flag: string) =>
        given.flatMap((one, at) => (given[at - 1] === flag ? [one] : []))
      expect(options('-X')).toEqual([request.method])
      expect(given).toContain(request.url)
      const named = Object.keys(request.headers!).some(
        (name) => name.toLowerCase() === 'content-type',
      )
      const json = typeof request.body !== 'string'
      expect(options('-H')).toEqual([
        ...(json && !named ? ['Content-Type: application/json'] : []),
        ...Object.entries(request.headers!).map(([name, value]) => `${name}: ${value}`),
      ])
      const [body = ''] = [...options('-d'), ...options('--data-raw')]
      if (json) expect(JSON.parse(body)).toEqual(request.body)
      else expect(body).toBe(request.body)
      // curl itself gives these characters a special meaning without the option.
      if (body.startsWith('@')) expect(given).toContain('--data-raw')
      if (/[[\]{}]/.test(request.url)) expect(given).toContain('-g')
    }
  })

  it('has one option per line', () => {
    expect(
      drawCurl({
        comment: 'Why',
        method: 'PUT',
        url: 'https://acme.test/a',
        headers: { Accept: '*/*' },
        body: { a: [1] },
      }),
    ).toBe(
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

describe('a fetch call', () => {
  it('sends the exact request, even with special characters', async () => {
    let compared = 0
    for (const request of requests) {
      const drawn = drawFetch(request)
      if (drawn === undefined) {
        expect(request.method === 'GET' && request.body !== undefined).toBe(true)
        continue
      }
      const sent: [
        string,
        { method?: string; headers?: Record<string, string>; body?: string }?,
      ][] = []
      const run = new Function('fetch', `return (async () => {\n${drawn}\n})()`) as (
        fetch: unknown,
      ) => Promise<void>
      await run((...args: never[]) => sent.push(args as never))
      const [[url, { method = 'GET', headers = {}, body } = {}]] = sent as [(typeof sent)[number]]
      expect({ url, method }).toEqual({ url: request.url, method: request.method })
      for (const [name, value] of Object.entries(request.headers ?? {}))
        expect(headers[name]).toBe(value)
      if (typeof request.body === 'string') expect(body).toBe(request.body)
      else if (request.body !== undefined) expect(JSON.parse(body!)).toEqual(request.body)
      compared++
    }
    expect(compared).toBeGreaterThan(100)
  })

  it('is omitted if fetch does not support the request', () => {
    expect(drawFetch({ method: 'TRACE', url: 'https://acme.test' })).toBeUndefined()
    expect(drawFetch({ method: 'GET', url: 'https://acme.test', body: 'x' })).toBeUndefined()
    expect(
      drawRequest({ method: 'TRACE', url: 'https://acme.test' }, ['fetch']).map(
        ({ language }) => language,
      ),
    ).toEqual(['bash'])
  })
})

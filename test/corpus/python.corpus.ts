import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { drawPython } from '../../src/facts/request-python.js'
import { nastyRequests } from '../outputs/requests.js'

// Python reads back what is drawn, with a `requests` that only says what it was given.
const stub = `import json, sys, types
calls = []
module = types.ModuleType("requests")
def request(method, url, headers=None, data=None, json=None):
    calls.append({"method": method, "url": url, "headers": headers or {}, "data": data.decode() if isinstance(data, bytes) else data, "json": json})
module.request = request
for name in ["get", "post", "put", "patch", "delete", "head", "options"]:
    setattr(module, name, lambda url, name=name, **more: request(name.upper(), url, **more))
sys.modules["requests"] = module
for source in json.load(sys.stdin):
    exec(compile(source, "drawn", "exec"), {})
print(json.dumps(calls))
`

it('a request as Python sends what it says, whatever texts it holds', () => {
  const more = [
    { method: 'PURGE', url: 'https://acme.test/a' },
    { method: 'PUT', url: 'https://acme.test/a', body: { a: [null, true, false, 1.5, -0, 1e21, {}, []], '': '\u2028', __proto__x: 'é' } },
    { method: 'POST', url: 'https://acme.test/a', body: 'naïve 😀' },
  ]
  const requests = [...nastyRequests, ...more]
  const drawn = execFileSync('python3', ['-c', stub], { input: JSON.stringify(requests.map(drawPython)), encoding: 'utf8' })
  const calls = JSON.parse(drawn) as object[]
  expect(calls).toHaveLength(requests.length)
  for (const [at, { method, url, headers = {}, body }] of requests.entries() as IterableIterator<
    [number, (typeof nastyRequests)[number]]
  >) {
    const text = typeof body === 'string'
    expect(calls[at]).toEqual(
      JSON.parse(JSON.stringify({ method, url, headers, data: text ? body : null, json: text || body === undefined ? null : body })),
    )
  }
})

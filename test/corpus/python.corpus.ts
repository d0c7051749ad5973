import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { compileTemplate } from '../../src/emit/template/compile.js'
import { drawPython } from '../../src/facts/request/python.js'
import { nastyRequests } from '../outputs/requests.js'
import { mdDialect, writingOf } from './page.js'
import { hazards } from './strings.js'

// Python runs the rendered requests, with a fake module `requests` that only records its arguments.
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

it('a request rendered as Python sends exactly that request, whatever text it contains', () => {
  const more = [
    { method: 'PURGE', url: 'https://acme.test/a' },
    {
      method: 'PUT',
      url: 'https://acme.test/a',
      body: { a: [null, true, false, 1.5, -0, 1e21, {}, []], '': '\u2028', __proto__x: 'é' },
    },
    { method: 'POST', url: 'https://acme.test/a', body: 'naïve 😀' },
  ]
  const requests = [...nastyRequests, ...more]
  const drawn = execFileSync('python3', ['-c', stub], {
    input: JSON.stringify(requests.map(drawPython)),
    encoding: 'utf8',
  })
  const calls = JSON.parse(drawn) as object[]
  expect(calls).toHaveLength(requests.length)
  for (const [at, { method, url, headers = {}, body }] of requests.entries() as IterableIterator<
    [number, (typeof nastyRequests)[number]]
  >) {
    const text = typeof body === 'string'
    expect(calls[at]).toEqual(
      JSON.parse(
        JSON.stringify({
          method,
          url,
          headers,
          data: text ? body : null,
          json: text || body === undefined ? null : body,
        }),
      ),
    )
  }
})

it('Python reads a template value in a string as literal text, even in an f-string', () => {
  const opens = ['"', "'", '"""', 'f"', "f'", 'f"""', 'F"', 'u"']
  const texts = [
    ...hazards,
    '{x}',
    '{{x}}',
    '{',
    '}',
    "{__import__('os').system('id')}",
    '\\N{BULLET}',
    '\\{x}',
    '"',
    "'",
    '"""',
    '\\',
  ]
  const name = 'file.py.hbs'
  const sources = opens.flatMap((open) => {
    const text = `x = ${open}{{x}}${open.replace(/^[a-zA-Z]/, '')}\n`
    const { template } = compileTemplate(name, new Map([[name, { file: name, text, own: true }]]))
    return texts.map((x) => template!.render({ x }, writingOf(mdDialect)))
  })
  // `ast` does not run the code. If a value became code in an f-string, its `part.value` would not
  // be a string, so `join` would fail.
  const program = `import ast, json, sys
def read(source):
    value = ast.parse(source).body[0].value
    parts = value.values if isinstance(value, ast.JoinedStr) else [value]
    return "".join(part.value for part in parts)
print(json.dumps([read(source) for source in json.load(sys.stdin)]))
`
  const read = JSON.parse(
    execFileSync('python3', ['-c', program], {
      input: JSON.stringify(sources),
      encoding: 'utf8',
      maxBuffer: 1e9,
    }),
  ) as string[]
  const oneLine = (text: string) => text.replace(/[ \t\n\r\f\v]+/g, ' ').replace(/^ | $/g, '')
  expect(read).toEqual(
    opens.flatMap((open) => texts.map((text) => (open.endsWith('"""') ? oneLine(text) : text))),
  )
})

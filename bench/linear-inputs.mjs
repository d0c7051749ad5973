// Inputs of size n for bench/linear.mjs: each is a way in which a run could take the square of its
// input.
//
// `files(n)` is what is added to a small project, path → text. `start` is where the search for an n
// that takes long enough begins, and 4n is at most `most`, for what is refused past a limit. Most
// inputs run `check`.

const vocabulary = `name: Acme
code: "{system}_{name}"
docs: "https://acme.test/errors/{system}/{name}"
systems: { all: { title: All } }
`
const config = 'catalog: errors\n'
const quiet = `${config}rules: { stub: off, repeated-text: off, title-phrase: off, indistinct-errors: off }\n`

export const base = { 'errors/catalog.yaml': vocabulary, 'errbook.config.yaml': quiet }

/** n texts, made by index. */
const list = (n, text) => Array.from({ length: n }, (_, at) => text(at))
const many = (n, text) => list(n, text).join('')

const entry = (name, more = '') =>
  `code: all_${name}\nstatus: 404\ntitle: Not Found\nsummary: Gone ${name}.\n${more}`
const one = (more) => ({ 'errors/all/x.yaml': entry('x', more) })
const stream = (n, more = () => '') => ({
  'errors/all.yaml': list(n, (at) => entry(at, more(at))).join('---\n'),
})
const param = (name, more = '') => `{ type: string, description: N., example: ${name}${more} }`
/** A text of the entry as a block, whose lines are indented. */
const block = (field, text) => one(`${field}: |\n${text.replace(/^/gm, '  ')}\n`)
const prose = (text) => block('description', text)

const api = (n, more = () => '') =>
  `openapi: 3.1.0\ninfo: { title: A, version: "1" }\npaths:\n${many(n, (at) => `  /p${at}:\n    get:\n      operationId: op${at}\n      responses:\n        "200": { description: ok }\n${more(at)}`)}`

/** A sound file of n entries, with a warning each. */
export const stubs = {
  name: 'a stub warning an entry, one file',
  start: 200,
  files: (n) => ({ ...stream(n), 'errbook.config.yaml': config }),
}

export const inputs = [
  { ...stubs, often: true },
  { name: 'no findings', often: true, start: 3000, files: (n) => stream(n) },
  {
    name: 'two places a finding (duplicate codes)',
    often: true,
    start: 2400,
    files: (n) => ({ 'errors/all/x.yaml': list(n, () => entry('x')).join('---\n') }),
  },
  { name: 'wrong types', often: true, start: 1600, files: (n) => stream(n, () => 'tags: 5\n') },
  {
    name: 'entries without a title',
    start: 200,
    files: (n) => ({
      'errors/all.yaml': list(n, (at) => `code: all_${at}\nstatus: 404\n`).join('---\n'),
    }),
  },
  {
    name: 'unknown keys',
    often: true,
    start: 8000,
    files: (n) => one(many(n, (at) => `k${at}: 1\n`)),
  },
  {
    name: 'duplicate keys',
    often: true,
    start: 8000,
    files: (n) => one(many(n, () => 'title: Not Found\n')),
  },
  {
    name: 'empty documents',
    often: true,
    start: 16000,
    files: (n) => ({ 'errors/all/x.yaml': many(n, () => '---\n') }),
  },
  {
    name: 'syntax errors, a document each',
    often: true,
    start: 2400,
    files: (n) => ({ 'errors/all.yaml': list(n, (at) => entry(at, 'x: "a" b\n')).join('---\n') }),
  },
  { name: 'unclosed quotes', start: 200, files: (n) => one(many(n, (at) => `k${at}: "a\n`)) },
  {
    name: 'tags that nobody knows',
    often: true,
    start: 16000,
    files: (n) => one(`tags:\n${many(n, (at) => `  - !t a${at}\n`)}`),
  },
  {
    name: 'items that are no items',
    start: 500,
    files: (n) => one(`causes:\n${many(n, () => '  - one\n    - two\n')}`),
  },
  { name: 'comments', start: 2000, files: (n) => one(many(n, (at) => `# ${at}\n`)) },
  {
    name: 'directives',
    start: 500,
    files: (n) => ({ 'errors/all/x.yaml': `${many(n, () => '%FOO bar\n')}---\n${entry('x')}` }),
  },
  {
    name: 'anchors and aliases',
    start: 500,
    files: (n) => one(`extra:\n${many(n, (at) => `  a${at}: &a${at} 1\n  b${at}: *a${at}\n`)}`),
  },
  {
    name: 'aliases of nothing',
    often: true,
    start: 16000,
    files: (n) => one(`extra:\n${many(n, (at) => `  b${at}: *a${at}\n`)}`),
  },
  {
    name: 'a list on one line',
    start: 2000,
    files: (n) => one(`extra: { a: [${list(n, (at) => at).join(', ')}] }\n`),
  },
  {
    name: 'wrong items on one line',
    start: 500,
    files: (n) => one(`tags: [${list(n, () => '{}').join(', ')}]\n`),
  },
  {
    name: 'wrong items on one line, SARIF',
    often: true,
    start: 4000,
    args: ['check', '--format', 'sarif'],
    files: (n) => one(`tags: [${list(n, () => '{}').join(', ')}]\n`),
  },
  {
    name: 'deep maps, each at the limit',
    start: 20,
    files: (n) =>
      stream(
        n,
        () => `extra:\n${many(60, (at) => `${' '.repeat(at + 2)}a:\n`)}${' '.repeat(62)}a: 1\n`,
      ),
  },
  {
    name: 'hidden characters',
    start: 500,
    files: (n) => one(`causes:\n${many(n, (at) => `  - "a\\u202e${at}"\n`)}`),
  },
  {
    name: 'hidden characters in keys',
    often: true,
    start: 8000,
    files: (n) => one(`extra:\n${many(n, (at) => `  "a\\u202e${at}": 1\n`)}`),
  },
  {
    name: 'params',
    start: 500,
    files: (n) => one(`detail: x\nparams:\n${many(n, (at) => `  p${at}: ${param(at, '')}\n`)}`),
  },
  {
    name: 'sound params',
    often: true,
    start: 3200,
    files: (n) =>
      one(
        `detail: "${many(n, (at) => `{p${at}} `)}"\nparams:\n${many(n, (at) => `  p${at}: ${param(`a${at}`)}\n`)}`,
      ),
  },
  {
    name: 'wrong examples, one pattern each',
    start: 100,
    files: (n) =>
      one(
        `params:\n${many(n, (at) => `  p${at}: ${param('b', `, pattern: "^a{${at % 500}}$"`)}\n`)}`,
      ),
  },
  {
    name: 'unknown placeholders, each another',
    start: 200,
    files: (n) => one(`detail: "${many(n, (at) => `{p${at}} `)}"\n`),
  },
  {
    name: 'unknown placeholders, all the same',
    start: 200,
    files: (n) => one(`detail: "${many(n, () => '{p} ')}"\n`),
  },
  {
    name: 'unknown placeholders beside params',
    often: true,
    start: 1600,
    files: (n) =>
      one(
        `detail: "${many(n, (at) => `{q${at}} `)}"\nparams:\n${many(n, (at) => `  p${at}: ${param(`a${at}`)}\n`)}`,
      ),
  },
  { name: 'braces', start: 2000, files: (n) => one(`detail: "${'{'.repeat(n)}"\n`) },
  {
    name: 'related, all unknown',
    start: 200,
    files: (n) => one(`related:\n${many(n, (at) => `  - { code: all_y${at}, when: x }\n`)}`),
  },
  {
    name: 'unknown codes in a large catalog',
    often: true,
    start: 800,
    files: (n) => stream(n, (at) => `related: [{ code: all_zz${at}y, when: x }]\n`),
  },
  {
    name: 'related in a ring',
    start: 200,
    files: (n) => stream(n, (at) => `related: [{ code: all_${(at + 1) % n}, when: x }]\n`),
  },
  {
    name: 'a chain of replacements',
    often: true,
    start: 1600,
    files: (n) =>
      stream(n, (at) =>
        at + 1 < n
          ? `deprecated: { since: "2026-01-01", reason: Old., replacedBy: all_${at + 1} }\n`
          : '',
      ),
  },
  {
    name: 'aliases of codes',
    start: 500,
    files: (n) => one(`aliases: [${list(n, (at) => `all_a${at}`).join(', ')}]\n`),
  },
  {
    name: 'aliases that are taken',
    start: 300,
    files: (n) => one(`aliases: [${list(n, () => 'all_a').join(', ')}]\n`),
  },
  {
    name: 'examples',
    often: true,
    start: 1600,
    files: (n) =>
      one(
        `example:\n${many(n, (at) => `  - { caption: T${at}, request: { method: GET, url: "https://a.test/${at}" }, response: { p${at}: 1 } }\n`)}`,
      ),
  },
  {
    name: 'unknown systems',
    often: true,
    start: 2400,
    files: (n) => ({
      'errors/all.yaml': list(n, (at) => entry(at).replace('all_', `s${at}_`)).join('---\n'),
    }),
  },
  {
    name: 'systems',
    often: true,
    start: 1600,
    files: (n) => ({
      'errors/catalog.yaml': `${vocabulary.replace(/systems.*\n/, '')}systems:\n${many(n, (at) => `  s${at}: { title: T${at} }\n`)}`,
      ...Object.fromEntries(
        list(n, (at) => [`errors/s${at}/x.yaml`, entry('x').replace('all_', `s${at}_`)]),
      ),
    }),
  },
  {
    name: 'codes without a separator',
    often: true,
    start: 1600,
    files: (n) => ({
      'errors/catalog.yaml': `${vocabulary.replace(/systems.*\n/, '').replace('_', '')}systems:\n${many(n, (at) => `  s${at}s: { title: T${at} }\n`)}`,
      ...Object.fromEntries(
        list(n, (at) => [`errors/s${at}s/x.yaml`, entry('x').replace('all_', `s${at}s`)]),
      ),
    }),
  },
  {
    name: 'internal errors that texts name',
    often: true,
    start: 2400,
    files: (n) =>
      stream(n, (at) => `visibility: internal\ndescription: See all_${(at + 1) % n}.\n`),
  },
  {
    name: 'files',
    start: 100,
    files: (n) => Object.fromEntries(list(n, (at) => [`errors/all/f${at}.yaml`, entry(`f${at}`)])),
  },
  {
    name: 'empty files',
    start: 200,
    files: (n) => Object.fromEntries(list(n, (at) => [`errors/all/f${at}.yaml`, ''])),
  },
  {
    name: 'rules to ignore that nobody knows',
    start: 300,
    files: (n) => one(`ignore:\n${many(n, (at) => `  r${at}: Because.\n`)}`),
  },
  {
    name: 'the same long text',
    often: true,
    start: 1600,
    files: (n) => ({
      ...stream(n, () => `description: ${'word '.repeat(20)}\n`),
      'errbook.config.yaml': config,
    }),
  },
  {
    name: 'one type for all',
    start: 300,
    files: (n) => ({
      ...stream(n, () => 'type: "https://acme.test/x"\n'),
      'errbook.config.yaml': config,
      'errors/catalog.yaml': `${vocabulary}response:\n  body: { type: "{type}" }\n`,
    }),
  },
  {
    name: 'one-way relations',
    start: 200,
    files: (n) => ({
      ...stream(n, (at) => `related: [{ code: all_${at % 7}, when: x }]\n`),
      'errbook.config.yaml': `${config}rules: { one-way-related: warn }\n`,
    }),
  },

  ...[
    ['brackets', (n) => '[ '.repeat(n), true],
    ['brackets that close', (n) => '[a] '.repeat(n)],
    ['nested brackets', (n) => many(n, () => '[a ') + ']'.repeat(n)],
    ['link definitions', (n) => many(n, (at) => `[a${at}]: https://a.test/${at}\n`), true],
    ['link definitions of one name', (n) => many(n, () => '[a]: https://a.test/\n')],
    [
      'references without definitions',
      (n) => `[x]: https://a.test\n\n${many(n, (at) => `[a][b${at}] `)}`,
    ],
    ['links', (n) => many(n, (at) => `[a](https://a.test/${at}) `)],
    ['unsafe links', (n) => many(n, (at) => `[a](javascript:${at}) `)],
    ['broken links to errors', (n) => many(n, (at) => `[a](err:all_y${at}) `)],
    ['links that do not end', (n) => '[a](<b '.repeat(n)],
    ['link ends', (n) => '[a](b '.repeat(n)],
    ['parentheses', (n) => `[a](${'('.repeat(n)}`],
    ['images', (n) => '![a '.repeat(n)],
    ['stars', (n) => '*a '.repeat(n)],
    ['stars and underscores', (n) => 'a*_ '.repeat(n)],
    ['emphasis', (n) => '*a* **b** '.repeat(n)],
    ['tildes', (n) => '~~a '.repeat(n)],
    ['backticks', (n) => '`a '.repeat(n)],
    [
      'runs of backticks',
      (n) => many(Math.ceil(Math.sqrt(2 * n)), (at) => `a${'`'.repeat(at + 1)} `),
    ],
    ['angles', (n) => `[](x) ${'<a '.repeat(n)}`],
    ['comments of HTML', (n) => `[](x) ${'a <!-- '.repeat(n)}`],
    ['declarations of HTML', (n) => `[](x) ${'a <!A <![CDATA[ <? '.repeat(n)}`],
    ['entities', (n) => `[](x) ${'&amp '.repeat(n)}`],
    ['escapes', (n) => `[](x) ${'\\['.repeat(n)}`],
    ['line breaks', (n) => `[](x)\n${'a  \n'.repeat(n)}`],
    ['quotes in quotes', (n) => `[](x)\n\n${many(n, () => `${'> '.repeat(30)}a\n\n`)}`],
    [
      'lists in lists',
      (n) => `[](x)\n\n${many(n, () => many(30, (at) => `${'  '.repeat(at)}- a\n`))}`,
    ],
    ['items', (n) => `[](x)\n\n${'- a\n'.repeat(n)}`, true],
    ['loose items', (n) => `[](x)\n\n${'- a\n\n'.repeat(n)}`],
    ['paragraphs', (n) => many(n, () => '[a](b)\n\n')],
    ['headings', (n) => many(n, () => '# [a](b)\n')],
    ['table rows', (n) => `| [a](x) |\n| --- |\n${'| a |\n'.repeat(n)}`],
    ['table cells', (n) => `[](x)\n\n|${' a |'.repeat(n)}\n|${' - |'.repeat(n)}\n`],
    ['table heads', (n) => `[](x)\n\n${'| a |\n'.repeat(n)}`],
    ['fences', (n) => `[](x)\n\n${'```\na\n```\n'.repeat(n)}`],
    ['a plain text', (n) => 'word '.repeat(n)],
    ['a long line with a link', (n) => `[](x) ${'word '.repeat(n)}`],
    ['white space', (n) => `[](x) a${' '.repeat(n)}b`],
    ['markers', (n) => `[](x)\n\n${'- '.repeat(Math.min(n, 40))}${'1. '.repeat(n)}`],
    ['underlines of headings', (n) => `[](x)\n\n${'a\n=\n'.repeat(n)}`, false, 1_000],
    ['lines of one dash', (n) => `[](x)\n\n${'a\n-\n'.repeat(n)}`, false, 1_000],
    ['lazy lines', (n) => `[](x)\n\n> a\n${'b\n'.repeat(n)}`],
    ['tabs and bullets', (n) => `[](x)\n\n${'-\ta\n'.repeat(n)}`],
  ].map(([name, text, often = false, most]) => ({
    name: `prose: ${name}`,
    often,
    most,
    start: 200,
    files: (n) => prose(text(n)),
  })),

  {
    name: 'prose of one paragraph: bullets',
    start: 500,
    files: (n) => one(`causes:\n  - |\n${many(n, () => '    - a\n')}`),
  },
  {
    name: 'n texts of prose',
    often: true,
    start: 800,
    files: (n) => stream(n, (at) => `description: "See [it](https://a.test/${at}) and *more*."\n`),
  },

  {
    name: 'build: files of pages',
    often: true,
    start: 1200,
    args: ['build'],
    files: (n) => ({
      ...stream(n),
      'errbook.config.yaml': `${quiet}outputs:\n  - { emit: markdown, to: out, base: /errors }\n`,
    }),
  },
  {
    name: 'build: one long text',
    start: 500,
    args: ['build'],
    files: (n) => ({
      ...prose(many(n, (at) => `A *word* and \`code\` ${at}.\n`)),
      'errbook.config.yaml': `${quiet}outputs:\n  - { emit: markdown, to: out, base: /errors }\n`,
    }),
  },
  {
    name: 'build --check: all pages differ',
    start: 50,
    args: ['build', '--check'],
    files: (n) => ({
      ...stream(n),
      'errbook.config.yaml': `${quiet}outputs:\n  - { emit: markdown, to: out, base: /errors }\n`,
    }),
  },
  {
    name: 'fmt --check: many documents',
    start: 100,
    args: ['fmt', '--check'],
    files: (n) => ({
      'errors/all.yaml': list(
        n,
        (at) => `status: 404\ncode: all_${at}\ntitle:   Not Found\nsummary: Gone.\n`,
      ).join('---\n'),
    }),
  },
  {
    name: 'fmt: many documents',
    often: true,
    start: 800,
    args: ['fmt'],
    files: (n) => ({
      'errors/all.yaml': list(
        n,
        (at) => `status: 404\ncode: all_${at}\ntitle:   Not Found\nsummary: Gone.\n`,
      ).join('---\n'),
    }),
  },
  {
    name: 'fmt: comments',
    start: 300,
    args: ['fmt'],
    files: (n) => one(`causes:\n${many(n, (at) => `  # ${at}\n  - a ${at}\n`)}`),
  },
  {
    name: 'rename in many documents',
    start: 100,
    args: ['rename', 'all_0', 'all_new'],
    files: (n) => stream(n),
  },
  {
    name: 'rename with many links',
    often: true,
    start: 640,
    args: ['rename', 'all_0', 'all_new'],
    files: (n) => stream(n, (at) => (at > 0 ? 'related: [{ code: all_0, when: x }]\n' : '')),
  },
  {
    name: 'rename with many links in files',
    start: 50,
    args: ['rename', 'all_x', 'all_new'],
    files: (n) => ({
      ...one(''),
      ...Object.fromEntries(
        list(n, (at) => [
          `errors/all/f${at}.yaml`,
          entry(`f${at}`, 'related: [{ code: all_x, when: x }]\n'),
        ]),
      ),
    }),
  },
  {
    name: 'rename with many mentions',
    start: 200,
    args: ['rename', 'all_0', 'all_new'],
    files: (n) => stream(n, () => 'description: See all_0 in texts.\n'),
  },
  {
    name: 'rename in one text',
    start: 100,
    args: ['rename', 'all_x', 'all_new'],
    files: (n) => one(`description: "${many(n, () => '[a](err:all_x) ')}"\n`),
  },
  {
    name: 'deprecate in many documents',
    start: 100,
    args: ['deprecate', 'all_0', '--reason', 'Gone.'],
    files: (n) => stream(n),
  },
  {
    name: 'diff: every error changed',
    start: 100,
    args: ['diff', './old'],
    files: (n) => ({
      ...stream(n),
      'old/catalog.yaml': vocabulary,
      'old/all.yaml': stream(n)['errors/all.yaml'].replaceAll('404', '409'),
    }),
  },
  {
    name: 'diff: every error renamed',
    often: true,
    start: 800,
    args: ['diff', './old'],
    files: (n) => ({
      ...stream(n),
      'old/catalog.yaml': vocabulary,
      'old/all.yaml': stream(n)['errors/all.yaml'].replaceAll('all_', 'all_z'),
    }),
  },
  {
    name: 'diff: in Markdown',
    start: 100,
    args: ['diff', './old', '--format', 'markdown'],
    files: (n) => ({
      ...stream(n),
      'old/catalog.yaml': vocabulary,
      'old/all.yaml': stream(n)['errors/all.yaml'].replaceAll('404', '409'),
    }),
  },
  {
    name: 'diff: params of one error',
    start: 100,
    args: ['diff', './old'],
    files: (n) => {
      const params = (m) => `params:\n${many(m, (at) => `  p${at}: ${param(`a${at}`)}\n`)}`
      return {
        ...one(params(n)),
        'old/catalog.yaml': vocabulary,
        'old/all/x.yaml': entry('x', params(0) && 'params: {}\n'),
      }
    },
  },
  {
    name: 'accepted breaks that nobody made',
    start: 200,
    files: (n) => ({
      ...one(''),
      'errors/catalog.accepted.yaml': many(
        n,
        (at) =>
          `- { rule: title-changed, code: all_x, fingerprint: "${String(at).padStart(12, '0')}", reason: Because. }\n`,
      ),
    }),
  },
  {
    name: 'a baseline of what is done',
    start: 300,
    files: (n) => ({
      ...one(''),
      'errbook.config.yaml': config,
      'errors/catalog.baseline.yaml': many(n, (at) => `all_b${at}: [causes]\n`),
    }),
  },
  {
    name: 'a baseline of wrong values',
    often: true,
    start: 2500,
    files: (n) => ({
      ...one(''),
      'errors/catalog.baseline.yaml': many(n, (at) => `all_b${at}: 5\n`),
    }),
  },
  ...[
    [
      'aliases',
      (n, letter) => `aliases: [${list(n, (at) => `all_${letter}${at}`).join(', ')}]\n`,
      true,
    ],
    [
      'operations',
      (n, letter) => `operations: [${list(n, (at) => `"GET /${letter}/${at}"`).join(', ')}]\n`,
    ],
    [
      'an enum',
      (n, letter) =>
        `params:\n  p: { type: string, description: D., example: ${letter}0, enum: [${list(n, (at) => `${letter}${at}`).join(', ')}] }\n`,
    ],
    [
      'headers',
      (n, letter) =>
        `headers:\n${many(n, (at) => `  X-${letter}${at}: { type: string, description: D., value: v }\n`)}`,
    ],
    ['extra', (n, letter) => `extra:\n${many(n, (at) => `  ${letter}${at}: 1\n`)}`],
  ].map(([name, more, often = false]) => ({
    name: `diff: ${name}, all replaced`,
    often,
    start: 500,
    args: ['diff', './old'],
    files: (n) => ({
      ...one(more(n, 'b')),
      'old/catalog.yaml': vocabulary,
      'old/all/x.yaml': entry('x', more(n, 'a')),
    }),
  })),
  {
    name: 'shared params, all misspelled',
    often: true,
    start: 1000,
    files: (n) => ({
      ...one(`params:\n${many(n, (at) => `  q${at}: true\n`)}`),
      'errors/catalog.yaml': `${vocabulary}params:\n${many(n, (at) => `  p${at}: ${param('a')}\n`)}`,
    }),
  },
  {
    name: 'categories, all misspelled',
    start: 1000,
    files: (n) => ({
      'errors/catalog.yaml': `name: Acme\ncode: "{system}:{category}:{name}"\ndocs: "https://acme.test/{system}/{category}/{name}"\nsystems: { all: { title: All } }\ncategories:\n${many(n, (at) => `  c${at}: { title: T${at} }\n`)}`,
      'errors/all.yaml': list(n, (at) => entry(at).replace('all_', `all:d${at}:`)).join('---\n'),
    }),
  },
  {
    name: 'an envelope a system',
    start: 300,
    files: (n) => ({
      ...one(''),
      'errors/catalog.yaml':
        `${vocabulary}params:\n${many(n, (at) => `  p${at}: ${param('a')}\n`)}`.replace(
          /systems.*\n/,
          `systems:\n  all: { title: All }\n${many(n, (at) => `  s${at}: { title: T${at}, response: { body: { a: "{q${at}}" } } }\n`)}`,
        ),
    }),
  },
  { name: 'list', start: 400, args: ['list'], files: (n) => stream(n) },
  { name: 'stats', start: 400, args: ['stats'], files: (n) => stream(n) },

  {
    name: 'openapi merge: operations',
    start: 200,
    args: ['openapi', 'merge', 'api.yaml'],
    files: (n) => ({ ...stream(n, (at) => `operations: [op${at}]\n`), 'api.yaml': api(n) }),
  },
  {
    name: 'openapi merge: unknown operations',
    often: true,
    start: 800,
    args: ['openapi', 'merge', 'api.yaml'],
    files: (n) => ({ ...stream(n, (at) => `operations: [opp${at}]\n`), 'api.yaml': api(n) }),
  },
  {
    name: 'openapi merge: duplicate operations',
    start: 200,
    args: ['openapi', 'merge', 'api.yaml'],
    files: (n) => ({ ...one(''), 'api.yaml': api(n).replaceAll(/op\d+/g, 'op') }),
  },
  {
    name: 'openapi merge: one error for all operations',
    start: 200,
    args: ['openapi', 'merge', 'api.yaml'],
    files: (n) => ({
      ...one(`operations: [${list(n, (at) => `op${at}`).join(', ')}]\n`),
      'api.yaml': api(n),
    }),
  },
  {
    name: 'openapi merge: JSON',
    often: true,
    start: 1600,
    args: ['openapi', 'merge', 'api.json'],
    files: (n) => ({
      ...one(`operations: [${list(n, (at) => `op${at}`).join(', ')}]\n`),
      'api.json': `{"openapi":"3.1.0", "paths":{\n${list(n, (at) => `"/p${at}":{"get":{"operationId":"op${at}","responses":{"200":{"description":"ok"}}}}`).join(',\n')}}}`,
    }),
  },
  {
    name: 'import openapi: operations',
    often: true,
    start: 1600,
    args: ['import', 'openapi', 'api.yaml', '--to', 'new'],
    files: (n) => ({ 'api.yaml': api(n, (at) => `        "404": { description: Gone ${at} }\n`) }),
  },
  {
    name: 'import openapi: examples',
    start: 100,
    args: ['import', 'openapi', 'api.yaml', '--to', 'new'],
    files: (n) => ({
      'api.yaml': api(
        1,
        () =>
          `        "404":\n          description: Gone\n          content:\n            application/json:\n              examples:\n${many(n, (at) => `                e${at}: { value: { code: gone_${at}, message: M ${at} } }\n`)}`,
      ),
    }),
  },
  {
    name: 'import yaml: items',
    start: 200,
    args: ['import', 'yaml', 'list.yaml', '--to', 'new', '--status', '404'],
    files: (n) => ({
      'list.yaml': many(n, (at) => `- { code: gone_${at}, title: Gone ${at}, message: M ${at} }\n`),
    }),
  },
  {
    name: 'import csv: rows',
    start: 200,
    args: ['import', 'csv', 'list.csv', '--to', 'new', '--status', '404'],
    files: (n) => ({
      'list.csv': `code,title,message\n${many(n, (at) => `gone_${at},Gone ${at},M ${at}\n`)}`,
    }),
  },
  {
    name: 'import mdx: pages',
    start: 50,
    args: ['import', 'mdx', 'pages', '--to', 'new', '--status', '404'],
    files: (n) =>
      Object.fromEntries(
        list(n, (at) => [
          `pages/gone_${at}.mdx`,
          `---\ntitle: Gone ${at}\n---\n\n# gone_${at}\n\nIt is gone.\n\n## Causes\n\n- One\n- Two\n`,
        ]),
      ),
  },
  {
    name: 'import mdx: one long page',
    often: true,
    start: 800,
    args: ['import', 'mdx', 'page.mdx', '--to', 'new', '--status', '404'],
    files: (n) => ({
      'page.mdx': `# Errors\n\n${many(n, (at) => `## gone_${at}\n\nIt is gone ${at}.\n\n`)}`,
    }),
  },
  {
    name: 'import mdx: braces and tags',
    start: 100,
    args: ['import', 'mdx', 'page.mdx', '--to', 'new', '--status', '404'],
    files: (n) => ({ 'page.mdx': `# gone\n\n${many(n, (at) => `{a${at}} <B c="d" /> text\n\n`)}` }),
  },
  ...[
    ['white space in a text', (n) => `a${' '.repeat(n)}b`, 450_000, true],
    ['white space in a callout', (n) => `:::note a${' '.repeat(n)}b\n\nx\n\n:::`, 450_000],
    ['white space behind the status', (n) => `**Status**${' '.repeat(n)}x`, 450_000],
    ['white space in a heading', (n) => `## a {#x}${' '.repeat(n)}b`, 450_000],
    ['callouts in callouts', (n) => ':::note\n'.repeat(n) + ':::\n'.repeat(n), 8_000],
    ['tags in tags', (n) => '<Note>\n\n'.repeat(n) + '</Note>\n\n'.repeat(n), 40],
    ['braces in braces', (n) => '{'.repeat(n) + '}'.repeat(n), 4_000],
    ['underlines of headings', (n) => 'a\n=\n'.repeat(n), 1_000],
  ].map(([name, text, most, often = false]) => ({
    name: `import mdx: ${name}`,
    often,
    most,
    start: 200,
    args: ['import', 'mdx', 'page.mdx', '--to', 'new', '--status', '404'],
    files: (n) => ({ 'page.mdx': `# gone\n\n${text(n)}\n` }),
  })),
  {
    name: 'build: all outputs',
    start: 20,
    args: ['build'],
    files: (n) => ({
      ...stream(
        n,
        (at) =>
          `params: { p${at}: ${param('a')} }\nrelated: [{ code: all_${(at + 1) % n}, when: x }]\n`,
      ),
      'docs.json': '{ "navigation": { "groups": [{ "group": "Errors", "pages": [] }] } }',
      'errbook.config.yaml': `${quiet}outputs:\n  - { emit: mintlify, to: errors-pages, base: /errors, nav: { file: docs.json, group: Errors } }\n${['llms', 'json-schema', 'openapi', 'typescript', 'go', 'python'].map((emit) => `  - { emit: ${emit}, to: out/${emit}, audience: public }\n`).join('')}`,
    }),
  },
  {
    name: 'build: redirects into a docs.json',
    start: 50,
    args: ['build'],
    files: (n) => ({
      ...stream(n, (at) => `aliases: [all_old${at}]\n`),
      'docs.json': `{ "navigation": { "groups": [{ "group": "Errors", "pages": [] }] }, "redirects": [${list(n, (at) => `{ "source": "/x${at}", "destination": "/y${at}" }`).join(',\n')}] }`,
      'errbook.config.yaml': `${quiet}outputs:\n  - { emit: mintlify, to: errors-pages, base: /errors, nav: { file: docs.json, group: Errors } }\n`,
    }),
  },
  { name: 'lock', start: 200, args: ['lock'], files: (n) => stream(n) },
]

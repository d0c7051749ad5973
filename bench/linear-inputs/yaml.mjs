// Inputs that use much of the YAML syntax (anchors, directives, unclosed quotes), and values that
// no field accepts.
import { entry, list, many, one, stream, stubs } from './make.mjs'

/** @type {readonly import('./make.mjs').Input[]} */
export const yamlInputs = [
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
]

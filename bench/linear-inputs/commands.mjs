// Inputs for commands other than `check`.
import { entry, list, many, one, param, prose, quiet, stream, vocabulary } from './make.mjs'

/** @typedef {[name: string, more: (n: number, letter: string) => string, often?: boolean]} Row */
/** @type {readonly Row[]} */
const lists = [
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
]

/** @type {readonly import('./make.mjs').Input[]} */
export const commandInputs = [
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
  ...lists.map(([name, more, often = false]) => ({
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
  { name: 'list', start: 400, args: ['list'], files: (n) => stream(n) },
  { name: 'stats', start: 400, args: ['stats'], files: (n) => stream(n) },
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

// Inputs with catalogs: entries, the vocabulary, and other files in the catalog folder.
import { config, entry, list, many, one, param, stream, vocabulary } from './make.mjs'

/** @type {readonly import('./make.mjs').Input[]} */
export const catalogInputs = [
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
]

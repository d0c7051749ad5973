// Inputs with API descriptions and imports.
import { api, list, many, one, stream } from './make.mjs'

/** @type {readonly [name: string, text: (n: number) => string, most: number, often?: boolean][]} */
const pages = [
  ['white space in a string', (n) => `a${' '.repeat(n)}b`, 450_000, true],
  ['white space in a callout', (n) => `:::note a${' '.repeat(n)}b\n\nx\n\n:::`, 450_000],
  ['white space behind the status', (n) => `**Status**${' '.repeat(n)}x`, 450_000],
  ['white space in a heading', (n) => `## a {#x}${' '.repeat(n)}b`, 450_000],
  ['callouts in callouts', (n) => ':::note\n'.repeat(n) + ':::\n'.repeat(n), 8_000],
  ['tags in tags', (n) => '<Note>\n\n'.repeat(n) + '</Note>\n\n'.repeat(n), 40],
  ['braces in braces', (n) => '{'.repeat(n) + '}'.repeat(n), 4_000],
  ['underlines of headings', (n) => 'a\n=\n'.repeat(n), 1_000],
]

/** @type {readonly import('./make.mjs').Input[]} */
export const apiInputs = [
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
  ...pages.map(([name, text, most, often = false]) => ({
    name: `import mdx: ${name}`,
    often,
    most,
    start: 200,
    args: ['import', 'mdx', 'page.mdx', '--to', 'new', '--status', '404'],
    files: (n) => ({ 'page.mdx': `# gone\n\n${text(n)}\n` }),
  })),
]

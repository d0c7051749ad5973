import { put } from './disk.js'

type Version = 'old' | 'new'

const vocabulary = [
  'name: Acme API',
  'code: "err:{system}:{category}:{name}"',
  'docs: "https://acme.test/errors/{system}/{category}/{name}"',
  'systems:',
  '  acme: { title: Acme }',
  'categories:',
  '  data: { title: Data }',
  '',
].join('\n')

/** Returns a catalog file. All texts and a few codes differ between the two versions. */
function entries(count: number, version: Version): string {
  return Array.from({ length: count }, (_, at) => (version === 'old' ? at : at + 2))
    .map(
      (at) =>
        `code: err:acme:data:thing_${at}_not_found\nstatus: 404\ntitle: Not Found\nsummary: There is no thing number ${at} in the ${version} version.\n`,
    )
    .join('---\n')
}

export const navigation = {
  'out/docs/docs.json':
    '{\n  "name": "Acme",\n  "navigation": {\n    "groups": [\n      { "group": "Errors", "pages": [] }\n    ]\n  }\n}\n',
}

/** Writes a small project with three outputs. */
export function putProject(
  folder: string,
  { errors, version }: { errors: number; version: Version },
): void {
  put(folder, {
    'errbook.config.yaml': [
      'catalog: errors',
      'rules: { stub: off }',
      'outputs:',
      '  - { emit: mintlify, to: out/docs/errors, base: /errors, nav: { file: out/docs/docs.json } }',
      '  - { emit: json-schema, to: out/schemas }',
      '  - { emit: typescript, to: out/ts, audience: internal }',
      '',
    ].join('\n'),
    'errors/catalog.yaml': vocabulary,
    'errors/acme/data.yaml': entries(errors, version),
  })
}

// For each error, writes ten pages of a few kilobytes into two folders. Also adds a line to a file
// of the user. The process computes little, so it spends most of its time writing.
const emitter = `const emitter = (name) => ({
  name,
  options: { safeParse: (data) => ({ success: true, data }) },
  audience: 'public',
  start: ({ catalog }) => ({
    findings: [],
    job: {
      entry: (entry) => ({ artifacts: Array.from({ length: 5 }, (_, at) => ({ path: \`\${entry.page}/\${at}.md\`, contents: \`\${entry.data.summary} \${at}\\n\`.repeat(200) })) }),
      rest: () => [{ path: 'out/theirs.txt', merge: (existing) => \`\${existing?.text.split('\\n')[0]}\\n\${catalog.entries.map(({ data }) => data.summary).join(' ')}\` }],
    },
  }),
})

export default { catalog: 'errors', rules: { stub: 'off' }, outputs: [{ emit: emitter('one'), to: 'out/one' }, { emit: emitter('two'), to: 'out/two' }] }
`

/** Writes a project with 300 pages that are cheap to render. */
export function putPages(folder: string, version: Version): void {
  put(folder, {
    'errbook.config.mjs': emitter,
    'errors/catalog.yaml': vocabulary,
    'errors/acme/data.yaml': entries(30, version),
  })
}
export const pageFolders = ['out/one', 'out/two']
export const theirs = { 'out/theirs.txt': 'their first line\n' }

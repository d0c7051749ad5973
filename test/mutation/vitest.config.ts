import { defineConfig } from 'vitest/config'

// For each mutation, Stryker runs the tests of the folder and a few end-to-end tests. Tests that
// start errbook as a process are excluded, because mutations exist only in memory. Tests that read
// the sources are excluded, because they would see all mutations at once.
const everywhere = ['cases']
const bases = ['git/bases', 'git/clones', 'git/lock']
const own: Readonly<Record<string, readonly string[]>> = {
  commands: [
    ...['cli', 'comment', 'printing', 'fields', ...bases],
    ...['commands/*', 'author/*', 'import/*', 'files/*', 'write/*'],
  ],
  diff: ['diff', 'changes/*', 'stability/*', 'comment', 'author/kept', 'author/lifecycle'],
  facts: [
    ...['prose', 'prose-limits', 'slow-pattern', 'code-spans', 'fields', 'catalog'],
    ...['outputs/*', 'template/*', 'link/*'],
  ],
  lint: ['author/stats', 'lint/*'],
  load: ['dropped-text', 'suggestions', 'git/*', 'files/*', 'template/*', 'link/*'],
  report: ['reporters', 'printing', 'comment', 'code-spans', 'fields', 'report/*'],
  runtime: ['runtime/*'],
  write: ['write/*'],
}
const left = [
  'runtime/generated',
  'runtime/page',
  'write/hostile-clone',
  'write/hostile-journal',
  // This test takes seconds and would run for almost every mutation.
  'write/edits',
  'write/processes',
  'write/together',
]
const [folder = ''] = (process.env.ERRBOOK_MUTATION ?? '').split('/')
const pathOf = (name: string) => `test/${name}.test.ts`

export default defineConfig({
  test: {
    hookTimeout: 300_000,
    include: [...everywhere, ...(own[folder] ?? [])].map(pathOf),
    exclude: left.map(pathOf),
    isolate: false,
    testTimeout: 240_000,
  },
})

import { defineConfig } from 'vitest/config'

// The tests that Stryker runs for each change: those of the folder, and a few end-to-end tests.
// A test that starts errbook as a program can't see a change, because changes are only in memory. A
// test that reads the sources would see all changes at once.
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
  // It takes seconds, and would run for almost every change.
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

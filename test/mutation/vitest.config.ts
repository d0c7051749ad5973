import { defineConfig } from 'vitest/config'

// The tests that Stryker runs for each change, in this process alone: those that start errbook as a
// program, or that look at the sources themselves, can't see a change that is switched on in memory.
export default defineConfig({
  test: {
    hookTimeout: 300_000,
    include: ['test/**/*.test.ts'],
    exclude: [
      'test/action.test.ts',
      'test/architecture.test.ts',
      'test/docs.test.ts',
      'test/example.test.ts',
      'test/linear.test.ts',
      'test/readme.test.ts',
      'test/outputs/typescript.test.ts',
      'test/runtime/page.test.ts',
      'test/runtime/runtime.test.ts',
      'test/write/hostile-clone.test.ts',
      'test/write/processes.test.ts',
      'test/write/together.test.ts',
    ],
    isolate: false,
    testTimeout: 240_000,
  },
})

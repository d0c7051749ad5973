import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    hookTimeout: 300_000,
    include: ['test/**/*.test.ts'],
    testTimeout: 240_000,
    // Nothing here keeps state between tests: modules are loaded, and templates proven, once a worker.
    isolate: false,
  },
})

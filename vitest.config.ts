import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    hookTimeout: 300_000,
    include: ['test/**/*.test.ts'],
    testTimeout: 240_000,
    // Nothing here keeps state between tests: modules are loaded, and templates proven, once a worker.
    isolate: false,
    // The runner keeps a core to itself by default, which is half of a small machine.
    maxWorkers: Math.max(2, availableParallelism() - 1),
  },
})

import { defineConfig } from 'vitest/config'

// One site after another: each build takes all that the machine has.
export default defineConfig({
  test: {
    include: ['test/sites/*/site.prove.ts'],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 3_600_000,
  },
})

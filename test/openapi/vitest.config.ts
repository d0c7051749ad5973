import { defineConfig } from 'vitest/config'

// One catalog after another: the tools take all that the machine has.
export default defineConfig({
  test: {
    include: ['test/openapi/*.prove.ts'],
    fileParallelism: false,
    testTimeout: 300_000,
    hookTimeout: 900_000,
  },
})

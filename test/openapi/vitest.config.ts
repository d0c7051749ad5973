import { defineConfig } from 'vitest/config'

// Tests one catalog after the other, because each tool uses all cores.
export default defineConfig({
  test: {
    include: ['test/openapi/*.prove.ts'],
    fileParallelism: false,
    testTimeout: 300_000,
    hookTimeout: 900_000,
  },
})

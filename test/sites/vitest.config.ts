import { defineConfig } from 'vitest/config'

// Tests one site after the other, because each build uses all cores.
export default defineConfig({
  test: {
    include: ['test/sites/*/site.prove.ts'],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 3_600_000,
  },
})

import { defineConfig } from 'vitest/config'

// The tests are in several files, so that they run in parallel.
export default defineConfig({
  test: { include: ['test/corpus/*.corpus.ts'], testTimeout: 900_000 },
})

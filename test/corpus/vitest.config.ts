import { defineConfig } from 'vitest/config'

// Several files, so that they run side by side.
export default defineConfig({
  test: { include: ['test/corpus/*.corpus.ts'], testTimeout: 900_000 },
})

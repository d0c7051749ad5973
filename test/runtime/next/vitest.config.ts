import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: { include: ['test/runtime/next/*.prove.ts'], testTimeout: 60_000, hookTimeout: 900_000 },
})

import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: { include: ['test/sites/look.browser.ts'], testTimeout: 180_000, hookTimeout: 3_600_000 },
})

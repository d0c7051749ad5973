import { defineConfig } from 'vitest/config'

export default defineConfig({ test: { root: import.meta.dirname, include: ['*.corpus.ts'], testTimeout: 900_000 } })

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { repository } from '../project.js'

it('the runtime in templates/ matches its source in src/', async () => {
  const { runtimeTemplates } = (await import('../../scripts/runtime.mjs' as string)) as {
    runtimeTemplates(): Record<string, string>
  }
  for (const [name, text] of Object.entries(runtimeTemplates()))
    expect(
      readFileSync(join(repository, 'templates/typescript', name), 'utf8'),
      `${name}: run \`npm run build\``,
    ).toBe(text)
})

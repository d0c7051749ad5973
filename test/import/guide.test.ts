import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { run } from '../../src/commands/run.js'
import { captureIo } from '../io.js'
import { inFolder, repository, writeFiles } from '../project.js'

it('the migration guide shows the real output and entry for the import of its pages', async () => {
  const page = readFileSync(join(repository, 'docs/guide-moving.md'), 'utf8')
  await inFolder({}, async (folder) => {
    const seen = { md: 0, console: 0, yaml: 0 }
    for (const [, , language, file = '', text = ''] of page.matchAll(
      /^(`{3,})(md|console|yaml) ?(\S*)\n([\s\S]*?)^\1$/gm,
    )) {
      seen[language as keyof typeof seen]++
      if (language === 'md') writeFiles(folder, [[file, text]])
      else if (language === 'yaml') expect(readFileSync(join(folder, file), 'utf8')).toBe(text)
      else {
        const [line, ...said] = text.trimEnd().split('\n')
        const io = captureIo(folder)
        const words = [...line!.replace('$ npx errbook ', '').matchAll(/"([^"]*)"|(\S+)/g)].map(
          ([word, quoted]) => quoted ?? word,
        )
        expect(await run(words, io)).toBe(0)
        if (said.length > 0) expect(io.text().trimEnd()).toBe(said.join('\n'))
      }
    }
    expect(seen).toEqual({ md: 2, console: 3, yaml: 1 })
    expect(readFileSync(join(folder, 'out/errors/no-key.md'), 'utf8')).toContain('# Missing key\n')
    expect(readFileSync(join(folder, 'report.md'), 'utf8')).toContain('Who to ask')
  })
})

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { run } from '../../src/commands/run.js'
import { captureIo } from '../io.js'
import { inFolder, repository, writeFiles } from '../project.js'

// Runs all console sessions of a page in one folder. Writes the files that the page shows before
// each session.
describe.each(['getting-started', 'editing'])('docs/%s.md', (name) => {
  it('shows what errbook prints', async () => {
    const page = readFileSync(join(repository, `docs/${name}.md`), 'utf8')
    const config = name === 'editing' ? { 'errbook.config.yaml': 'catalog: errors\n' } : {}
    await inFolder(config, async (folder) => {
      let commands = 0
      for (const [, language, file, text] of page.matchAll(
        /^```(console|yaml) ?(\S*)\n([\s\S]*?)^```$/gm,
      )) {
        if (language === 'yaml' && file !== '') writeFiles(folder, [[file!, text!]])
        if (language !== 'console') continue
        let actual = ''
        for (const [line, command] of text!.matchAll(/^\$ npx errbook (.*)$/gm)) {
          const io = captureIo(folder)
          await run(
            [...command!.matchAll(/"([^"]*)"|(\S+)/g)].map(([word, quoted]) => quoted ?? word),
            io,
          )
          actual += `${line}\n${io.text()}`
          commands++
        }
        expect(actual).toBe(text)
      }
      expect(commands).toBeGreaterThan(3)
    })
  })
})

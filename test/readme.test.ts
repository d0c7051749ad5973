import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { run } from '../src/commands/run.js'
import { captureIo } from './io.js'

// Follows the steps in the README: writes its files, runs its commands, and compares the output.
const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8')
const project = mkdtempSync(join(tmpdir(), 'errbook-readme-'))
afterAll(() => rmSync(project, { recursive: true, force: true }))

const block = (marker: RegExp) => {
  const found = new RegExp(`<!-- ${marker.source} -->\\n\`\`\`\\w+\\n([\\s\\S]*?)\`\`\``).exec(
    readme,
  )
  if (found === null) throw new Error(`the README has no block ${marker.source}`)
  return found
}

async function errbook(...args: string[]): Promise<string> {
  const io = captureIo(project)
  await run(args, io)
  return io.text()
}

describe('the README', () => {
  it('shows files that build, with the output of the build', async () => {
    const files = [...readme.matchAll(/<!-- file: (\S+) -->\n```\w+\n([\s\S]*?)```/g)]
    expect(files.length).toBe(3)
    for (const [, file, text] of files) {
      mkdirSync(dirname(join(project, file!)), { recursive: true })
      writeFileSync(join(project, file!), text!)
    }
    const [, session] = block(/run: build/)
    expect(`$ npx errbook build\n${await errbook('build')}`).toBe(session)
  })

  it('shows the constant that the build generates', () => {
    const [, file, shown] = block(/shows: (\S+)/)
    expect(readFileSync(join(project, file!), 'utf8')).toContain(shown)
  })

  it('shows what errbook reports for the mistake', async () => {
    const [, file, before, after, session] = block(/mistake: (\S+) "([^"]+)" "([^"]+)"/)
    const path = join(project, file!)
    const sound = readFileSync(path, 'utf8')
    expect(sound).toContain(before)
    writeFileSync(path, sound.replace(before!, after!))
    expect(`$ npx errbook check\n${await errbook('check')}`).toBe(session)
    expect(await errbook('explain', 'unknown-placeholder')).toContain('unknown-placeholder')
  })

  it('links only to existing files', () => {
    for (const [, target] of readme.matchAll(/\]\(([^)#]+)\)/g))
      if (!/^https?:/.test(target!))
        expect(() => readFileSync(join(import.meta.dirname, '..', target!))).not.toThrow()
  })
})

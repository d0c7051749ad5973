import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  commit,
  contentsOf,
  entry,
  errbook,
  fileOf,
  git,
  root,
  setUpRepositories,
  vocabulary,
  write,
} from './repositories.js'

setUpRepositories()

describe('the lock file', () => {
  const folder = join(root, 'locked')
  beforeAll(async () => {
    mkdirSync(folder)
    git(folder, 'init', '-q')
    write(folder, {
      'errbook.config.yaml': 'rules: { stub: off }\n',
      'errors/catalog.yaml': vocabulary,
      [fileOf('race')]: entry('race'),
    })
    await errbook(folder, 'lock')
    commit(folder, {})
  })

  it('does not change if `lock` runs again', async () => {
    const before = contentsOf(folder)
    const { exitCode, text } = await errbook(folder, 'lock')
    expect([exitCode, text]).toEqual([0, '✓ 1 error in the lock file, nothing to add.\n'])
    expect(contentsOf(folder)).toEqual(before)
  })

  it('merges without a conflict if three branches each lock another error', async () => {
    for (const name of ['heat', 'lap', 'a_first']) {
      git(folder, 'checkout', '-qb', name, 'main')
      write(folder, { [fileOf(name)]: entry(name) })
      expect((await errbook(folder, 'lock')).exitCode).toBe(0)
      commit(folder, {})
    }
    git(folder, 'checkout', '-q', 'main')
    for (const name of ['heat', 'lap', 'a_first']) git(folder, 'merge', '-q', '--no-edit', name)
    expect(await errbook(folder, 'check')).toMatchObject({
      exitCode: 0,
      text: '✓ Checked the catalog: 4 errors defined.\n',
    })
    // The next run of `lock` sorts the lines again.
    await errbook(folder, 'lock')
    const codes = [
      ...readFileSync(join(folder, 'errors/catalog.lock.jsonl'), 'utf8').matchAll(
        /^\{"code":"([^"]+)/gm,
      ),
    ].map(([, code]) => code)
    expect(codes).toEqual([...codes].sort())
    commit(folder, {})
  })

  it('does not record a breaking change until it is accepted', async () => {
    write(folder, { [fileOf('lap')]: entry('lap', '', 410) })
    const before = contentsOf(folder)
    const refused = await errbook(folder, 'lock')
    expect(refused.exitCode).toBe(1)
    expect(contentsOf(folder)).toEqual(before)
    const line = /^ *- (\{ rule: status-changed.*)…/m.exec(refused.text)?.[1]
    write(folder, { 'errors/catalog.accepted.yaml': `- ${line}It was never sent. }\n` })
    expect((await errbook(folder, 'check')).exitCode).toBe(0)
    expect((await errbook(folder, 'lock')).exitCode).toBe(0)
    expect(
      Object.keys(contentsOf(folder)).filter((path) => path.endsWith('accepted.yaml')),
    ).toEqual([])
    expect((await errbook(folder, 'check')).exitCode).toBe(0)
  })

  it('keeps retired codes, so that `check` reports if they are removed or used again', async () => {
    write(folder, { [fileOf('heat')]: entry('heat', 'retired: { reason: Over. }\n') })
    const { text } = await errbook(folder, 'check')
    const line = /^ *- (\{ rule: code-retired.*)…/m.exec(text)?.[1]
    write(folder, { 'errors/catalog.accepted.yaml': `- ${line}It is over. }\n` })
    expect((await errbook(folder, 'lock')).exitCode).toBe(0)
    rmSync(join(folder, fileOf('heat')))
    expect((await errbook(folder, 'check')).text).toContain('error[retired-removed]')
    write(folder, { [fileOf('heat')]: entry('heat', '', 400) })
    const back = await errbook(folder, 'check')
    expect(back.text).toContain(
      'error[retired-revived]: `err:acme:data:heat` was retired and is active again.',
    )
    expect(back.exitCode).toBe(1)
  })
})

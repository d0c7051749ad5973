import { execFileSync, spawn } from 'node:child_process'
import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readRegular } from '../../src/files/regular.js'
import { megabytes, sizes } from '../../src/files/sizes.js'
import { inFolder } from '../project.js'
import { catalog, errbook } from './acme.js'

const rules = 'catalog: errors\nrules: { stub: off }\n'

/** All files that errbook reads, each with a command that reads it. The tests replace `place`. */
const readers: readonly {
  name: string
  place: string
  args: string[]
  config?: string
  files?: Record<string, string>
}[] = [
  { name: 'the config', place: 'errbook.config.yaml', args: ['check'] },
  { name: 'a named config', place: 'mine.yaml', args: ['check', '-c', 'mine.yaml'] },
  { name: 'catalog.yaml', place: 'errors/catalog.yaml', args: ['check'] },
  { name: 'a file of errors', place: 'errors/data/other.yaml', args: ['check'] },
  { name: 'the lock file', place: 'errors/catalog.lock.jsonl', args: ['check'] },
  { name: 'the file of accepted changes', place: 'errors/catalog.accepted.yaml', args: ['check'] },
  { name: 'the baseline', place: 'errors/catalog.baseline.yaml', args: ['check'] },
  {
    name: 'a template',
    place: 'mine/page.mdx.hbs',
    args: ['build'],
    config: `${rules}outputs: [{ emit: mintlify, to: out/errors, templates: mine }]\n`,
    files: { 'mine/README.md': '' },
  },
  {
    name: 'an API description',
    place: 'api.yaml',
    args: ['build'],
    config: `${rules}outputs: [{ emit: openapi, to: out, api: api.yaml }]\n`,
  },
  {
    name: 'an API description for `openapi merge`',
    place: 'api.yaml',
    args: ['openapi', 'merge', 'api.yaml'],
  },
  { name: 'the base of `diff`', place: './base.jsonl', args: ['diff', './base.jsonl'] },
  {
    name: 'a list to import',
    place: 'list.json',
    args: ['import', 'json', 'list.json', '--to', 'new'],
  },
  {
    name: 'a CSV file to import',
    place: 'list.csv',
    args: ['import', 'csv', 'list.csv', '--to', 'new'],
  },
  {
    name: 'a page to import',
    place: 'page.mdx',
    args: ['import', 'mdx', 'page.mdx', '--to', 'new'],
  },
  {
    name: 'a mapping',
    place: 'map.yaml',
    args: ['import', 'json', 'list.json', '--to', 'new', '--map', 'map.yaml'],
    files: { 'list.json': '[]' },
  },
]

function projectOf({ config = rules, files = {}, place }: (typeof readers)[number]) {
  return Object.fromEntries(
    Object.entries({ ...catalog, 'errbook.config.yaml': config, ...files }).filter(
      ([name]) => name !== place,
    ),
  )
}

describe.skipIf(process.platform === 'win32')('a FIFO', () => {
  it.each(readers)('in place of $name is reported immediately', async (reader) => {
    await inFolder(projectOf(reader), async (folder) => {
      const path = join(folder, reader.place)
      execFileSync('mkfifo', [path])
      // If errbook waits for a writer, this process ends the wait, and the test fails.
      const rescuer = spawn('sh', ['-c', `sleep 5; : > '${path}'`])
      const { exitCode, text, seconds } = await errbook(folder, reader.args)
      rescuer.kill()
      expect(text).toContain(
        `error[not-a-file]: \`${reader.place}\` is a FIFO, not a regular file.`,
      )
      expect(exitCode).toBeGreaterThan(0)
      expect(seconds).toBeLessThan(4)
    })
  })
})

describe.skipIf(process.platform === 'win32')('a file of 3 GB', () => {
  it.each(readers)('in place of $name is refused before it is read', async (reader) => {
    await inFolder(projectOf(reader), async (folder) => {
      const path = join(folder, reader.place)
      writeFileSync(path, '')
      truncateSync(path, 3 * 1024 ** 3)
      const { exitCode, text, seconds } = await errbook(folder, reader.args)
      expect(text).toContain(
        `error[file-too-large]: \`${reader.place}\` is 3,222 MB in size. The maximum is `,
      )
      expect(text).not.toContain('This is a bug in errbook')
      expect(exitCode).toBeGreaterThan(0)
      expect(seconds).toBeLessThan(4)
    })
  })
})

describe('an unreadable file', () => {
  const config = `${rules}outputs: [{ emit: openapi, to: out, api: api.yaml }]\n`

  it.each(['/dev/zero', '/dev/null'])(
    'is reported as a device if it is a link to %s',
    async (device) => {
      await inFolder({}, async (folder) => {
        symlinkSync(device, join(folder, 'api.yaml'))
        const read = readRegular(join(folder, 'api.yaml'), { file: 'api.yaml', limit: 'api' })
        expect(read).toMatchObject({
          finding: {
            code: 'not-a-file',
            message: '`api.yaml` is a device, not a regular file.',
          },
        })
      })
    },
  )

  it('is reported as a folder, a socket or a file without permission to read', async () => {
    await inFolder({ ...catalog, 'errbook.config.yaml': config }, async (folder) => {
      const path = join(folder, 'api.yaml')
      mkdirSync(path)
      expect((await errbook(folder, ['build'])).text).toContain(
        '`api.yaml` is a folder, not a regular file.',
      )
    })
    await inFolder({}, async (folder) => {
      const server = createServer()
      await new Promise<void>((done) => server.listen(join(folder, 'socket'), done))
      expect(readRegular(join(folder, 'socket'), { file: 'socket', limit: 'api' })).toMatchObject({
        finding: { code: 'not-a-file' },
      })
      server.close()
    })
    // Root may read everything.
    if (process.getuid?.() === 0) return
    await inFolder(
      { ...catalog, 'errbook.config.yaml': config, 'api.yaml': '' },
      async (folder) => {
        chmodSync(join(folder, 'api.yaml'), 0)
        expect((await errbook(folder, ['build'])).text).toContain(
          "`api.yaml` can't be read: permission denied (EACCES).",
        )
      },
    )
  })

  it('is reported as a loop of links', async () => {
    await inFolder({}, async (folder) => {
      symlinkSync('b', join(folder, 'a'))
      symlinkSync('a', join(folder, 'b'))
      const read = readRegular(join(folder, 'a'), { file: 'a', limit: 'api' })
      expect(read).toMatchObject({
        finding: {
          code: 'io-failed',
          message: "`a` can't be read: its symbolic links form a loop (ELOOP).",
        },
      })
    })
  })

  it('is reported if its name contains a NUL character', () => {
    expect(readRegular('/tmp/a\u0000b', { file: 'a\u0000b', limit: 'api' })).toMatchObject({
      finding: { code: 'io-failed' },
    })
  })

  it.runIf(process.platform === 'linux')(
    'is reported as too large even if the system reports a size of zero',
    () => {
      const read = readRegular('/proc/self/status', { file: 'status', limit: 'api' })
      expect(read && 'bytes' in read && read.bytes.toString()).toContain('Pid:')
      if (!existsSync('/proc/kallsyms')) return
      // Its size is reported as zero, but it contains every symbol of the kernel.
      expect(
        readRegular('/proc/kallsyms', { file: 'kallsyms', limit: 'attributes' }),
      ).toMatchObject({
        finding: {
          code: 'file-too-large',
          message: '`kallsyms` is larger than the maximum of 1 MB.',
        },
      })
    },
  )
})

describe('the size limit of a file', () => {
  it('is exact', async () => {
    await inFolder({}, async (folder) => {
      const path = join(folder, 'file')
      closeSync(openSync(path, 'w'))
      truncateSync(path, sizes.catalog.bytes)
      expect(readRegular(path, { file: 'file', limit: 'catalog' })).toHaveProperty(
        'bytes.length',
        sizes.catalog.bytes,
      )
      truncateSync(path, sizes.catalog.bytes + 1)
      expect(readRegular(path, { file: 'file', limit: 'catalog' })).toMatchObject({
        finding: { message: '`file` is 2.1 MB in size. The maximum is 2 MB.' },
      })
    })
  })

  it('is printed in megabytes, with at most one decimal if it is small', () => {
    expect([999_999, 1_000_000, 20_000_000, 3_221_225_472].map(megabytes)).toEqual([
      '1 MB',
      '1 MB',
      '20 MB',
      '3,222 MB',
    ])
  })
})

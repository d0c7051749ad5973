import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { RunError } from '../../src/model/diagnostic.js'
import { placeOf, textBefore } from '../../src/write/changes.js'
import { readForeign } from '../../src/write/foreign.js'
import { readOwn } from '../../src/write/own-file.js'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'errbook-changes-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const at = (name: string) => join(folder, name)
const put = (name: string, contents: string | Uint8Array) => {
  writeFileSync(at(name), contents)
  return at(name)
}
/** Returns how changing a file fails, or `none` if its text still is `before`. */
function refusal(name: string, before: string | undefined): string {
  try {
    placeOf({ file: name, before, after: 'new' }, at(name))
  } catch (cause) {
    if (cause instanceof RunError) return `${cause.exitCode} ${cause.finding.code}`
    throw cause
  }
  return 'none'
}

describe('a file that is about to be changed', () => {
  it('is accepted with its byte order mark and mode if its text is unchanged since it was read', () => {
    const path = put('a.yaml', '\ufeffa: 1\n')
    chmodSync(path, 0o640)
    const place = placeOf({ file: 'a.yaml', before: 'a: 1\n', after: 'a: 2\n' }, path)
    expect(place).toMatchObject({ to: path, mark: '\ufeff', after: 'a: 2\n' })
    expect((place.mode ?? 0) & 0o777).toBe(0o640)
    expect(place.mode).toBe(statSync(path).mode)
    const plain = placeOf({ file: 'b.yaml', before: 'b', after: undefined }, put('b.yaml', 'b'))
    expect(plain.mark).toBe('')
    expect(Buffer.from(plain.bytes ?? []).toString()).toBe('b')
  })

  it('is accepted if it is new and does not exist', () => {
    expect(placeOf({ file: 'c', before: undefined, after: 'c' }, at('c'))).toEqual({
      file: 'c',
      before: undefined,
      after: 'c',
      to: at('c'),
      bytes: undefined,
      mark: '',
      mode: undefined,
    })
  })

  it('is rejected if it was changed, removed or created in the meantime', () => {
    put('there', 'theirs')
    expect(refusal('there', 'ours')).toBe('3 io-failed')
    expect(refusal('there', undefined)).toBe('3 io-failed')
    expect(refusal('gone', 'ours')).toBe('3 io-failed')
    expect(refusal('there', 'theirs')).toBe('none')
  })

  it('is rejected if it is not a regular file or not text', () => {
    symlinkSync(put('target', 'x'), at('link'))
    expect(refusal('link', 'x')).toMatch(/^3 /)
    mkdirSync(at('folder'))
    expect(refusal('folder', 'x')).toMatch(/^3 /)
    put('bytes', new Uint8Array([0xff, 0xfe, 0x00]))
    expect(refusal('bytes', 'x')).toBe('3 io-failed')
  })
})

describe('reading a file before it is overwritten', () => {
  it('returns its text without the byte order mark, or undefined if there is no text', () => {
    put('a', '\ufefftext')
    expect(textBefore('a', folder)).toBe('text')
    expect(textBefore('none', folder)).toBeUndefined()
    put('bytes', new Uint8Array([0xff]))
    expect(textBefore('bytes', folder)).toBeUndefined()
    mkdirSync(at('folder'))
    expect(() => textBefore('folder', folder)).toThrow(RunError)
  })
})

describe('reading a foreign file', () => {
  it('returns its text and byte order mark, and reports a folder or a binary file', () => {
    const findings: never[] = []
    expect(readForeign('a', put('a', '\ufeff{}'), findings)).toEqual({
      source: { file: 'a', text: '{}' },
      mark: '\ufeff',
    })
    expect(readForeign('b', put('b', '{}'), findings)?.mark).toBe('')
    expect(readForeign('c', at('c'), findings)).toEqual({ source: undefined, mark: '' })
    expect(findings).toEqual([])
    mkdirSync(at('folder'))
    const refused: { code: string }[] = []
    expect(readForeign('folder', at('folder'), refused as never)).toBeUndefined()
    expect(refused).toHaveLength(1)
    put('bytes', new Uint8Array([0xff]))
    expect(readForeign('bytes', at('bytes'), refused as never)).toBeUndefined()
    expect(refused).toHaveLength(2)
  })
})

describe('reading a file of errbook’s own', () => {
  it('returns undefined for a link, a folder or a missing file', () => {
    expect(readOwn(put('lock', 'held'))).toBe('held')
    symlinkSync(at('lock'), at('link'))
    mkdirSync(at('folder'))
    for (const name of ['link', 'folder', 'none']) expect(readOwn(at(name)), name).toBeUndefined()
  })
})

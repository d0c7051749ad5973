import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isInside } from '../../src/facts/path.js'
import { formatManifest, hashOf, type Manifest, parseManifest } from '../../src/write/manifest.js'

const hash = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 16, maxLength: 16 }),
  fc.constant('-'),
)
const path = fc.string({ unit: 'grapheme', maxLength: 40 }).filter(isInside)
const manifests = fc
  .array(fc.tuple(path, hash, fc.option(hash, { nil: undefined })))
  .map(
    (lines): Manifest =>
      new Map(
        lines.map(([name, before, next]) => [
          name,
          { hash: before, ...(next !== undefined && { next }) },
        ]),
      ),
  )

describe('the manifest', () => {
  it('is parsed to the files that it was written from, with any paths and line ends', () => {
    fc.assert(
      fc.property(manifests, fc.boolean(), (manifest, crlf) => {
        const text = formatManifest(manifest, undefined)
        const read = parseManifest(crlf ? text.replaceAll('\n', '\r\n') : text)
        expect(read).toEqual(manifest)
        expect(formatManifest(read as Manifest, undefined)).toBe(text)
      }),
    )
  })

  it.each([
    ['a path outside the folder', '7c1d0d1a5f2e4b90 ../../x'],
    ['a path with `..` in the middle', '7c1d0d1a5f2e4b90 a/../../x'],
    ['an absolute path', '7c1d0d1a5f2e4b90 /etc/passwd'],
    ['a Windows drive', '7c1d0d1a5f2e4b90 C:/Windows/x'],
    ['a backslash', '7c1d0d1a5f2e4b90 a\\..\\..\\x'],
    ['an NTFS stream', '7c1d0d1a5f2e4b90 a.md:hidden'],
    ['an empty path', '7c1d0d1a5f2e4b90 '],
    ['no path', '7c1d0d1a5f2e4b90'],
    ['the folder itself', '7c1d0d1a5f2e4b90 .'],
    ['the manifest itself', '7c1d0d1a5f2e4b90 .errbook-manifest'],
    ['a conflict marker', '<<<<<<< HEAD'],
    ['a short hash', '7c1d0d1a a.md'],
    ['a duplicate path', '7c1d0d1a5f2e4b90 b.md'],
    ['a NUL', '7c1d0d1a5f2e4b90 a\u0000.md'],
  ])('is rejected if a line contains %s, and the line is reported', (_, line) => {
    const text = `# header\n7c1d0d1a5f2e4b90 b.md\n${line}\n7c1d0d1a5f2e4b90 c.md\n`
    const parsed = parseManifest(text)
    expect('damaged' in parsed && text.slice(...parsed.damaged)).toBe(line)
  })

  it('contains the same hash for text with CRLF or LF', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (lines) => {
        const clean = lines.map((line) => line.replaceAll('\r', ''))
        expect(hashOf(clean.join('\r\n'))).toBe(hashOf(clean.join('\n')))
      }),
    )
    expect(hashOf('a\n')).not.toBe(hashOf('a'))
  })
})

import { parseFragment } from 'parse5'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { describe, expect, it } from 'vitest'
import { docusaurus } from '../../src/emit/docs/platforms/docusaurus.js'
import { fumadocs } from '../../src/emit/docs/platforms/fumadocs.js'
import { markdown } from '../../src/emit/docs/platforms/markdown.js'
import { mintlify } from '../../src/emit/docs/platforms/mintlify.js'
import { nextra } from '../../src/emit/docs/platforms/nextra.js'
import { starlight } from '../../src/emit/docs/platforms/starlight.js'
import { vitepress } from '../../src/emit/docs/platforms/vitepress.js'
import { writeTitle } from '../../src/facts/markdown/text.js'
import { hazards } from '../corpus/strings.js'

// Parses titles like each site does, with the pattern from its source. The source of Mintlify's
// theme is not public, but double quotes are known to work.

const titles = [
  ...new Set([
    ...hazards
      .map((text) => text.replace(/\s+/g, ' ').trim())
      .filter((text) => text !== '' && !/[\u0000-\u001f\u007f]/.test(text)),
    ...[
      'src/{name}.ts',
      'a "b" {c}',
      "it's {x}",
      `"both" and 'both'`,
      '{1,3}.ts',
      'C:\\new\\',
      'a `b` c',
      '[x](y) <b>&amp;</b> $z |',
      '{{ x }}',
      'title="x" {2}',
    ],
  ]),
]

/**
 * The meta string of a fence as remark passes it to a site, with escapes and character
 * references resolved.
 */
function metaOf(line: string): string {
  const [node, more] = unified().use(remarkParse).parse(`\`\`\`ts ${line}\ncode\n\`\`\`\n`).children
  if (node?.type !== 'code' || node.value !== 'code' || more !== undefined)
    throw new Error(`no fence: ${line}`)
  return node.meta ?? ''
}

const quoted = (line: string) => /title=(["'])(.*?)\1/.exec(metaOf(line))?.[2]

const readers: Record<string, (line: string) => string | undefined> = {
  docusaurus: quoted,
  markdown: quoted,
  mintlify: (line) => /title="([^"]*)"/.exec(metaOf(line))?.[1],
  fumadocs: (line) => {
    const found = /(?<=^|\s)title=(?:"([^"]*)"|'([^']*)')/.exec(metaOf(line))
    return found?.[1] ?? found?.[2]
  },
  nextra: (line) => /filename="([^"]+)"/.exec(metaOf(line))?.[1],
  starlight: (line) => {
    const [, quote = '"', text] = /title=(["'])((?:\\.|.)*?)(?<!\\)\1/.exec(metaOf(line)) ?? []
    return text?.replaceAll(`\\${quote}`, quote)
  },
  // The line is inserted into HTML unchanged.
  vitepress: (line) => {
    const [node] = parseFragment(/\[(.*)\]/.exec(`ts ${line}`)?.[1] ?? '').childNodes
    return node && 'value' in node ? node.value : undefined
  },
}

/** Returns the title, with similar characters in place of those that a site can't show. */
function shown(platform: string, title: string): string {
  const numbers = ['docusaurus', 'mintlify', 'nextra'].includes(platform)
    ? title.replace(/\{([\d,\s-]+)\}/g, '｛$1｝')
    : title
  const onlyDouble = ['mintlify', 'nextra'].includes(platform)
  const isBoth = numbers.includes('"') && (onlyDouble || numbers.includes("'"))
  return isBoth && !['starlight', 'vitepress'].includes(platform)
    ? numbers.replaceAll('"', '”')
    : numbers
}

const platforms = [docusaurus, fumadocs, markdown, mintlify, nextra, starlight, vitepress]

describe.each(platforms.map(({ name, dialect }) => [name, { dialect }] as const))(
  'the title of a code fence on %s',
  (name, { dialect }) => {
    it('is shown as written, with similar characters in place of those the site can’t show', () => {
      for (const title of titles) {
        const line = writeTitle(title, dialect)
        expect(line).not.toMatch(/[\n`]/)
        expect(readers[name]!(line)?.trim(), line).toBe(shown(name, title))
      }
    })

    it('does not highlight lines if it contains numbers in braces', () => {
      if (['docusaurus', 'nextra'].includes(name))
        expect(metaOf(writeTitle('{1,3}', dialect))).not.toMatch(/\{[\d, -]+\}/)
      if (name === 'vitepress') expect(writeTitle('{1,3} {{ x }}', dialect)).not.toMatch(/[{}]/)
    })
  },
)

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Code, Nodes, Paragraph, Parent, Root } from 'mdast'
import 'mdast-util-mdx'
import { beforeAll, describe, expect, it } from 'vitest'
import { plainText } from '../src/facts/markdown/prose.js'
import type { Catalog, Entry } from '../src/model/catalog.js'
import { mostShared, runsOf, sharedRuns } from './overlap.js'
import { readPage } from './page.js'
import { type Rendered, renderProject, repository } from './project.js'

// The reference catalog in errors/ must be complete and consistent, without duplicate pages.
let project: Rendered
let catalog: Catalog
beforeAll(async () => {
  project = await renderProject(repository)
  catalog = project.catalog
})

describe('the codes of the reference catalog', () => {
  const [, ...rows] = readFileSync(join(import.meta.dirname, 'fixtures/codes.tsv'), 'utf8')
    .trimEnd()
    .split('\n')
  const facts = rows.map((row) => {
    const [code = '', status = '', also = '', title = ''] = row.split('\t')
    return {
      code,
      statuses: [status, /^\d+/.exec(also)?.[0]].filter((one) => one !== undefined).map(Number),
      title,
    }
  })

  it('are exactly the codes in codes.tsv', () => {
    expect(catalog.entries.map(({ code }) => code)).toEqual(facts.map(({ code }) => code).sort())
  })

  it.each(facts)(
    'include $code, with its statuses and title from codes.tsv',
    ({ code, statuses, title }) => {
      const entry = catalog.byCode.get(code)!
      expect(entry.statuses.map(({ status }) => status)).toEqual(statuses)
      expect(entry.data.title).toBe(title)
      expect(entry.statuses[0]?.title).toBe(title)
    },
  )

  it('each have a complete page', () => {
    for (const { code, data } of catalog.entries) {
      for (const part of [
        'detail',
        'description',
        'causes',
        'example',
        'fixes',
        'mistakes',
        'related',
      ] as const)
        expect(data[part], `${part} of ${code}`).toBeDefined()
      expect(data.causes!.length, code).toBeGreaterThanOrEqual(2)
      expect(data.fixes!.steps!.length, code).toBeGreaterThanOrEqual(2)
    }
  })
})

describe('the texts of two entries', () => {
  it('share at most 40 % of their five-word sequences, ignoring words of their codes', () => {
    const { share, a, b } = mostShared(
      catalog.entries.map(({ code, data }) => [code, runsOf(code, data)] as const),
    )
    expect(share, `${a} and ${b}`).toBeLessThanOrEqual(0.4)
  })

  it('exceed this limit if one is a copy of the other with a different noun', () => {
    const { code, data } = catalog.byCode.get('err:unkey:data:project_not_found')!
    const swap = (text: string) =>
      text
        .replaceAll('project', 'portal')
        .replaceAll('Project', 'Portal')
        .replaceAll('proj_', 'portal_')
    const copy = JSON.parse(swap(JSON.stringify(data))) as Entry['data']
    expect(sharedRuns(runsOf(code, data), runsOf(swap(code), copy))).toBeGreaterThan(0.8)
    // If half of the copy is rewritten, it is still too similar.
    const half = {
      ...copy,
      description: 'Something else altogether stands here now, in words that no other page has.',
      fixes: { steps: ['Look elsewhere, and count to ten before you do'] },
    }
    expect(sharedRuns(runsOf(code, data), runsOf(swap(code), half))).toBeGreaterThan(0.4)
  })
})

describe('related errors', () => {
  it('link back to each other, unless the other error already has five links', () => {
    const unanswered = catalog.entries.flatMap(({ code, data }) =>
      (data.related ?? []).flatMap((to) => {
        const back = catalog.byCode.get(to.code)?.data.related ?? []
        return back.some((one) => one.code === code) || back.length >= 5
          ? []
          : [`${code} → ${to.code}`]
      }),
    )
    expect(unanswered).toEqual([])
  })

  it('number at most five per entry, without duplicates', () => {
    for (const { code, data } of catalog.entries) {
      const codes = data.related!.map((related) => related.code)
      expect(codes.length, code).toBeLessThanOrEqual(5)
      expect(new Set(codes).size, code).toBe(codes.length)
    }
  })
})

// This error has an original page at unkey. Our page must have the same parts and facts, in our own
// words.
describe('the page of identity_not_found', () => {
  const base = 'https://unkey.com/docs/errors/unkey'
  const getIdentity = [
    'curl -X POST https://api.unkey.com/v2/identities.getIdentity \\',
    '  -H "Content-Type: application/json" \\',
    '  -H "Authorization: Bearer unkey_YOUR_API_KEY" \\',
    "  -d '{",
    '    "identity": "ident_nonexistent"',
    "  }'",
  ].join('\n')
  const createIdentity = [
    'curl -X POST https://api.unkey.com/v2/identities.createIdentity \\',
    '  -H "Content-Type: application/json" \\',
    '  -H "Authorization: Bearer unkey_YOUR_API_KEY" \\',
    "  -d '{",
    '    "externalId": "user_123",',
    '    "meta": {',
    '      "name": "John Doe",',
    '      "email": "john@acme.com"',
    '    }',
    "  }'",
  ].join('\n')

  let page: Root
  let matter: Record<string, unknown>
  beforeAll(() => {
    const { tree, ...read } = readPage(
      project.files.get('out/docs/errors/unkey/data/identity_not_found.mdx')!,
    )
    page = tree
    matter = read.matter
  })
  const at = <T extends Nodes | Parent>(index: number) => page.children[index] as unknown as T
  const items = (index: number) =>
    at<Parent>(index).children.map((item) => plainText(item as Nodes))

  it('has the parts of the original page, in the same order', () => {
    expect(page.children.map(outlineOf)).toEqual([
      'comment',
      '<Danger>',
      'json',
      '## what happened?',
      'paragraph',
      'paragraph ending in a colon',
      '4 points',
      'paragraph ending in a colon',
      'bash',
      '## how to fix',
      'paragraph',
      '3 steps',
      'paragraph ending in a colon',
      'bash',
      '## common mistakes',
      '4 points',
      '## related errors',
      '3 points',
    ])
  })

  it('has a title and description in its frontmatter', () => {
    expect(Object.keys(matter)).toEqual(['title', 'description'])
    expect(matter.title).toBe('identity_not_found')
    for (const fact of [/identity ID/i, /external ID/i, /workspace/i])
      expect(matter.description).toMatch(fact)
  })

  it('shows the code and the complete JSON response', () => {
    expect(plainText(at<Nodes>(1))).toBe('err:unkey:data:identity_not_found')
    const { lang, meta, value } = at<Code>(2)
    expect([lang, meta]).toEqual(['json', 'Example'])
    const body = JSON.parse(value) as { meta: object; error: Record<string, unknown> }
    expect(Object.keys(body)).toEqual(['meta', 'error'])
    expect(body.meta).toEqual({ requestId: 'req_2c9a0jf23l4k567' })
    expect(Object.keys(body.error)).toEqual(['detail', 'status', 'title', 'type'])
    expect(body.error).toMatchObject({
      status: 404,
      title: 'Not Found',
      type: `${base}/data/identity_not_found`,
    })
    expect(value).toBe(JSON.stringify(body, null, 2))
  })

  it('explains what happened: what an identity is, four causes, and a request that raises it', () => {
    expect(plainText(at<Nodes>(4))).toMatch(/identity[\s\S]*(user|entity|entities)[\s\S]*keys/)
    const causes = items(6)
    for (const [cause, fact] of [
      /identity ID or the external ID/i,
      /deleted/i,
      /updat[\s\S]*identity/i,
      /typo|mistyped/i,
    ].entries())
      expect(causes[cause]).toMatch(fact)
    const { value } = at<Code>(8)
    const [comment, ...command] = value.split('\n')
    expect(comment).toMatch(/^# \S/)
    expect(command.join('\n')).toBe(getIdentity)
  })

  it('explains how to fix it: what to verify, three steps, and a request that creates an identity', () => {
    for (const fact of [/identity ID or external ID/, /workspace/])
      expect(plainText(at<Nodes>(10))).toMatch(fact)
    for (const [step, fact] of [
      /request[\s\S]*format/i,
      /workspace[\s\S]*ID/,
      /deleted[\s\S]*create/i,
    ].entries())
      expect(items(11)[step]).toMatch(fact)
    const caption = at<Paragraph>(12)
    expect(
      caption.children.some(
        (node) => node.type === 'inlineCode' && node.value === 'identities.createIdentity',
      ),
    ).toBe(true)
    expect(at<Code>(13).value).toBe(createIdentity)
  })

  it('warns of four mistakes, each with a name in bold', () => {
    for (const item of at<Parent>(15).children)
      expect(((item as Parent).children[0] as Parent).children[0]?.type).toBe('strong')
    for (const [mistake, fact] of [
      /identifier[\s\S]*external ID/i,
      /deleted[\s\S]*removed/i,
      /case[\s\S]*External IDs/i,
      /workspace/i,
    ].entries())
      expect(items(15)[mistake]).toMatch(fact)
  })

  it('links to three related errors, and says when each applies', () => {
    const links = at<Parent>(17).children.map(
      (item) => ((item as Parent).children[0] as Parent).children[0] as Nodes,
    )
    expect(links.map((link) => [plainText(link), link.type === 'link' && link.url])).toEqual([
      ['err:unkey:data:identity_already_exists', '/errors/unkey/data/identity_already_exists'],
      ['err:unkey:data:key_not_found', '/errors/unkey/data/key_not_found'],
      [
        'err:unkey:authorization:insufficient_permissions',
        '/errors/unkey/authorization/insufficient_permissions',
      ],
    ])
    for (const item of items(17)) expect(item).toMatch(/ - When \S/)
  })
})

function outlineOf(node: Nodes): string {
  switch (node.type) {
    case 'mdxFlowExpression':
      return 'comment'
    case 'code':
      return node.lang ?? 'code'
    case 'heading':
      return `${'#'.repeat(node.depth)} ${plainText(node).toLowerCase()}`
    case 'list':
      return `${node.children.length} ${node.ordered ? 'steps' : 'points'}`
    case 'paragraph': {
      const [only, second] = node.children
      if (only?.type === 'mdxJsxTextElement' && second === undefined) return `<${only.name}>`
      return plainText(node).endsWith(':') ? 'paragraph ending in a colon' : 'paragraph'
    }
    default:
      return node.type
  }
}

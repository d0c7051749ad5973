import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { inFolder, renderProject } from '../project.js'

describe('the overview of a catalog without systems', () => {
  const files = (errors: Record<string, object>, kind: string) => ({
    'errors/catalog.yaml': stringify({
      name: 'Flat',
      code: '{name}',
      docs: 'https://acme.test/errors/{name}',
      kind,
    }),
    ...Object.fromEntries(
      Object.entries(errors).map(([name, more]) => [
        `errors/${name}.yaml`,
        stringify({
          code: name,
          title: 'T',
          summary: `What ${name.replace('_', ' ')} means.`,
          ...more,
        }),
      ]),
    ),
    'errbook.config.yaml': stringify({
      catalog: 'errors',
      rules: { stub: 'off' },
      outputs: [{ emit: 'markdown', to: 'docs', base: '/errors' }],
    }),
  })
  const overview = async (errors: Record<string, object>, kind = 'library') => {
    const { files: rendered } = await inFolder(files(errors, kind), renderProject)
    return rendered.get('docs/overview.md')!
  }

  it('groups errors by their first tag, without empty columns or headings', async () => {
    const text = await overview({
      disk_full: { tags: ['disk', 'write'] },
      no_reply: { tags: ['net'] },
      other: {},
      torn: { tags: ['disk'] },
    })
    expect(text.slice(text.indexOf('## All errors'))).toBe(
      `## All errors

### disk

| Code | What it means |
| --- | --- |
| [\`disk_full\`](./disk_full.md) | What disk full means. |
| [\`torn\`](./torn.md) | What torn means. |

### net

| Code | What it means |
| --- | --- |
| [\`no_reply\`](./no_reply.md) | What no reply means. |

### Others

| Code | What it means |
| --- | --- |
| [\`other\`](./other.md) | What other means. |
`,
    )
    expect(text).not.toContain('Where errors come from')
  })

  it('is a single table if no error has a tag, with a column for exit codes if any error has one', async () => {
    const text = await overview({ a: { exitCode: 2 }, b: { exitCode: 3 } }, 'cli')
    expect(text).toContain('| Code | Status | What it means |')
    expect(text).toContain('| [`b`](./b.md) | exit 3 | What b means. |')
    expect(text).not.toContain('###')
    expect(await overview({ a: {} })).toContain('| Code | What it means |\n| --- | --- |\n')
  })
})

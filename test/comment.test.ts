import { cpSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { run } from '../src/commands/run.js'
import { captureIo } from './io.js'
import { inFolder, writeFiles } from './project.js'

// Tests the comment that reviewers read on a pull request. They do not see the catalog, so each row
// must make sense without it.
const error = (name: string, more = '', title = 'Not Found') => `code: err:shop:cart:${name}
status: 404
title: ${title}
summary: There is no ${name.toUpperCase()}.
${more}`

const project = {
  'errbook.config.yaml': 'catalog: errors\n',
  'errors/catalog.yaml': `name: Shop API
code: "err:{system}:{category}:{name}"
docs: "https://shop.test/errors/{system}/{category}/{name}"
systems: { shop: { title: Shop } }
categories: { cart: { title: Cart } }
`,
  'errors/shop/cart/a.yaml': error('a'),
  'errors/shop/cart/b.yaml': error(
    'b',
    `description: See [A](err:shop:cart:a).
related: [{ code: err:shop:cart:a, when: There is no A }]
deprecated: { reason: B was an A., replacedBy: err:shop:cart:a }
`,
  ),
  'errors/shop/cart/c.yaml': error('c'),
  'errors/shop/cart/d.yaml': error('d'),
  'errors/shop/cart/e.yaml': error(
    'e',
    `params: { itemId: { type: string, description: The item., example: it_1 } }
causes: [It was sold out, { text: It was renamed, fix: Rename it back. }]
fixes: { steps: [Do this., Then that.] }
`,
  ),
}

/** Returns the comment for the changes that `change` makes, without its hidden marker. */
async function comment(change: (folder: string) => Promise<void>): Promise<string> {
  return inFolder(project, async (folder) => {
    cpSync(join(folder, 'errors'), join(folder, 'before'), { recursive: true })
    await change(folder)
    const io = captureIo(folder)
    await run(['diff', './before', '--format', 'markdown'], io)
    return io.stdout().replace('<!-- errbook -->\n', '')
  })
}

async function errbook(folder: string, ...args: string[]): Promise<void> {
  const io = captureIo(folder)
  expect(await run(args, io), io.text()).toBe(0)
}

describe('the comment on a pull request', () => {
  it('reports a rename once, and does not report updated references as reworded', async () => {
    const text = await comment((folder) =>
      errbook(folder, 'rename', 'err:shop:cart:a', 'err:shop:cart:alpha'),
    )
    expect(text).toContain(
      '| ❌ clients | `err:shop:cart:a` was renamed to `err:shop:cart:alpha`, which changes its responses.<br>',
    )
    expect(text).not.toContain('text changed')
    expect(text).not.toContain('replacement')
    expect(text).toContain('1 change breaks clients.')
  })

  it('reports a field that was reworded in addition to a rename', async () => {
    const text = await comment(async (folder) => {
      await errbook(folder, 'rename', 'err:shop:cart:a', 'err:shop:cart:alpha')
      const old = project['errors/shop/cart/b.yaml'].replaceAll('cart:a', 'cart:alpha')
      writeFiles(folder, [
        ['errors/shop/cart/b.yaml', old.replace('See [A]', 'Have a look at [A]')],
      ])
    })
    expect(text).toContain('1 text changed')
    expect(text).toContain(
      'See [A](err:shop:cart:a).`<br>→ `Have a look at [A](err:shop:cart:alpha).`',
    )
  })

  it('shows the reason and the replacement of deprecated and retired errors', async () => {
    const text = await comment(async (folder) => {
      await errbook(
        folder,
        'deprecate',
        'err:shop:cart:c',
        '--reason',
        'D says it better',
        '--replaced-by',
        'err:shop:cart:d',
      )
      await errbook(
        folder,
        'retire',
        'err:shop:cart:a',
        '--reason',
        'There are no As.',
        '--replaced-by',
        'err:shop:cart:d',
      )
    })
    expect(text).toContain(
      '| ℹ️ | `err:shop:cart:c` was deprecated. Reason: D says it better. Use `err:shop:cart:d`. |',
    )
    expect(text).toContain(
      '| `err:shop:cart:a` was retired without being deprecated first. Reason: There are no As. Use `err:shop:cart:d`.<br><sub>',
    )
  })

  it('marks an accepted change as accepted', async () => {
    const accept = (fingerprint: string) =>
      `- { rule: code-renamed, code: "err:shop:cart:a", fingerprint: "${fingerprint}", reason: Nobody has met it. }\n`
    const text = await comment(async (folder) => {
      await errbook(folder, 'rename', 'err:shop:cart:a', 'err:shop:cart:alpha')
      const io = captureIo(folder)
      await run(['diff', './before', '--format', 'markdown'], io)
      const [, line] = /```yaml\n(.*)\n```/.exec(io.stdout())!
      expect(line).toContain('reason: … }')
      writeFiles(folder, [
        ['errors/catalog.accepted.yaml', accept(/fingerprint: "(.*?)"/.exec(line!)![1]!)],
      ])
    })
    expect(text).toContain(
      '| ☑️ clients | `err:shop:cart:a` was renamed to `err:shop:cart:alpha`, which changes its responses. Accepted: Nobody has met it. |',
    )
  })

  it('shows changed list items, and counts examples separately from texts', async () => {
    const text = await comment(async (folder) => {
      const old = project['errors/shop/cart/e.yaml']
      const now = old
        .replace('It was sold out,', 'It is sold out,')
        .replace('Rename it back.', 'Name it.')
        .replace(', Then that.', '')
      writeFiles(folder, [['errors/shop/cart/e.yaml', now.replace('it_1', 'it_2')]])
    })
    expect(text).toContain('<summary>2 texts changed, 1 example changed</summary>')
    expect(text).toContain(
      '- `err:shop:cart:e` `causes`<br>`It was sold out`<br>`Rename it back.`<br>→ `It is sold out`<br>→ `Name it.`\n' +
        '- `err:shop:cart:e` `fixes`<br>`Then that.`<br>→ removed\n' +
        '- `err:shop:cart:e` `params.itemId.example`<br>`it_1`<br>→ `it_2`\n',
    )
  })
})

it('`lock` prints how many of the locked errors are new', async () => {
  await inFolder(project, async (folder) => {
    const lock = async () => {
      const io = captureIo(folder)
      await run(['lock'], io)
      return io.text().trimEnd().split('\n').at(-1)
    }
    expect(await lock()).toBe('✓ 5 new errors locked.')
    expect(await lock()).toBe('✓ 5 errors in the lock file, nothing to add.')
    writeFiles(folder, [['errors/shop/cart/f.yaml', error('f')]])
    expect(await lock()).toBe('✓ 6 errors locked, 1 of them new.')
  })
})

it('`changelog` prints how many errors were reworded', async () => {
  await inFolder(project, async (folder) => {
    cpSync(join(folder, 'errors'), join(folder, 'before'), { recursive: true })
    const reword = async (...names: string[]) => {
      writeFiles(
        folder,
        names.map((name): [string, string] => [
          `errors/shop/cart/${name}.yaml`,
          error(name).replace('There is', 'We have'),
        ]),
      )
      const io = captureIo(folder)
      await run(['changelog', './before'], io)
      return io.stdout()
    }
    expect(await reword('c')).toContain('- The text of one error changed.\n')
    expect(await reword('c', 'd')).toContain('- The texts of 2 errors changed.\n')
  })
})

it('`explain` prints the path of an existing page', async () => {
  await inFolder(project, async (folder) => {
    const io = captureIo(folder)
    await run(['explain', 'stub'], io)
    const page = io.text().trimEnd().split('\n').at(-1)!
    expect(existsSync(page), page).toBe(true)
  })
})

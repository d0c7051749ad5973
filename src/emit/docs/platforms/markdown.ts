import * as z from 'zod'
import { plainMarkdown } from '../../plain-markdown.js'
import { defineBase } from '../options.js'
import type { Platform } from '../platform.js'

const options = z.strictObject({ ...defineBase, base: defineBase.base.unwrap().default('') })

/** Plain Markdown for a repository: relative links, an index in each folder's README.md. */
export const markdown: Platform<z.output<typeof options>> = {
  name: 'markdown',
  summary: 'Plain Markdown pages, for a repository or a site of your own.',
  options,
  extension: '.md',
  index: 'README',
  dialect: plainMarkdown,
  link({ from, to }) {
    const above = from.split('/').slice(0, -1)
    const target = to.split('/')
    let shared = 0
    while (shared < above.length && shared < target.length - 1 && above[shared] === target[shared]) shared++
    const up = '../'.repeat(above.length - shared)
    return `${up === '' ? './' : up}${target.slice(shared).join('/')}.md`
  },
  navigation: () => [],
}

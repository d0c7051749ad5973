import { createMDX } from 'fumadocs-mdx/next'
import complete from './content/docs/complete/redirects.mjs'
import errors from './content/docs/errors/redirects.mjs'
import hostile from './content/docs/hostile/redirects.mjs'

export default createMDX()({
  turbopack: { root: import.meta.dirname },
  redirects: async () => [...errors, ...complete, ...hostile],
})

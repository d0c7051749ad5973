import nextra from 'nextra'
import complete from './content/complete/redirects.mjs'
import errors from './content/errors/redirects.mjs'
import hostile from './content/hostile/redirects.mjs'

export default nextra({})({
  turbopack: { root: import.meta.dirname },
  redirects: async () => [...errors, ...complete, ...hostile],
})

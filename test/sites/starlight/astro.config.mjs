import { readFileSync } from 'node:fs'
import starlight from '@astrojs/starlight'
import { defineConfig } from 'astro/config'
import linksValidator from 'starlight-links-validator'

const read = (file) => JSON.parse(readFileSync(file, 'utf8'))

export default defineConfig({
  site: 'https://acme.test',
  redirects: {
    ...read('src/content/docs/errors/_redirects.json'),
    ...read('src/content/docs/complete/_redirects.json'),
    ...read('src/content/docs/hostile/_redirects.json'),
  },
  integrations: [
    starlight({
      title: 'Acme',
      sidebar: [
        'index',
        ...read('src/content/docs/errors/_sidebar.json'),
        ...read('src/content/docs/complete/_sidebar.json'),
        ...read('src/content/docs/hostile/_sidebar.json'),
      ],
      plugins: [linksValidator()],
    }),
  ],
})

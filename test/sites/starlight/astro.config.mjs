import { readFileSync } from 'node:fs'
import starlight from '@astrojs/starlight'
import { defineConfig } from 'astro/config'
import linksValidator from 'starlight-links-validator'

const folders = ['errors', 'complete', 'hostile']
const read = (folder, name) => JSON.parse(readFileSync(`src/content/docs/${folder}/${name}`, 'utf8'))

export default defineConfig({
  site: 'https://acme.test',
  redirects: Object.assign({}, ...folders.map((folder) => read(folder, '_redirects.json'))),
  integrations: [
    starlight({
      title: 'Acme',
      sidebar: ['index', ...folders.flatMap((folder) => read(folder, '_sidebar.json'))],
      plugins: [linksValidator()],
    }),
  ],
})

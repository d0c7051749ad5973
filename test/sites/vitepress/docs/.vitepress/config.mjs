import { readFileSync } from 'node:fs'
import { defineConfig } from 'vitepress'

const read = (file) => JSON.parse(readFileSync(file, 'utf8'))

export default defineConfig({
  title: 'Acme',
  cleanUrls: true,
  outDir: '../dist',
  themeConfig: {
    nav: [{ text: 'Errors', link: '/errors/' }],
    sidebar: [
      { text: 'Acme', link: '/' },
      ...read('docs/errors/_sidebar.json'),
      ...read('docs/complete/_sidebar.json'),
      ...read('docs/hostile/_sidebar.json'),
    ],
    search: { provider: 'local' },
  },
})

import { readFileSync } from 'node:fs'
import { defineConfig } from 'vitepress'

const sidebar = (folder) => JSON.parse(readFileSync(`docs/${folder}/_sidebar.json`, 'utf8'))

export default defineConfig({
  title: 'Acme',
  cleanUrls: true,
  outDir: '../dist',
  themeConfig: {
    nav: [{ text: 'Errors', link: '/errors/' }],
    sidebar: [{ text: 'Acme', link: '/' }, ...sidebar('errors'), ...sidebar('complete'), ...sidebar('hostile')],
    search: { provider: 'local' },
  },
})

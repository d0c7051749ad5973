import { readFileSync } from 'node:fs'

const read = (file) => JSON.parse(readFileSync(file, 'utf8'))

/** @type {import('@docusaurus/types').Config} */
export default {
  title: 'Acme',
  url: 'https://acme.test',
  baseUrl: '/',
  onBrokenLinks: 'throw',
  onBrokenAnchors: 'throw',
  onDuplicateRoutes: 'throw',
  markdown: { hooks: { onBrokenMarkdownLinks: 'throw', onBrokenMarkdownImages: 'throw' } },
  future: { v4: true, faster: true },
  presets: [['classic', { docs: { sidebarPath: './sidebars.js' }, blog: false }]],
  plugins: [
    [
      '@docusaurus/plugin-client-redirects',
      {
        redirects: [
          ...read('docs/errors/_redirects.json'),
          ...read('docs/complete/_redirects.json'),
          ...read('docs/hostile/_redirects.json'),
        ],
      },
    ],
  ],
  themeConfig: {
    colorMode: { respectPrefersColorScheme: true },
    navbar: { title: 'Acme', items: [{ type: 'docSidebar', sidebarId: 'docs', label: 'Docs' }] },
  },
}

import type { Site } from '../site.js'

export const docusaurus: Site = {
  name: 'docusaurus',
  emit: 'docusaurus',
  content: { folder: 'docs', url: '/docs' },
  // The cache would keep pages of an earlier build.
  build: [
    ['docusaurus', 'clear'],
    ['docusaurus', 'build'],
  ],
  out: 'build',
  navigation: 'theme-doc-sidebar-menu',
  redirect: ({ html }, path) =>
    /http-equiv="refresh" content="0; url=([^"]*)"/.exec(
      html.get(`${path.slice(1)}/index.html`) ?? '',
    )?.[1],
}

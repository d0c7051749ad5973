import type { Site } from '../site.js'

export const vitepress: Site = {
  name: 'vitepress',
  emit: 'vitepress',
  content: { folder: 'docs', url: '' },
  build: [['vitepress', 'build', 'docs']],
  out: 'dist',
  navigation: 'VPSidebar',
}

import type { Site } from '../site.js'

export const github: Site = {
  name: 'github',
  emit: 'markdown',
  content: { folder: '', url: '' },
  suffix: '.md',
  index: '/README',
  overview: '/overview',
  build: [['node', 'build.mjs']],
  out: 'dist',
}

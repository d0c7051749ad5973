import type { Site } from '../site.js'

export const github: Site = {
  name: 'github',
  emit: 'markdown',
  content: { folder: '', url: '' },
  suffix: '.md',
  build: [['node', 'build.mjs']],
  out: 'dist',
}

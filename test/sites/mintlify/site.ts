import type { Site } from '../site.js'

const groups: Readonly<Record<string, string>> = {
  errors: 'Errors',
  complete: 'Complete',
  hostile: 'Hostile',
}

export const mintlify: Site = {
  name: 'mintlify',
  emit: 'mintlify',
  content: { folder: '', url: '' },
  output: (catalog) => ({ nav: { file: 'docs.json', group: groups[catalog] } }),
  build: [['node', 'build.mjs']],
  out: 'dist',
  index: '/index',
  overview: '/overview',
  plain: true,
  navigation: 'navigation',
  typography: true,
}

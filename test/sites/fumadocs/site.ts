import { nextRedirect } from '../next.js'
import type { Site } from '../site.js'

export const fumadocs: Site = {
  name: 'fumadocs',
  emit: 'fumadocs',
  content: { folder: 'content/docs', url: '/docs' },
  build: [['next', 'build']],
  out: '.next/server/app',
  serve: (port) => ['next', 'start', '-p', String(port), '-H', '127.0.0.1'],
  navigation: 'nd-sidebar',
  redirect: nextRedirect,
}

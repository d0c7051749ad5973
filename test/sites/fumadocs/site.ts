import { nextRedirect } from '../next.js'
import type { Site } from '../site.js'

export const fumadocs: Site = {
  name: 'fumadocs',
  emit: 'fumadocs',
  content: { folder: 'content/docs', url: '/docs' },
  build: [['next', 'build']],
  out: '.next/server/app',
  navigation: 'nd-sidebar',
  redirect: nextRedirect,
}

import { nextRedirect } from '../next.js'
import type { Site } from '../site.js'

export const nextra: Site = {
  name: 'nextra',
  emit: 'nextra',
  content: { folder: 'content', url: '' },
  build: [['next', 'build']],
  out: '.next/server/app',
  navigation: 'nextra-sidebar',
  typography: true,
  redirect: nextRedirect,
}

import { nextRedirect } from '../next.js'
import type { Site } from '../site.js'

export const nextra: Site = {
  name: 'nextra',
  emit: 'nextra',
  content: { folder: 'content', url: '' },
  build: [['next', 'build']],
  out: '.next/server/app',
  serve: (port) => ['next', 'start', '-p', String(port), '-H', '127.0.0.1'],
  navigation: 'nextra-sidebar',
  typography: true,
  redirect: nextRedirect,
}

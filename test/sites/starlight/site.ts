import type { Site } from '../site.js'

export const starlight: Site = {
  name: 'starlight',
  emit: 'starlight',
  content: { folder: 'src/content/docs', url: '' },
  // `node` is a dependency of the site, because Astro needs a newer Node.js than errbook.
  build: [['astro', 'build']],
  out: 'dist',
  navigation: 'starlight__sidebar',
  typography: true,
  redirect: ({ html }, path) =>
    /http-equiv="refresh" content="0;url=([^"]*)"/.exec(
      html.get(`${path.slice(1)}/index.html`) ?? '',
    )?.[1],
}

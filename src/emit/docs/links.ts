/** The way from one page to another, as a link that starts with `./` or `../`. */
export function relativePath(from: string, to: string): string {
  const above = from.split('/').slice(0, -1)
  const target = to.split('/')
  let shared = 0
  while (shared < above.length && shared < target.length - 1 && above[shared] === target[shared])
    shared++
  const up = '../'.repeat(above.length - shared)
  return `${up === '' ? './' : up}${target.slice(shared).join('/')}`
}

/** A page's address in the site: the page of a folder is at the folder's own. */
export function addressOf(base: string, page: string, index: string): string {
  if (page === index) return base
  const path = page.endsWith(`/${index}`) ? page.slice(0, -index.length - 1) : page
  return path === '' ? base : `${base}/${path}`
}

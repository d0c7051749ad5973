/** Returns the relative link from one page to another. It starts with `./` or `../`. */
export function relativePath(from: string, to: string): string {
  const above = from.split('/').slice(0, -1)
  const target = to.split('/')
  let shared = 0
  while (shared < above.length && shared < target.length - 1 && above[shared] === target[shared])
    shared++
  const up = '../'.repeat(above.length - shared)
  return `${up === '' ? './' : up}${target.slice(shared).join('/')}`
}

/** Returns the address of a page in the site. An index page has the address of its folder. */
export function addressOf(base: string, page: string, index: string): string {
  if (page === index) return base
  const path = page.endsWith(`/${index}`) ? page.slice(0, -index.length - 1) : page
  return path === '' ? base : `${base}/${path}`
}

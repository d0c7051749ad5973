import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Build } from './build.js'

/** Returns the target of a Next.js redirect, according to the build output. */
export function nextRedirect({ folder }: Build, path: string): string | undefined {
  const { redirects } = JSON.parse(
    readFileSync(join(folder, '.next/routes-manifest.json'), 'utf8'),
  ) as {
    redirects: { source: string; destination: string; statusCode: number }[]
  }
  return redirects.find(({ source, statusCode }) => statusCode === 308 && source === path)
    ?.destination
}

/// <reference lib="dom" />
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { repository } from '../project.js'
import { build } from './build.js'
import { catalogs } from './catalogs.js'
import { sites } from './index.js'
import { type Served, serve } from './serve.js'

const screens = join(repository, '.cache/screens')
const sizes = { desktop: { width: 1280, height: 860 }, phone: { width: 390, height: 844 } } as const
const schemes = ['light', 'dark'] as const
const code = 'err:unkey:data:identity_not_found'

let browser: Browser
beforeAll(async () => {
  mkdirSync(screens, { recursive: true })
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
})
afterAll(() => browser.close())

describe.each(sites)('the $name site in a browser', (site) => {
  const root = `${site.content.url}/errors`
  const suffix = site.suffix ?? ''
  const pages = {
    error: `${root}/unkey/data/identity_not_found${suffix}`,
    overview: `${root}${site.overview ?? ''}${suffix}`,
    category: `${root}/unkey/data${site.index ?? ''}${suffix}`,
  }
  let served: Served
  beforeAll(async () => {
    served = await serve(await build(site, catalogs))
  })
  afterAll(() => served?.stop())

  const combinations = Object.keys(sizes).flatMap((size) =>
    schemes.map((scheme) => [size as keyof typeof sizes, scheme] as const),
  )

  it.each(combinations)(
    'shows its pages without overflow or errors on a %s in %s mode',
    async (size, scheme) => {
      const context = await browser.newContext({
        viewport: sizes[size],
        colorScheme: scheme,
        reducedMotion: 'reduce',
      })
      const page = await context.newPage()
      const complaints: string[] = []
      // None of the test sites has a favicon.
      await page.route('**/favicon.*', (route) => route.fulfill({ status: 204 }))
      page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
      page.on('pageerror', (error) => complaints.push(String(error)))
      for (const [name, path] of Object.entries(pages)) {
        await page.goto(`${served.origin}${path}`, { waitUntil: 'networkidle' })
        await page.screenshot({ path: join(screens, `${site.name}-${name}-${size}-${scheme}.png`) })
        expect(
          await page.locator('h1').filter({ visible: true }).count(),
          `${path}: headings`,
        ).toBe(1)
        expect(await overflow(page), `${path}: what is wider than the screen`).toEqual([])
        if (name === 'error') {
          expect(
            await page.getByText(code, { exact: true }).filter({ visible: true }).count(),
            'the code',
          ).toBeGreaterThan(0)
          expect(
            await page
              .locator('pre')
              .filter({ hasText: 'identities.getIdentity' })
              .filter({ visible: true })
              .count(),
            'the request',
          ).toBeGreaterThan(0)
          if (site.navigation && size === 'desktop')
            expect(await entries(page, site.navigation), 'in the navigation').toBe(1)
        }
      }
      expect(complaints).toEqual([])
      await context.close()
    },
  )

  it('is dark if the reader prefers dark pages', async () => {
    if (site.plain) return
    const [light, dark] = await Promise.all(
      schemes.map((scheme) => background(served.origin + pages.error, scheme)),
    )
    expect(light).toBeGreaterThan(200)
    expect(dark).toBeLessThan(60)
  })

  /** Returns the brightness of the page background. */
  async function background(url: string, colorScheme: (typeof schemes)[number]): Promise<number> {
    const context = await browser.newContext({ colorScheme, reducedMotion: 'reduce' })
    const page = await context.newPage()
    await page.goto(url, { waitUntil: 'networkidle' })
    const shot = (
      await page.screenshot({ clip: { x: 640, y: 300, width: 1, height: 1 } })
    ).toString('base64')
    const bright = await page.evaluate(async (data) => {
      const image = new Image()
      image.src = `data:image/png;base64,${data}`
      await image.decode()
      const canvas = document.createElement('canvas').getContext('2d')!
      canvas.drawImage(image, 0, 0)
      const [red = 0, green = 0, blue = 0] = canvas.getImageData(0, 0, 1, 1).data
      return (red + green + blue) / 3
    }, shot)
    await context.close()
    return bright
  }
})

/** Returns elements that are wider than the page, so that the whole page scrolls sideways. */
function overflow(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth
    if (document.documentElement.scrollWidth <= width) return []
    return [...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > width + 1)
      .map((element) => `${element.tagName} ${element.className}`)
      .slice(0, 5)
  })
}

/** Returns the number of visible navigation links to the open page. */
function entries(page: Page, navigation: string): Promise<number> {
  return page.evaluate((name) => {
    const inside = [
      ...document.querySelectorAll(`#${name} a[href], .${name} a[href]`),
    ] as HTMLAnchorElement[]
    const plain = (path: string) => path.replace(/\/$/, '')
    return inside.filter(
      (link) => plain(link.pathname) === plain(location.pathname) && link.checkVisibility(),
    ).length
  }, navigation)
}

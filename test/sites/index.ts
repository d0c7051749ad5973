import { docusaurus } from './docusaurus/site.js'
import { fumadocs } from './fumadocs/site.js'
import { github } from './github/site.js'
import { mintlify } from './mintlify/site.js'
import { nextra } from './nextra/site.js'
import type { Site } from './site.js'
import { starlight } from './starlight/site.js'
import { vitepress } from './vitepress/site.js'

/** One test site per platform. */
export const sites: readonly Site[] = [
  mintlify,
  docusaurus,
  starlight,
  fumadocs,
  nextra,
  vitepress,
  github,
]

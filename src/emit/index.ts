import { docsEmitter } from './docs/docs.js'
import { docusaurus } from './docs/platforms/docusaurus.js'
import { fumadocs } from './docs/platforms/fumadocs.js'
import { markdown } from './docs/platforms/markdown.js'
import { mintlify } from './docs/platforms/mintlify.js'
import { nextra } from './docs/platforms/nextra.js'
import { starlight } from './docs/platforms/starlight.js'
import { vitepress } from './docs/platforms/vitepress.js'
import type { AnyEmitter } from './emitter.js'
import { errorsJson } from './errors-json.js'
import { go } from './go/go.js'
import { jsonSchema } from './json-schema.js'
import { llms } from './llms.js'
import { openapi } from './openapi/openapi.js'
import { python } from './python/python.js'
import { templates } from './templates.js'
import { typescript } from './typescript/typescript.js'

/** The supported docs sites. */
export const docsPlatforms: readonly AnyEmitter[] = [
  docsEmitter(mintlify),
  docsEmitter(docusaurus),
  docsEmitter(fumadocs),
  docsEmitter(nextra),
  docsEmitter(starlight),
  docsEmitter(vitepress),
  docsEmitter(markdown),
]

/** All emitters. Their names are the values of `emit`. */
export const emitters: readonly AnyEmitter[] = [
  ...docsPlatforms,
  jsonSchema,
  openapi,
  typescript,
  go,
  python,
  llms,
  errorsJson,
  templates,
]

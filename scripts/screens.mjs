// Copies three screenshots of `npm run test:browser` from .cache/screens to docs/, for the README.
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
for (const [screen, name] of [
  ['starlight-error-desktop-light', 'starlight'],
  ['docusaurus-error-desktop-dark', 'docusaurus'],
  ['docusaurus-error-phone-light', 'docusaurus-phone'],
])
  copyFileSync(join(root, `.cache/screens/${screen}.png`), join(root, `docs/platforms/${name}.png`))

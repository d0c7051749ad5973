import { readFileSync } from 'node:fs'

const read = (file) => JSON.parse(readFileSync(file, 'utf8'))

export default {
  docs: [
    'intro',
    ...read('docs/errors/_sidebar.json'),
    ...read('docs/complete/_sidebar.json'),
    ...read('docs/hostile/_sidebar.json'),
  ],
}

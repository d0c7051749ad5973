// Proves the escaping of the built-in Markdown templates once, so that users' builds can skip this
// step. Writes the proofs to dist/emit/template/proofs.js.
import { readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

export async function proveTemplates() {
  const { readTemplates } = await import('../dist/load/templates.js')
  const { proveTemplate } = await import('../dist/emit/template/compile.js')
  const folders = readdirSync(join(root, 'templates')).filter((name) => !name.startsWith('_'))
  const proofs = folders.flatMap((folder) => {
    const { templates } = readTemplates(folder, undefined, root, { source: { file: '', text: '' } })
    const names = [...templates.keys()].filter((name) => !name.startsWith('_'))
    return names
      .map((name) => proveTemplate(name, templates))
      .filter((proof) => proof !== undefined)
  })
  // Stored as one string, because V8 parses it faster than an object literal.
  const json = JSON.stringify(JSON.stringify(Object.fromEntries(proofs)))
  writeFileSync(
    join(root, 'dist/emit/template/proofs.js'),
    `export const proofs = JSON.parse(${json})\n`,
  )
}

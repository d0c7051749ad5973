import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { decodeUtf8 } from '../facts/utf8.js'
import type { Finding } from '../model/diagnostic.js'
import type { Address, Source } from '../model/source.js'

const shipped = fileURLToPath(new URL('../../templates/', import.meta.url))

/** The partials that pages of all platforms are made of. */
const shared = '_shared'

/** A template file, ours or the user's. */
export interface TemplateFile extends Source {
  readonly own: boolean
}

/** The templates of an emitter: ours, and in their place whatever the user's folder has under the same names. */
export function readTemplates(
  target: string | undefined,
  folder: string | undefined,
  cwd: string,
  at: Address,
): { templates: Map<string, TemplateFile>; findings: Finding[] } {
  const findings: Finding[] = []
  const templates = new Map<string, TemplateFile>()
  if (target === undefined) return { templates, findings }
  for (const [directory, own, of] of [
    [join(shipped, shared), false, shared],
    [join(shipped, target), false, target],
    ...(folder === undefined ? [] : [[join(cwd, folder), true, folder] as const]),
  ] as const) {
    if (!existsSync(directory)) {
      if (own)
        findings.push({
          code: 'template-missing',
          message: `There is no template folder \`${folder}\`.`,
          help: 'Correct `templates`, or write the folder.',
          at: { ...at, path: [...(at.path ?? []), 'templates'] },
        })
      continue
    }
    for (const name of readdirSync(directory)
      .filter((file) => file.endsWith('.hbs'))
      .sort()) {
      const path = join(directory, name)
      const source = decodeUtf8(
        own ? relative(cwd, path).replaceAll('\\', '/') : `errbook/templates/${of}/${name}`,
        readFileSync(path),
        findings,
      )
      if (source) templates.set(name, { ...source, own })
    }
  }
  return { templates, findings }
}

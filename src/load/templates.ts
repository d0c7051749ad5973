import { readdirSync, statSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { byCodePoint } from '../facts/by-code-point.js'
import { slashed } from '../facts/path.js'
import { type Boundary, mayRead } from '../files/boundary.js'
import { readSource } from '../files/regular.js'
import type { Finding } from '../model/diagnostic.js'
import type { Address, Source } from '../model/source.js'

const shipped = fileURLToPath(new URL('../../templates/', import.meta.url))

/** The folder of the partials that all platforms share. */
const shared = '_shared'

/** A template file, built in or from the user. */
export interface TemplateFile extends Source {
  readonly own: boolean
}

/**
 * Returns the templates of an emitter. Files in the user's folder replace built-in templates with
 * the same name. Each file in a subfolder instead generates an additional file at its path. For a
 * custom emitter, `target` is the path of its template folder.
 */
export function readTemplates(
  target: string | undefined,
  folder: string | undefined,
  cwd: string,
  at: Address,
  boundary?: Boundary,
): { templates: Map<string, TemplateFile>; findings: Finding[] } {
  const findings: Finding[] = []
  const templates = new Map<string, TemplateFile>()
  const isOurs = target !== undefined && !/^\.|[\\/]/.test(target)
  const folders = [
    { directory: join(shipped, shared), label: `errbook/templates/${shared}`, key: undefined },
    ...(isOurs
      ? [{ directory: join(shipped, target), label: `errbook/templates/${target}`, key: undefined }]
      : []),
    ...(target === undefined || isOurs
      ? []
      : [{ directory: resolve(cwd, target), label: undefined, key: 'emit' }]),
    ...(folder === undefined
      ? []
      : [{ directory: resolve(cwd, folder), label: undefined, key: 'templates' }]),
  ]
  for (const { directory, label, key } of folders) {
    if (!isFolder(directory)) {
      if (key !== undefined)
        findings.push({
          code: 'template-missing',
          message: `Template folder \`${key === 'emit' ? target : folder}\` does not exist.`,
          help: 'Correct `templates`, or create the folder.',
          at: { ...at, path: [...(at.path ?? []), key] },
        })
      continue
    }
    for (const item of readdirSync(directory, {
      recursive: label === undefined,
      withFileTypes: true,
    })) {
      if (!item.name.endsWith('.hbs')) continue
      const path = join(item.parentPath, item.name)
      const name = slashed(relative(directory, path))
      // The folder is inside the project, but a link in it may lead anywhere.
      const outside =
        boundary && key === 'templates' && item.isSymbolicLink()
          ? mayRead(boundary, path, { ...at, path: [...(at.path ?? []), key] })
          : undefined
      if (outside) {
        findings.push(outside)
        continue
      }
      const shown = label ? `${label}/${name}` : relative(cwd, path).replaceAll('\\', '/')
      const source = readSource(path, { file: shown, limit: 'template' }, findings)
      if (source) templates.set(name, { ...source, own: label === undefined })
    }
  }
  // Sorted, so that the order is the same on every machine.
  return { templates: new Map([...templates].sort(([a], [b]) => byCodePoint(a, b))), findings }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory()
  } catch {
    return false
  }
}

import { validate } from '../../../load/decode/issues.js'
import { readNamed } from '../../../load/import-sources.js'
import { parseYaml } from '../../../load/yaml/parse.js'
import { RunError } from '../../../model/diagnostic.js'
import { mappingSchema } from '../../../model/import-mapping.js'

/** Reads the mapping file of the user, if one is given. */
export function readMapping(file: string | undefined, cwd: string) {
  if (file === undefined) return { value: undefined, findings: [], at: () => undefined }
  const source = readNamed(file, 'mapping', cwd)
  if (source === undefined)
    throw new RunError(2, {
      code: 'usage',
      message: `Mapping file ${file} not found.`,
      help: 'Fix the path after `--map`.',
    })
  const parsed = parseYaml(source)
  const [document] = parsed.documents
  const checked =
    parsed.findings.length > 0
      ? { value: undefined, findings: parsed.findings }
      : validate(mappingSchema, document?.value ?? {}, {
          source,
          document: 0,
          root: document?.root,
        })
  return { ...checked, at: (field: string) => ({ source, document: 0, path: ['fields', field] }) }
}

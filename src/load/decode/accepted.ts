import { shapeOf } from '../../facts/entry/texts.js'
import { type Accepted, acceptedSchema } from '../../model/accepted.js'
import type { Finding, Result } from '../../model/diagnostic.js'
import type { Source } from '../../model/source.js'
import { parseYaml } from '../yaml/parse.js'
import { secondDocument } from './decode.js'
import { validate } from './issues.js'

const shape = shapeOf(acceptedSchema)

/** Decodes `catalog.accepted.yaml`. An empty file accepts nothing. */
export function decodeAccepted(source: Source | undefined): Result<Accepted[]> {
  if (source === undefined) return { value: [], findings: [] }
  const parsed = parseYaml(source, shape)
  const findings: Finding[] = [...parsed.findings, ...secondDocument(source, parsed.documents)]
  const [document] = parsed.documents
  if (findings.length > 0 || document === undefined || document.value === null)
    return { value: [], findings }
  const { value = [], findings: found } = validate(acceptedSchema, document.value, {
    source,
    document: 0,
    root: document.root,
  })
  return {
    value: value.map((accepted, index) => ({
      ...accepted,
      at: { source, document: 0, path: [index], on: 'key' },
    })),
    findings: found,
  }
}

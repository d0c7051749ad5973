import { type Baseline, baselineSchema } from '../../model/baseline.js'
import type { Result } from '../../model/diagnostic.js'
import type { Source } from '../../model/source.js'
import { parseYaml } from '../yaml/parse.js'
import { secondDocument } from './decode.js'
import { validate } from './issues.js'

/** Decodes `catalog.baseline.yaml`. An empty file is a baseline without missing things. */
export function decodeBaseline(source: Source): Result<Baseline | undefined> {
  const parsed = parseYaml(source)
  const [document] = parsed.documents
  const { value, findings } = validate(baselineSchema, document?.value ?? {}, {
    source,
    document: 0,
    root: document?.root,
  })
  return {
    value: value && { source, lacks: value },
    findings: [...parsed.findings, ...secondDocument(source, parsed.documents), ...findings],
  }
}

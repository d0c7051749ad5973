import { Document, isScalar, Scalar, visit } from 'yaml'

/** A map as YAML of a catalog: texts of several lines as blocks, long ones on one line. */
export function writeYaml(value: unknown): string {
  const document = new Document(value)
  visit(document, {
    Scalar: (_key, node) => {
      if (isScalar(node) && typeof node.value === 'string' && node.value.includes('\n')) node.type = Scalar.BLOCK_LITERAL
    },
  })
  return document.toString({ lineWidth: 0 })
}

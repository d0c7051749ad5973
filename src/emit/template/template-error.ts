import type { Finding } from '../../model/diagnostic.js'

/**
 * A template that asks for something the view does not have. In a file of its own, so that `check`
 * need not load the engine.
 */
export class TemplateError extends Error {
  readonly finding: Finding
  constructor(finding: Finding) {
    super(finding.message)
    this.finding = finding
  }
}

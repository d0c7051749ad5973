import type { Finding } from '../../model/diagnostic.js'

/**
 * An error about a template, for example if the view lacks a value. This class has its own file, so
 * that `check` does not load the template engine.
 */
export class TemplateError extends Error {
  readonly finding: Finding
  constructor(finding: Finding) {
    super(finding.message)
    this.finding = finding
  }
}

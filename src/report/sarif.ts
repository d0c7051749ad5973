import { createHash } from 'node:crypto'
import type { DiagnosticCode } from '../model/code.js'
import type { Diagnostic } from '../model/diagnostic.js'
import type { Span } from '../model/source.js'
import { lineReader } from './lines.js'
import { jsonText, visible } from './plain.js'
import type { Reporter, ReportOptions } from './reporter.js'
import { textOf } from './words.js'

const levels = { error: 'error', warning: 'warning', info: 'note' } as const

/**
 * SARIF 2.1.0 for code scanning. Findings with a location become results, others become
 * notifications.
 */
export const sarif: Reporter = {
  name: 'sarif',
  explains: true,
  report(diagnostics, { explain, comparison }) {
    const ids = [...new Set(diagnostics.map(({ code }) => code))].sort()
    const placed = diagnostics.filter(isPlaced)
    const fingerprintOf = fingerprinter()
    const run = {
      tool: { driver: { name: 'errbook', rules: ids.map((id) => ruleOf(id, explain)) } },
      columnKind: 'utf16CodeUnits',
      invocations: [
        {
          executionSuccessful: true,
          toolExecutionNotifications: diagnostics
            .filter(({ span }) => span === undefined)
            .map((one) => ({
              level: levels[one.severity],
              message: { text: visible(textOf(one)) },
              descriptor: { id: one.code },
            })),
        },
      ],
      results: placed.map((one) => ({
        ruleId: one.code,
        ruleIndex: ids.indexOf(one.code),
        level: levels[one.severity],
        message: { text: visible(textOf(one)) },
        locations: [{ physicalLocation: locationOf(one.span) }],
        ...(one.related.length > 0 && {
          relatedLocations: one.related.map(({ message, span }) => ({
            physicalLocation: locationOf(span),
            message: { text: visible(message) },
          })),
        }),
        partialFingerprints: { 'errbook/v1': one.change?.fingerprint ?? fingerprintOf(one) },
        ...(one.change?.accepted !== undefined && {
          suppressions: [
            { kind: 'external', status: 'accepted', justification: visible(one.change.accepted) },
          ],
        }),
        ...(one.change && {
          properties: { level: one.change.level, error: one.change.code, field: one.change.field },
        }),
      })),
      ...(comparison && { properties: { ...comparison } }),
    }
    return jsonText({
      $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
      version: '2.1.0',
      runs: [run],
    })
  },
}

type Placed = Diagnostic & { readonly span: Span }

function isPlaced(diagnostic: Diagnostic): diagnostic is Placed {
  return diagnostic.span !== undefined
}

function ruleOf(id: DiagnosticCode, explain: ReportOptions['explain']) {
  const about = explain?.(id)
  if (about === undefined) return { id }
  return {
    id,
    shortDescription: { text: about.title },
    fullDescription: { text: about.summary },
    help: { text: `${about.summary} Run \`errbook explain ${id}\` for details.` },
  }
}

function locationOf({ file, start, end }: Span) {
  return {
    // Paths are relative, so that the report is the same on every machine.
    artifactLocation: {
      uri: file.split('/').map(encoded).join('/'),
      uriBaseId: '%SRCROOT%',
    },
    region: {
      startLine: start.line,
      startColumn: start.column,
      endLine: end.line,
      endColumn: end.column,
    },
  }
}

/**
 * Encodes a part of a path for a URI. Windows allows lone surrogates in file names, which can't be
 * encoded.
 */
function encoded(part: string): string {
  return encodeURIComponent(part.replace(/\p{Surrogate}/gu, '\ufffd'))
}

/** Identifies a finding by the text of its line, so that it stays the same when the line moves. */
function fingerprinter(): (diagnostic: Placed) => string {
  const seen = new Map<string, number>()
  const lineOf = lineReader()
  return ({ code, span, source }) => {
    // A line can be as long as a file. Its start is enough to distinguish lines.
    const line = lineOf(source, span.start.line)?.trim().slice(0, 1000) ?? ''
    const key = JSON.stringify([code, span.file, line])
    const nth = seen.get(key) ?? 0
    seen.set(key, nth + 1)
    return createHash('sha256').update(`${key}${nth}`).digest('hex').slice(0, 12)
  }
}

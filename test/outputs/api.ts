import { join } from 'node:path'
import { stringify } from 'yaml'
import type { Catalog } from '../../src/model/catalog.js'
import { repository } from '../project.js'

export type Schema = { readonly [keyword: string]: unknown }
export interface Description {
  readonly paths: Record<string, Record<string, { responses: Record<string, { $ref?: string }> }>>
  readonly components: Record<'schemas' | 'responses' | 'examples', Record<string, Schema>>
}

// Only these two outputs of the reference catalog, because its pages would take too long.
export const reference = {
  'errbook.config.yaml': stringify({
    catalog: join(repository, 'errors'),
    outputs: ['openapi', 'json-schema'].map((emit) => ({
      emit,
      to: emit === 'openapi' ? 'out/openapi' : 'out/schemas',
    })),
  }),
}

/** Returns an API description with all operations of a catalog, as an API team would write it. */
export function apiOf({ entries, vocabulary }: Catalog): string {
  const names = [...new Set(entries.flatMap(({ data }) => data.operations ?? []))].sort()
  const paths: Record<string, Record<string, object>> = {}
  for (const name of names) {
    const [method = '', path = ''] =
      name.startsWith('/') || !name.includes(' ') ? ['POST', `/${name}`] : name.split(' ')
    const operationId = name.includes(' ') ? name.replace(/^\w+ \/(?:v\d+\/)?/, '') : name
    const operation = {
      operationId,
      summary: operationId,
      description: `Calls ${operationId}.`,
      tags: ['all'],
      responses: { '200': { description: 'Done' } },
    }
    paths[path] = { ...paths[path], [method.toLowerCase()]: operation }
  }
  return `# Theirs, comments and all.\n${stringify({
    openapi: '3.1.0',
    info: {
      title: vocabulary.name,
      version: '2.0.0',
      description: 'A description.',
      contact: { name: 'Support', email: 'support@acme.test' },
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: 'https://api.acme.test' }],
    security: [{ key: [] }],
    tags: [{ name: 'all', description: 'All operations.' }],
    paths,
    components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
  })}`
}

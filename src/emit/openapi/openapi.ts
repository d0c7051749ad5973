import * as z from 'zod'
import type { Api } from '../../model/api.js'
import type { FileArtifact } from '../../model/artifact.js'
import type { Catalog } from '../../model/catalog.js'
import { defineEmitter } from '../emitter.js'
import { attach } from './attach.js'
import { type Components, describeErrors, sections } from './document.js'
import { overlayOf } from './overlay.js'
import { yamlFile } from './yaml-file.js'

/**
 * The errors as OpenAPI 3.1: `errors.yaml` contains components to reference, and `overlay.yaml`
 * adds them to the operations of an API description.
 */
export const openapi = defineEmitter({
  name: 'openapi',
  summary:
    'OpenAPI components for all errors, and an Overlay that adds them to an API description.',
  options: z.strictObject({
    api: z.string().min(1).optional().meta({
      description:
        "The API's own OpenAPI description. errbook uses it to check `operations` and to write `overlay.yaml`.",
    }),
    replace: z.boolean().default(false).meta({
      description: 'Replaces existing responses that are not from the catalog.',
    }),
    partial: z.boolean().default(false).meta({
      description:
        "Set this if the description contains only some of the catalog's operations. The others are ignored, not reported.",
    }),
  }),
  audience: 'public',
  reads: ({ api }) => api,
  start({ catalog, options, api }) {
    const described = describeErrors(catalog, api, options.partial ? 'leave out' : 'refuse')
    const attached = api && attach(described.value, api, options.replace ? 'any' : 'ours')
    const findings = [...described.findings, ...(attached?.findings ?? [])]
    const rest = (): FileArtifact[] => [
      {
        path: 'errors.yaml',
        contents: yamlFile(documentOf(catalog, described.value.components, api)),
      },
      ...(attached
        ? [
            {
              path: 'overlay.yaml',
              contents: yamlFile(overlayOf(titleOf(catalog), attached.value)),
            },
          ]
        : []),
    ]
    return { findings, job: { entry: () => ({ artifacts: [] }), rest } }
  },
})

/**
 * Returns a document that has only components. Contact, license and servers are from the API
 * description, if there is one.
 */
function documentOf(catalog: Catalog, components: Components, api: Api | undefined): object {
  const { license, contact } = (api?.value.info ?? {}) as { license?: object; contact?: object }
  const used = sections.filter((section) => Object.keys(components[section]).length > 0)
  return {
    openapi: '3.1.0',
    info: {
      title: titleOf(catalog),
      description:
        'Components: a response for every error, and one for every status of an operation.',
      version: '1.0.0',
      ...(contact && { contact }),
      ...(license && { license }),
    },
    ...(api?.value.servers !== undefined && { servers: api.value.servers }),
    components: Object.fromEntries(used.map((section) => [section, components[section]])),
  }
}

function titleOf({ vocabulary }: Catalog): string {
  return `${vocabulary.name} errors`
}

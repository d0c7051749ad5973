import { type BodyNode, envelopeOf } from '../../facts/body/envelope.js'
import { groupBy } from '../../facts/group-by.js'
import type { Catalog } from '../../model/catalog.js'
import { list, typeText } from './view.js'

const builtIn: Readonly<Record<string, readonly [type: string, meaning: string]>> = {
  code: ['string', 'The code of the error.'],
  type: ['string', 'A URI that identifies the error. It never changes.'],
  status: ['integer', 'The HTTP status. Same as the status of the response.'],
  title: ['string', 'A short name for the error. The same for every occurrence.'],
  detail: ['string', 'A message for people about this occurrence.'],
  instance: ['string', 'A URI that identifies this occurrence.'],
  params: ['object', 'The values listed on the page of the error.'],
  extra: ['object', 'Members with fixed values.'],
}

/** Returns the fields of the response body, once for each group of systems with the same body. */
export function envelopeViews({ vocabulary, entries }: Catalog) {
  const systems = [
    ...new Set(entries.filter(({ statuses }) => statuses.length > 0).map(({ system }) => system)),
  ]
  const bodies = groupBy(systems, (system) => JSON.stringify(envelopeOf(vocabulary, system)))
  const views = [...bodies.values()].map((members) => {
    const [system = ''] = members
    const { body, values, mediaTypes } = envelopeOf(vocabulary, system)
    const describe: Describe = (name) => {
      const value = Object.hasOwn(values, name) ? values[name] : undefined
      if (value) return [typeText(value), value.description ?? '']
      return (Object.hasOwn(builtIn, name) && builtIn[name]) || ['any', '']
    }
    const titles = members.map((system) => vocabulary.systems?.[system]?.title ?? system)
    return {
      systems: bodies.size > 1 ? titles.join(', ') : null,
      mediaTypes: mediaTypes.map((mediaType) => ({ mediaType })),
      fields: fieldRows(body, '', describe),
    }
  })
  return list(views)
}

type Describe = (placeholder: string) => readonly [type: string, meaning: string]

function fieldRows(
  node: BodyNode,
  path: string,
  describe: Describe,
): { path: string; type: string; meaning: string }[] {
  switch (node.kind) {
    case 'object':
      return node.members.flatMap(({ key, node: child }) => {
        if (key !== '...') return fieldRows(child, path === '' ? key : `${path}.${key}`, describe)
        const [, meaning] = child.kind === 'placeholder' ? describe(child.name) : ['', '']
        return [{ path: path === '' ? '…' : `${path}.…`, type: 'any', meaning }]
      })
    case 'placeholder': {
      const [type, meaning] = describe(node.name)
      return [{ path, type, meaning }]
    }
    case 'list':
      return [
        { path, type: 'array', meaning: '' },
        ...node.items.flatMap((item, at) => fieldRows(item, `${path}[${at}]`, describe)),
      ]
    case 'text':
      return [
        {
          path,
          type: 'string',
          meaning: `“${node.parts.map((part) => ('text' in part ? part.text : `{${part.placeholder}}`)).join('')}”`,
        },
      ]
    case 'constant':
      return [
        {
          path,
          type: node.value === null ? 'null' : typeof node.value,
          meaning: `Always ${JSON.stringify(node.value)}.`,
        },
      ]
  }
}

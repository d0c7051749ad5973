import { put } from './disk.js'

/** A command that writes files, and the project that it runs in. */
export interface WritingCommand {
  readonly args: readonly string[]
  readonly files: Readonly<Record<string, string>>
}

const vocabulary = `name: Acme API
code: "err:{system}:{category}:{name}"
docs: "https://acme.test/errors/{system}/{category}/{name}"
systems:
  acme: { title: Acme }
categories:
  data: { title: Data, status: 404 }
`

const entry = (name: string, link?: string) =>
  `code: err:acme:data:${name}\ntitle: Not Found\nsummary: There is no ${name} here.\n${link === undefined ? '' : `related:\n  - code: err:acme:data:${link}\n    when: When there is no ${link}.\n`}`

const config = `catalog: errors
rules:
  stub: off
outputs:
  - emit: mintlify
    to: docs/errors
    base: /errors
    nav:
      file: docs/docs.json
  - emit: typescript
    to: out/ts
    audience: internal
`

/** Returns entries in canonical form that all link to the first. */
export function catalogOf(links: number): Record<string, string> {
  const names = Array.from({ length: links }, (_, at) => `thing_${at}`)
  return {
    'errbook.config.yaml': config,
    'docs/docs.json':
      '{ "name": "Acme", "navigation": { "groups": [{ "group": "Errors", "pages": [] }] } }\n',
    'errors/catalog.yaml': vocabulary,
    'errors/acme/data/first.yaml': entry('first'),
    ...Object.fromEntries(
      names.map((name) => [`errors/acme/data/${name}.yaml`, entry(name, 'first')]),
    ),
  }
}

const loose = (text: string) => text.replaceAll(/^(title|code): /gm, '$1:   ')

const apiDescription = `openapi: 3.1.0
info: { title: Acme, version: "1" }
paths:
  /things:
    get:
      operationId: getThing
      responses:
        "200": { description: Fine }
`

const list = JSON.stringify(
  Array.from({ length: 6 }, (_, at) => ({
    code: `err:acme:data:item_${at}`,
    status: 404,
    title: 'Not Found',
    message: `Item ${at} is gone.`,
  })),
)

const catalog = catalogOf(6)
const without = (path: string) =>
  Object.fromEntries(Object.entries(catalog).filter(([name]) => !name.startsWith(path)))
const changed = (change: (text: string) => string) =>
  Object.fromEntries(
    Object.entries(catalog).map(([path, text]) => [
      path,
      path.startsWith('errors/acme') ? change(text) : text,
    ]),
  )

/** Every command that writes to disk. */
export const writingCommands: Readonly<Record<string, WritingCommand>> = {
  build: { args: ['build'], files: catalog },
  fmt: { args: ['fmt'], files: changed(loose) },
  lock: { args: ['lock'], files: catalog },
  new: { args: ['new', 'err:acme:data:fresh'], files: catalog },
  rename: { args: ['rename', 'err:acme:data:first', 'err:acme:data:zero'], files: catalog },
  deprecate: { args: ['deprecate', 'err:acme:data:first', '--reason', 'Old.'], files: catalog },
  retire: { args: ['retire', 'err:acme:data:first', '--reason', 'Old.'], files: catalog },
  'stats --baseline': { args: ['stats', '--baseline'], files: catalog },
  'import into a new catalog': {
    args: ['import', 'json', 'list.json'],
    files: { 'list.json': list },
  },
  'import into a catalog': {
    args: ['import', 'json', 'list.json', '--report', 'reports/losses.md'],
    files: { ...catalog, 'list.json': list },
  },
  'openapi merge': {
    args: ['openapi', 'merge', 'api.yaml'],
    files: {
      ...changed((text) => `${text}operations:\n  - getThing\n`),
      'api.yaml': apiDescription,
    },
  },
  init: {
    args: ['init', '--yes'],
    files: {
      'package.json': '{ "name": "acme" }\n',
      'docs/docs.json': without('errors')['docs/docs.json'] ?? '',
    },
  },
}

export function putCommand(folder: string, { files }: WritingCommand): void {
  put(folder, files)
}

import { posix } from 'node:path'
import { shapeOf, vocabularyShape } from '../../facts/entry/texts.js'
import { configSchema } from '../../model/config.js'
import { entryYaml, mapYaml, schemaLine } from '../write.js'
import type { Site } from './site.js'

/** The answers of a user, or the defaults for the project. */
export interface Answers {
  readonly name: string
  readonly site: Site
  /** The URL of the pages. */
  readonly url: string
  readonly api: string | undefined
  /** The docs.json that has, or will have, a navigation group for errors. */
  readonly navigation: string | undefined
  /** The style of import paths between files, for a TypeScript project. */
  readonly typescript: 'js' | 'none' | undefined
}

/** A file that `init` writes, with a description. */
export interface SetupFile {
  readonly file: string
  readonly contents: string
  readonly what: string
}

/** The name of the navigation group for errors. */
export const navigationGroup = 'Errors'

const schemas = 'schemas/errors'

/** Returns the files for a new project: config, vocabulary, example and CI workflow. */
export function setupFiles(
  answers: Answers,
  emitters: readonly string[],
): { config: SetupFile; catalog: readonly SetupFile[]; site: readonly SetupFile[]; ci: SetupFile } {
  const { name, url, site } = answers
  const system = systemOf(name)
  const example = `errors/${system}/data/order_not_found.yaml`
  return {
    config: {
      file: 'errbook.config.yaml',
      contents: configText(answers, emitters),
      what: 'outputs and their folders',
    },
    catalog: [
      {
        file: 'errors/catalog.yaml',
        contents:
          schemaLine(posix.relative('errors', `${schemas}/catalog.schema.json`)) +
          mapYaml(
            {
              name,
              code: 'err:{system}:{category}:{name}',
              docs: `${url.replace(/\/+$/, '')}/{system}/{category}/{name}`,
              systems: { [system]: { title: `${name} errors` } },
              categories: {
                data: { title: 'Data', description: 'Reading and writing resources.' },
                authentication: {
                  title: 'Authentication',
                  description: 'The caller could not be identified.',
                  status: 401,
                },
              },
            },
            vocabularyShape,
          ),
        what: 'format of codes, systems, categories, URL of the pages',
      },
      {
        file: example,
        contents:
          schemaLine(posix.relative(posix.dirname(example), `${schemas}/error.schema.json`)) +
          entryYaml(exampleError(system)),
        what: 'an example error; replace it with one of yours',
      },
    ],
    // Mintlify treats every YAML file in its folder as an API description.
    site:
      site.emit === 'mintlify' && site.file === 'docs.json'
        ? [
            {
              file: '.mintignore',
              contents: '/errors/\n',
              what: 'keeps the catalog out of the site',
            },
          ]
        : [],
    ci: {
      file: '.github/workflows/errors.yml',
      contents: ciText,
      what: 'checks the catalog and the generated files on every push',
    },
  }
}

/**
 * Returns the name of the system for all codes, as one short word. For example, `Acme API` becomes
 * `acme`.
 */
function systemOf(name: string): string {
  // Codes are ASCII, so `Bücher` becomes `bucher`.
  const words = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '' && word !== 'api' && word !== 'the')
  const [word = 'api'] = words
  return /^[a-z0-9]/.test(word) ? word : 'api'
}

function configText(
  { site, api, navigation, typescript }: Answers,
  emitters: readonly string[],
): string {
  const outputs = [
    {
      emit: site.emit,
      to: site.to,
      ...(site.base !== '' && { base: site.base }),
      ...(navigation !== undefined && { nav: { file: navigation, group: navigationGroup } }),
    },
    { emit: 'json-schema', to: schemas },
    ...(api !== undefined ? [{ emit: 'openapi', to: 'schemas/openapi', api }] : []),
    ...(typescript === undefined
      ? []
      : [
          {
            emit: 'typescript',
            to: 'src/errors',
            audience: 'internal',
            ...(typescript !== 'js' && { importExtension: typescript }),
          },
        ]),
  ].filter(({ emit }) => emitters.includes(emit))
  const yaml = mapYaml({ catalog: 'errors', outputs }, shapeOf(configSchema))
  return `# The files that errbook generates from errors/.\n${yaml}`
}

function exampleError(system: string): Parameters<typeof entryYaml>[0] {
  return {
    code: `err:${system}:data:order_not_found`,
    status: 404,
    title: 'Not Found',
    summary: 'Your account has no order with this ID.',
    detail: 'Order {orderId} does not exist.',
    params: {
      orderId: { type: 'string', description: 'The ID in the request.', example: 'ord_123' },
    },
    description: 'You requested an order, but your account has no order with that ID.\n',
    causes: ['A character is missing from the ID', 'The order belongs to another account'],
    example: {
      caption: 'Requesting an order that does not exist',
      request: {
        method: 'GET',
        url: 'https://api.example.com/orders/ord_123',
        headers: { Authorization: 'Bearer YOUR_KEY' },
      },
    },
    fixes: {
      steps: [
        'Compare the ID with the one returned when the order was created.',
        'Use an API key of the account that owns the order.',
      ],
    },
    retry: 'after_fix',
  }
}

const ciText = `# Checks that the catalog is valid and the generated files are up to date.
name: errors
on: [push, pull_request]
permissions: { contents: read }
jobs:
  errors:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with: { node-version: 22 }
      - run: npm ci
      - run: npx errbook check --format github
      - run: npx errbook build --check
`

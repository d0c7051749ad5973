import { posix } from 'node:path'
import { shapeOf, vocabularyShape } from '../../facts/entry/texts.js'
import { configSchema } from '../../model/config.js'
import { entryYaml, mapYaml, schemaLine } from '../write.js'
import type { Site } from './site.js'

/** What a project says of itself, or a person at a terminal. */
export interface Answers {
  readonly name: string
  readonly site: Site
  /** The address of the pages. */
  readonly url: string
  readonly api: string | undefined
  /** The docs.json whose navigation has a group for the errors, or will have. */
  readonly navigation: string | undefined
  /** Where the project is written in TypeScript, how its files name one another. */
  readonly typescript: 'js' | 'none' | undefined
}

/** A file that `init` writes, and what it is for. */
export interface SetupFile {
  readonly file: string
  readonly contents: string
  readonly what: string
}

/** What the group of the errors is called in a site's navigation. */
export const navigationGroup = 'Errors'

const schemas = 'schemas/errors'

/** The config, the vocabulary, an example and a recipe for CI. */
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
      what: 'what is rendered, and where to',
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
                  description: 'Who is calling could not be told.',
                  status: 401,
                },
              },
            },
            vocabularyShape,
          ),
        what: 'the shape of codes, systems and categories, where pages are',
      },
      {
        file: example,
        contents:
          schemaLine(posix.relative(posix.dirname(example), `${schemas}/error.schema.json`)) +
          entryYaml(exampleError(system)),
        what: 'an error, as an example: replace it by one of yours',
      },
    ],
    // Mintlify takes every YAML file of its folder for an API description.
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
      what: 'checks errors and what is rendered from them, on every push',
    },
  }
}

/** `Acme API` is the system `acme`: a short word that every code will hold. */
function systemOf(name: string): string {
  // `Bücher` is `bucher`: a code is plain letters.
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
  return `# What errbook renders from errors/, and where to.\n${yaml}`
}

function exampleError(system: string): Parameters<typeof entryYaml>[0] {
  return {
    code: `err:${system}:data:order_not_found`,
    status: 404,
    title: 'Not Found',
    summary: 'No order of your account has this id.',
    detail: 'There is no order {orderId}.',
    params: {
      orderId: { type: 'string', description: 'The id that was asked for.', example: 'ord_123' },
    },
    description: 'You asked for an order, and your account has none with that id.\n',
    causes: ['The id was copied with a character missing', 'The order belongs to another account'],
    example: {
      caption: 'Asking for an order that is not there',
      request: {
        method: 'GET',
        url: 'https://api.example.com/orders/ord_123',
        headers: { Authorization: 'Bearer YOUR_KEY' },
      },
    },
    fixes: {
      steps: [
        'Compare the id with the one that creating the order returned.',
        'Use a key of the account that the order belongs to.',
      ],
    },
    retry: 'after_fix',
  }
}

const ciText = `# The catalog is sound, and what was rendered from it is what it says.
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

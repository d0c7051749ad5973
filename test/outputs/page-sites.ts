import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse as parseYaml, stringify } from 'yaml'
import { inFolder, type Rendered, renderProject, repository } from '../project.js'
import { type SitePlatform, sitePlatforms } from './site-platforms.js'

export const completeFolder = join(repository, 'test/fixtures/complete')
export const complete = renderProject(completeFolder)
const outputNames = (
  parseYaml(readFileSync(join(completeFolder, 'errbook.config.yaml'), 'utf8')) as {
    outputs: { emit: string }[]
  }
).outputs.map(({ emit }) => emit)
const mintlify = sitePlatforms.find(({ name }) => name === 'mintlify')!

// Unusual names and texts that a catalog may contain.
const hostile =
  'a {b} <c> `d` *e* [f](https://acme.test/g) | h $i$ :::j "k" \\ ${l} -- <!-- m --> import n'
const long = 'x'.repeat(120)
const allNames = [
  'lower',
  'CamelCase',
  'with-dash',
  'with_under',
  '404',
  '2fa-required',
  'import',
  'export',
  'x',
  long,
  'constructor',
  'toString',
  '__proto__'.replace(/^_+/, 'p'),
  'nul-l',
  'Index-Of',
]
const hostileProject = (
  platform: SitePlatform,
  names = allNames.filter((_, at) => platform === mintlify || at % 3 === 1),
): Record<string, string> => ({
  'errbook.config.yaml': stringify({
    catalog: 'errors',
    rules: { stub: 'off', 'repeated-text': 'off' },
    outputs: [{ emit: platform.name, to: 'site/errors', ...platform.options }],
  }),
  'docs.json': '{"navigation": {"groups": [{"group": "Errors"}]}}',
  'errors/catalog.yaml': stringify({
    name: hostile,
    code: '{system}.{category}.{name}',
    docs: 'https://acme.test/errors/{system}/{category}/{name}',
    systems: {
      'A-cme': { title: hostile, description: hostile },
      b2: { title: 'B', description: `${hostile}\n\n# no heading` },
    },
    categories: { 'c-1': { title: hostile, description: hostile }, Z: { title: 'Z' } },
  }),
  ...Object.fromEntries(
    names.flatMap((name, at) =>
      ['A-cme', 'b2'].map((system) => {
        const category = at % 2 === 0 ? 'c-1' : 'Z'
        const steps = names.length > 8 ? 4 : 2
        const others = names.flatMap((other, index) =>
          index !== at && index % steps === at % steps
            ? [`${system}.${index % 2 === 0 ? 'c-1' : 'Z'}.${other}`]
            : [],
        )
        const data = {
          code: `${system}.${category}.${name}`,
          ...(system === 'b2' && { identifier: `B${at}` }),
          status: 400 + at,
          title: hostile,
          summary: hostile,
          description: `${hostile}, see [another](err:${others[0]}) and <err:${others.at(-1)}>.`,
          causes: [hostile],
          example: { caption: hostile, language: 'txt', title: 'a "b" {c}', code: '```\n{x}\n~~~' },
          fixes: { steps: [hostile, '1. one\n2. two'] },
          mistakes: [{ title: hostile, text: hostile }],
          sections: [{ title: hostile, body: hostile, after: 'mistakes' }],
          related: others.map((code) => ({ code, when: hostile })),
          links: [{ title: hostile, url: 'https://acme.test/a?b=(c)&d=[e]' }],
          ...(at % 5 === 1 && {
            deprecated: {
              since: hostile,
              reason: hostile,
              replacedBy: `${system}.c-1.${names[0]}`,
            },
          }),
          ...(at % 5 === 2 && {
            retired: { since: hostile, reason: hostile, replacedBy: `${system}.c-1.${names[0]}` },
          }),
        }
        return [`errors/${system}/${category}/${name}.yaml`, stringify(data, { lineWidth: 0 })]
      }),
    ),
  ),
})

/** A project with codes that omit the system, the category or both. */
const flatProject = (shape: string): Record<string, string> => {
  const fill = (text: string, name: string) =>
    text.replace('{system}', 'acme').replace('{category}', 'data').replace('{name}', name)
  const path = shape.replace('-', '/')
  const error = (name: string, other: string) =>
    stringify({
      code: fill(shape, name),
      status: 400,
      title: 'Title',
      summary: 'Summary.',
      description: `See <err:${fill(shape, other)}>.`,
      related: [{ code: fill(shape, other), when: 'When' }],
    })
  return {
    'errbook.config.yaml': stringify({
      catalog: 'errors',
      rules: { stub: 'off' },
      outputs: [
        { emit: 'mintlify', to: 'site/errors', base: '/errors', nav: { file: 'docs.json' } },
      ],
    }),
    'docs.json': '{"navigation": {"groups": [{"group": "Errors"}]}}',
    'errors/catalog.yaml': stringify({
      name: 'Acme',
      code: shape,
      docs: `https://acme.test/errors/${path}`,
      ...(shape.includes('system') && { systems: { acme: { title: 'Acme' } } }),
      ...(shape.includes('category') && { categories: { data: { title: 'Data' } } }),
    }),
    [`errors/${fill(path, '20404')}.yaml`]: error('20404', 'E12'),
    [`errors/${fill(path, 'E12')}.yaml`]: error('E12', '20404'),
  }
}

interface Site {
  readonly project: () => Promise<Rendered>
  /** The index of the output in the config’s `outputs`. */
  readonly at: number
  readonly platform: SitePlatform
}
const flat = (shape: string): Site => ({
  project: () => inFolder(flatProject(shape), renderProject),
  at: 0,
  platform: mintlify,
})
export const sites: Record<string, Site> = {
  'the reference catalog on mintlify': {
    project: () => renderProject(repository),
    at: 0,
    platform: mintlify,
  },
  ...Object.fromEntries(
    sitePlatforms.map((platform) => [
      `the complete catalog on ${platform.name}`,
      { project: () => complete, at: outputNames.indexOf(platform.name), platform },
    ]),
  ),
  'codes with only a name': flat('{name}'),
  'codes with a system and a name': flat('{system}-{name}'),
  'codes with a category and a name': flat('{category}/{name}'),
  ...Object.fromEntries(
    sitePlatforms.map((platform) => [
      `hostile texts on ${platform.name}`,
      { project: () => inFolder(hostileProject(platform), renderProject), at: 0, platform },
    ]),
  ),
}

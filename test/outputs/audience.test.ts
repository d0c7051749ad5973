import { describe, expect, it } from 'vitest'
import { parse, stringify } from 'yaml'
import { emitters } from '../../src/emit/index.js'
import { select } from '../../src/facts/entry/visibility.js'
import type { Visibility } from '../../src/model/catalog.js'
import { entrySchema } from '../../src/model/entry.js'
import { inFolder, type Rendered, renderProject, takesBase } from '../project.js'

// A catalog in which all texts, names and numbers of a hidden error are unique. If an output
// reveals anything about the error, it contains one of these.
const marks = { internal: 'quixotic', partner: 'wombat' } as const
const statuses = { internal: 477, partner: 466 } as const
type Hidden = keyof typeof marks

/** An error with every field. Each field contains a numbered word that identifies the field. */
function hiddenEntry(
  level: Hidden,
  at: number,
  names: { system: string; category: string; name: string },
) {
  let count = 0
  const word = () => `${marks[level]}${at}z${count++}`
  const text = () => `The ${word()} of *it*`
  const example = () => ({
    caption: text(),
    language: 'js',
    title: `${word()}.js`,
    code: `run(${word()})`,
  })
  const url = () => `https://acme.test/${word()}`
  const param = word()
  const header = `X-${word()}`
  const code = `err:${names.system}:${names.category}:${names.name}`
  const entry = {
    code,
    identifier: `Q${word()}`,
    status: statuses[level],
    exitCode: 99,
    type: url(),
    title: word(),
    summary: text(),
    detail: `The {${param}} of {shared${marks[level]}} ${word()}`,
    params: {
      [param]: { type: 'string', description: text(), example: word(), required: false },
      [`shared${marks[level]}`]: true,
    },
    headers: {
      [header]: { type: 'string', description: text(), value: `{${param}}` },
      [`X-Shared-${marks[level]}`]: true,
    },
    extra: { [word()]: word() },
    description: `TODO ${text()}`,
    causes: [text(), { text: text(), fix: text() }],
    example: [
      example(),
      {
        request: {
          method: 'POST',
          url: url(),
          headers: { [`X-${word()}`]: word() },
          body: { [word()]: word() },
        },
      },
    ],
    fixes: { summary: text(), steps: [text()], examples: [example()] },
    mistakes: [{ title: word(), text: text() }],
    sections: [{ title: word(), body: text(), after: 'causes' }],
    related: [{ code: 'err:acme:data:open', when: text() }],
    operations: [word()],
    retry: 'never',
    fault: 'client',
    logLevel: 'debug',
    visibility: level,
    owner: word(),
    tags: [word()],
    links: [{ title: word(), url: url() }],
    since: word(),
    deprecated: { since: word(), reason: text(), replacedBy: 'err:acme:data:open' },
    retired: { since: word(), reason: text(), replacedBy: 'err:acme:data:open' },
    aliases: [`err:${names.system}:${names.category}:${word()}`],
    grpc: 'UNKNOWN',
    ignore: { todo: text() },
  }
  return { names, entry }
}

/**
 * Returns four hidden errors: one in a category with a public error, one in a category and a system
 * without public errors, one of a program, and a retired one.
 */
function hiddenEntries(level: Hidden) {
  const mark = marks[level]
  const without = <T extends object>(entry: T, ...keys: (keyof T)[]) =>
    Object.fromEntries(Object.entries(entry).filter(([key]) => !keys.includes(key as keyof T)))
  const [beside, apart, program, gone] = [
    hiddenEntry(level, 1, { system: 'acme', category: 'data', name: `${mark}_beside` }),
    hiddenEntry(level, 2, {
      system: `${mark}_system`,
      category: `${mark}_category`,
      name: `${mark}_apart`,
    }),
    hiddenEntry(level, 3, { system: 'cli', category: `${mark}_global`, name: `${mark}_program` }),
    hiddenEntry(level, 4, { system: 'acme', category: 'data', name: `${mark}_gone` }),
  ]
  return [
    { ...beside, entry: without(beside.entry, 'exitCode', 'deprecated', 'retired') },
    { ...apart, entry: without(apart.entry, 'exitCode', 'retired') },
    { ...program, entry: without(program.entry, 'status', 'type', 'headers', 'grpc', 'retired') },
    { ...gone, entry: without(gone.entry, 'exitCode', 'deprecated') },
  ]
}

const hidden = { internal: hiddenEntries('internal'), partner: hiddenEntries('partner') }
const all = [...hidden.internal, ...hidden.partner]
const code = ({ names: { system, category, name } }: (typeof all)[number]) =>
  `err:${system}:${category}:${name}`
const group = (mark: string, what: string) => ({
  title: `${mark} ${what}`,
  description: `${mark} ${what} told`,
})

const open = (name: string, more: object) => ({
  names: { system: 'acme', category: 'data', name },
  entry: {
    code: `err:acme:data:${name}`,
    status: 404,
    title: 'Not Found',
    summary: 'There is none.',
    ...more,
  },
})
const entries = [
  ...all,
  open('open', {
    aliases: ['err:acme:former:open'],
    related: all.map((one) => ({
      code: code(one),
      when: `Where ${one.entry.visibility === 'partner' ? 'wombat' : 'quixotic'} is told`,
    })),
  }),
  ...(['internal', 'partner'] as const).flatMap((level) => [
    open(`old_${level.length}`, {
      deprecated: { reason: 'It is old', replacedBy: code(hidden[level][0]!) },
    }),
    open(`older_${level.length}`, {
      retired: { reason: 'It is older', replacedBy: code(hidden[level][0]!) },
    }),
  ]),
]
const vocabulary = {
  name: 'Acme API',
  code: 'err:{system}:{category}:{name}',
  docs: 'https://acme.test/docs/errors/{system}/{category}/{name}',
  unexpected: code(hidden.internal[0]!),
  systems: {
    acme: { title: 'Acme' },
    cli: { title: 'Program', kind: 'cli' },
    ...Object.fromEntries(
      Object.values(marks).map((mark) => [
        `${mark}_system`,
        { ...group(mark, 'system'), categories: { [`${mark}_category`]: group(mark, 'category') } },
      ]),
    ),
  },
  categories: {
    data: { title: 'Data' },
    former: { title: 'Former' },
    ...Object.fromEntries(
      Object.values(marks).map((mark) => [`${mark}_global`, group(mark, 'category')]),
    ),
  },
  params: Object.fromEntries(
    Object.values(marks).map((mark) => [
      `shared${mark}`,
      { type: 'string', description: `The ${mark}`, example: mark, required: false },
    ]),
  ),
  headers: Object.fromEntries(
    Object.values(marks).map((mark) => [
      `X-Shared-${mark}`,
      { type: 'string', description: `The ${mark}`, value: 'same' },
    ]),
  ),
}

/** The options of an emitter that make it write as much as possible. */
const options: Readonly<Record<string, object>> = {
  mintlify: { nav: { file: 'docs.json' } },
  templates: { templates: 'mine' },
}

const render = (audience: Visibility) =>
  inFolder(
    {
      'errbook.config.yaml': stringify({
        catalog: 'errors',
        rules: Object.fromEntries(
          ['stub', 'repeated-text', 'one-way-related', 'title-phrase'].map((rule) => [rule, 'off']),
        ),
        outputs: emitters.map(({ name, options: known }) => ({
          emit: name,
          to: `out/${name}`,
          audience,
          ...(takesBase(known) && { base: '/docs/errors' }),
          ...options[name],
        })),
      }),
      'mine/{page}.md.hbs': '{{> error}}\n',
      'mine/overview.md.hbs': '{{> overview}}\n',
      'docs.json': '{ "navigation": { "groups": [{ "group": "Errors", "pages": [] }] } }\n',
      'errors/catalog.yaml': stringify(vocabulary),
      ...Object.fromEntries(
        entries.map(({ names: { system, category, name }, entry }) => [
          `errors/${system}/${category}/${name}.yaml`,
          stringify(entry),
        ]),
      ),
    },
    renderProject,
  )

/** Returns the lines and file names that reveal something about errors with this visibility. */
function tellsOf(level: Hidden, { files, merged }: Rendered): string[] {
  const pattern = new RegExp(`${marks[level]}|${statuses[level]}`, 'i')
  return [...files, ...merged].flatMap(([path, text]) =>
    [path, ...text.split('\n')].filter((line) => pattern.test(line)),
  )
}

describe('an output for an audience', () => {
  it('is tested with a catalog that uses every field', () => {
    const used = new Set(all.flatMap(({ entry }) => Object.keys(entry)))
    expect(Object.keys(entrySchema.shape).filter((field) => !used.has(field))).toEqual([])
  })

  it('hides everything about partner and internal errors from the public', async () => {
    const rendered = await render('public')
    expect(rendered.outputs.map((files) => files.size > 0)).toEqual(emitters.map(() => true))
    expect(tellsOf('internal', rendered)).toEqual([])
    expect(tellsOf('partner', rendered)).toEqual([])
  })

  it('hides everything about internal errors from partners', async () => {
    const rendered = await render('partner')
    expect(tellsOf('internal', rendered)).toEqual([])
    expect(tellsOf('partner', rendered).length).toBeGreaterThan(100)
  })

  it('hides nothing from the team, whatever the emitter', async () => {
    const rendered = await render('internal')
    for (const [at, files] of rendered.outputs.entries())
      for (const level of ['internal', 'partner'] as const)
        expect([
          emitters[at]!.name,
          tellsOf(level, { ...rendered, files, merged: new Map() }).length > 4,
        ]).toEqual([emitters[at]!.name, true])
  })

  it('gives a custom emitter a catalog without hidden text', async () => {
    const { catalog } = await render('public')
    const { vocabulary, entries, byCode, unexpected } = select(catalog, { audience: 'public' })
    const seen = JSON.stringify([
      vocabulary,
      entries.map(({ origin, ...entry }) => entry),
      [...byCode.keys()],
      unexpected,
    ])
    expect(seen).toContain('err:acme:data:open')
    expect(Object.values(marks).filter((mark) => seen.includes(mark))).toEqual([])
    // The category `former` is kept, because an earlier code of a visible error uses it.
    expect(vocabulary.categories).toHaveProperty('former')
  })

  it('includes the `unexpected` error even if `only` excludes its system', async () => {
    const files = await inFolder(
      {
        'errbook.config.yaml': stringify({
          rules: { stub: 'off' },
          outputs: [
            { emit: 'json-schema', to: 'out' },
            { emit: 'openapi', to: 'api' },
            { emit: 'typescript', to: 'ts', audience: 'internal' },
          ].map((output) => ({ ...output, only: { systems: ['shop'] } })),
        }),
        'errors/catalog.yaml': stringify({
          ...{
            name: 'Acme',
            code: '{system}.{category}.{name}',
            docs: 'https://acme.test/{name}',
            unexpected: 'acme.data.unexpected',
          },
          systems: { acme: { title: 'Acme' }, shop: { title: 'Shop' } },
          categories: { data: { title: 'Data' } },
        }),
        'errors/acme/data/unexpected.yaml':
          'code: acme.data.unexpected\nstatus: 500\ntitle: Oh\nsummary: Something broke.\n',
        'errors/shop/data/sold_out.yaml':
          'code: shop.data.sold_out\nstatus: 409\ntitle: Sold Out\nsummary: It is sold out.\noperations: [buy]\n',
      },
      async (folder) => (await renderProject(folder)).files,
    )
    expect([...files.keys()].filter((path) => path.includes('unexpected'))).toEqual([])
    for (const file of ['out/shop/data.schema.json', 'out/problem.schema.json', 'ts/envelope.ts'])
      expect(files.get(file), file).toContain('https://acme.test/unexpected')
    const { components } = parse(files.get('api/errors.yaml')!) as {
      components: { schemas: object }
    }
    expect(JSON.stringify(components.schemas)).toContain('https://acme.test/unexpected')
    expect(components.schemas).toMatchObject({
      Buy409: {
        discriminator: { mapping: { 'https://acme.test/unexpected': expect.any(String) } },
      },
    })
  })
})

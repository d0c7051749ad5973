import { posix } from 'node:path'

/** Files by path: the generated files of an output, or the existing files that it changes. */
type Files = ReadonlyMap<string, string>

/**
 * What tests need to know about a docs platform, in addition to its descriptor. It describes the
 * platform's behavior, not how errbook implements it.
 */
export interface SitePlatform {
  readonly name: string
  readonly extension: '.mdx' | '.md'
  readonly index: string
  readonly overview: string
  /** Options of an output with pages at `/errors`. */
  readonly options: object
  /** Returns the path of the page or folder that a link leads to, relative to the output. */
  target(from: string, url: string): string
  /**
   * Returns the paths of the pages in the navigation, relative to the output. The index page of a
   * folder has the path of the folder.
   */
  navigation?(files: Files, merged: Files): string[]
  /** The components that its templates and callouts may use. */
  readonly components: readonly string[]
}

const inSidebar = (files: Files): string[] => addressesIn(JSON.parse(files.get('_sidebar.json')!))

/** Reads the navigation from files that each list the contents of their folder. */
const inFolders =
  (file: string, namesIn: (text: string) => readonly string[]) => (files: Files) => [
    '',
    ...[...files].flatMap(([path, text]) =>
      posix.basename(path) === file
        ? namesIn(text).map((name) => posix.join(posix.dirname(path), name))
        : [],
    ),
  ]

const absolute = (_: string, url: string) => below(url)
const relative = (from: string, url: string) =>
  posix.normalize(`${posix.dirname(from)}/${url}`).replace(/\.mdx?$/, '')

/** Converts an address on the site to a path relative to the output. */
const below = (address: string): string => address.replace(/^\/?errors\/?/, '').replace(/\/$/, '')

export const sitePlatforms: readonly SitePlatform[] = [
  {
    name: 'mintlify',
    extension: '.mdx',
    index: 'index',
    overview: 'overview',
    options: { base: '/errors', nav: { file: 'docs.json' } },
    target: absolute,
    navigation: (_, merged) =>
      addressesIn((JSON.parse([...merged.values()][0]!) as { navigation: unknown }).navigation),
    components: ['<Danger>', '<Warning>', '<Note>', '<Tip>', '<Info>', '<CardGroup>', '<Card>'],
  },
  {
    name: 'docusaurus',
    extension: '.mdx',
    index: 'index',
    overview: 'index',
    options: { base: '/errors', routeBasePath: '' },
    target: relative,
    navigation: inSidebar,
    components: ['import', '<Tabs>', '<TabItem>'],
  },
  {
    name: 'starlight',
    extension: '.mdx',
    index: 'index',
    overview: 'index',
    options: { base: '/errors' },
    target: absolute,
    navigation: inSidebar,
    components: ['import', '<Tabs>', '<TabItem>', '<CardGrid>', '<LinkCard>', '<Steps>'],
  },
  {
    name: 'fumadocs',
    extension: '.mdx',
    index: 'index',
    overview: 'index',
    options: { base: '/errors' },
    target: absolute,
    navigation: inFolders('meta.json', (text) => (JSON.parse(text) as { pages: string[] }).pages),
    components: [
      '<Callout>',
      '<Cards>',
      '<Card>',
      '<CodeBlockTabs>',
      '<CodeBlockTabsList>',
      '<CodeBlockTabsTrigger>',
      '<CodeBlockTab>',
    ],
  },
  {
    name: 'nextra',
    extension: '.mdx',
    index: 'index',
    overview: 'index',
    options: { base: '/errors' },
    target: absolute,
    navigation: inFolders('_meta.js', (text) =>
      Object.keys(JSON.parse(text.replace(/^.*\nexport default /, '')) as object),
    ),
    components: [
      'import',
      '<Callout>',
      '<Cards>',
      '<Cards.Card>',
      '<Tabs>',
      '<Tabs.Tab>',
      '<Steps>',
    ],
  },
  {
    name: 'vitepress',
    extension: '.md',
    index: 'index',
    overview: 'index',
    options: { base: '/errors' },
    target: relative,
    navigation: inSidebar,
    components: [],
  },
  {
    name: 'markdown',
    extension: '.md',
    index: 'README',
    overview: 'overview',
    options: {},
    target: relative,
    components: [],
  },
]

/** Returns the page at a path. For the path of a folder, returns its index page. */
export function pageAt(
  pages: ReadonlyMap<string, string>,
  { index }: SitePlatform,
  path: string,
): string | undefined {
  return [path, path === '' ? index : `${path}/${index}`].find((page) => pages.has(page))
}

/** Returns the pages below `/errors` in a navigation, as paths relative to the output. */
function addressesIn(navigation: unknown): string[] {
  const named = (address: string) => (/^\/?errors(?:\/|$)/.test(address) ? [below(address)] : [])
  if (Array.isArray(navigation)) return navigation.flatMap(addressesIn)
  if (typeof navigation !== 'object' || navigation === null) return []
  return Object.entries(navigation).flatMap(([key, value]) => {
    if (typeof value === 'string')
      return ['id', 'slug', 'link', 'root'].includes(key) ? named(value) : []
    if (key !== 'pages') return addressesIn(value)
    return (value as unknown[]).flatMap((page) =>
      typeof page === 'string' ? named(page) : addressesIn(page),
    )
  })
}

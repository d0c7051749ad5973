/** What is known of a docs site by its files. */
export interface Site {
  /** The emitter that writes for it. */
  readonly emit: string
  /** What it is called by those who made it. */
  readonly title: string
  /** The folder that the pages go into, and their path on the site. */
  readonly to: string
  readonly base: string
  /** The file that gave it away. */
  readonly file?: string
}

/** The part of a folder that detection needs. */
export interface Listing {
  readonly files: readonly string[]
  head(file: string): string
}

interface Kind {
  readonly emit: string
  readonly title: string
  /**
   * Whether a file is the config of such a site: its name, and where that is not enough, what it
   * says.
   */
  readonly config: RegExp
  readonly says?: RegExp
  /** Where pages go, below the folder of the site. */
  readonly to: string
  readonly base: string
}

// In the order of how sure their files are.
const kinds: readonly Kind[] = [
  {
    emit: 'docusaurus',
    title: 'Docusaurus',
    config: /^docusaurus\.config\.[cm]?[jt]s$/,
    to: 'docs/errors',
    base: '/docs/errors',
  },
  {
    emit: 'starlight',
    title: 'Astro Starlight',
    config: /^astro\.config\.[cm]?[jt]s$/,
    says: /starlight/,
    to: 'src/content/docs/errors',
    base: '/errors',
  },
  {
    emit: 'fumadocs',
    title: 'Fumadocs',
    // Its newest starter says in the code of the app what others say in source.config.
    config: /^(?:source|next)\.config\.[cm]?[jt]sx?$/,
    says: /fumadocs/,
    to: 'content/docs/errors',
    base: '/docs/errors',
  },
  {
    emit: 'nextra',
    title: 'Nextra',
    config: /^next\.config\.[cm]?[jt]s$/,
    says: /nextra/,
    to: 'content/errors',
    base: '/errors',
  },
  {
    emit: 'vitepress',
    title: 'VitePress',
    config: /^\.vitepress\/config\.[cm]?[jt]s$/,
    to: 'errors',
    base: '/errors',
  },
  {
    emit: 'mintlify',
    title: 'Mintlify',
    config: /^docs\.json$/,
    says: /mintlify|"navigation"/,
    to: 'errors',
    base: '/errors',
  },
]

/** Where there is no site: Markdown for the repository. */
export const markdownSite: Site = {
  emit: 'markdown',
  title: 'Markdown in this repository',
  to: 'docs/errors',
  base: '',
}

/** Every platform that a person may choose, as it would be in an empty folder. */
export function sitesFor(emitters: readonly string[]): Site[] {
  return [...kinds.map((kind) => siteOf(kind, '')), markdownSite].filter(({ emit }) =>
    emitters.includes(emit),
  )
}

/** The docs sites that a folder holds, nearest to its top first. */
export function detectSites({ files, head }: Listing, emitters: readonly string[]): Site[] {
  const found = kinds.flatMap((kind) =>
    files.flatMap((file): (Site & { file: string })[] => {
      const name = /(?:^|\/)((?:\.vitepress\/)?[^/]+)$/.exec(file)?.[1] ?? ''
      if (!kind.config.test(name) || (kind.says && !kind.says.test(head(file)))) return []
      return [{ ...siteOf(kind, file.slice(0, -name.length)), file }]
    }),
  )
  const depthOf = ({ file }: { file: string }) => file.replace('.vitepress/', '').split('/').length
  return found
    .filter(
      ({ emit, to }, at) =>
        emitters.includes(emit) &&
        at === found.findIndex((one) => one.emit === emit && one.to === to),
    )
    .sort((a, b) => depthOf(a) - depthOf(b))
}

function siteOf({ emit, title, to, base }: Kind, folder: string): Site {
  // A site at the top of the folder would have its pages among the catalog.
  if (folder + to === 'errors')
    return { emit, title, to: 'reference/errors', base: '/reference/errors' }
  return { emit, title, to: folder + to, base }
}

/** The OpenAPI 3 description that a folder holds: the one nearest to its top. */
export function detectApi({ files, head }: Listing): string | undefined {
  return files
    .filter(
      (file) => /\.(?:ya?ml|json)$/.test(file) && !/(?:^|\/)package(?:-lock)?\.json$/.test(file),
    )
    .filter((file) =>
      /^\s*(?:#.*\n\s*)*(?:openapi\s*:|\{\s*"openapi"\s*:)\s*["']?3/.test(head(file)),
    )
    .sort((a, b) => a.split('/').length - b.split('/').length)[0]
}

/** A docs site that was detected from its files. */
export interface Site {
  /** The name of the emitter for this site. */
  readonly emit: string
  /** The name of the platform. */
  readonly title: string
  /** The folder of the pages. `base` is the path of the pages on the site. */
  readonly to: string
  readonly base: string
  /** The file that shows which platform the site uses. */
  readonly file?: string
}

/** The contents of a folder, for detection. */
export interface Listing {
  readonly files: readonly string[]
  head(file: string): string
}

interface Kind {
  readonly emit: string
  readonly title: string
  /** The name of the config file. If the name is not unique, the file must also match `says`. */
  readonly config: RegExp
  readonly says?: RegExp
  /** The folder of the pages, below the folder of the site. */
  readonly to: string
  readonly base: string
}

// The most reliable files come first.
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
    // The newest Fumadocs starter has no source.config, so check next.config as well.
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

/** The default if there is no docs site: Markdown in the repository. */
export const markdownSite: Site = {
  emit: 'markdown',
  title: 'Markdown in this repository',
  to: 'docs/errors',
  base: '',
}

/** Returns all platforms that a user can choose, with their default settings. */
export function sitesFor(emitters: readonly string[]): Site[] {
  return [...kinds.map((kind) => siteOf(kind, '')), markdownSite].filter(({ emit }) =>
    emitters.includes(emit),
  )
}

/** Returns the docs sites in a folder. Sites closest to the root of the folder come first. */
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
  // `errors` is the folder of the catalog, so pages can't be written there.
  if (folder + to === 'errors')
    return { emit, title, to: 'reference/errors', base: '/reference/errors' }
  return { emit, title, to: folder + to, base }
}

/** Returns the OpenAPI 3 description that is closest to the root of a folder. */
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

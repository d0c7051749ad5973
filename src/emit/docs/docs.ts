import { codeShape } from '../../facts/entry/code.js'
import { withoutSpanMarks } from '../../facts/markdown/code-spans.js'
import { linkedCode } from '../../facts/markdown/prose.js'
import { type ErrorLinks, proseWriter } from '../../facts/markdown/write.js'
import type { FileArtifact } from '../../model/artifact.js'
import type { Catalog } from '../../model/catalog.js'
import type { Finding } from '../../model/diagnostic.js'
import type { EmitInput, Emitter, Job } from '../emitter.js'
import { type CategoryGroup, groupsOf } from '../groups.js'
import { dialectFor } from '../plain-markdown.js'
import { type Views, withAdditions } from '../template/additions.js'
import { compileAll } from '../template/compile-all.js'
import type { Writing } from '../template/context.js'
import { Sentence } from '../template/context.js'
import { tidy } from '../template/tidy.js'
import { renderVerified } from '../template/verify.js'
import { indexViews } from './index-views.js'
import { navigationOf, pagesIn } from './navigation.js'
import type { DocsOptions, Platform } from './platform.js'
import { redirectsOf } from './redirects.js'
import { backReferences, type PageLink, pageView } from './view.js'

/**
 * Returns the emitter for a docs platform. It writes a page for each error, an overview, an index
 * for each system and category, and the navigation.
 */
export function docsEmitter<Options extends DocsOptions>(
  platform: Platform<Options>,
): Emitter<Options> {
  return {
    name: platform.name,
    summary: platform.summary,
    options: platform.options,
    templates: platform.templates ?? platform.name,
    audience: 'public',
    start: (input) => start(platform, input),
  }
}

const templateNames = ['page', 'overview', 'system', 'category'] as const

function start<Options extends DocsOptions>(
  platform: Platform<Options>,
  input: EmitInput<Options>,
): { job: Job | undefined; findings: Finding[] } {
  const { catalog, options, templates } = input
  const compiled = compileAll(
    templateNames,
    templates,
    (name) => `${name}${platform.extension}.hbs`,
  )
  const findings: Finding[] = [
    ...elsewhere(catalog, options.base, input),
    ...(platform.problems?.(options, input.at) ?? []),
    ...compiled.findings,
  ]
  if (compiled.template === undefined || findings.length > 0) return { job: undefined, findings }
  const { template: compiledTemplates } = compiled

  const linkFrom =
    (from: string): PageLink =>
    (code) => {
      const entry = catalog.byCode.get(code)
      return entry && platform.link({ from, to: entry.page, options })
    }
  const references = backReferences(catalog)
  const samples = {
    requests: options.requests,
    heading: options.heading,
    language: platform.language ?? ((name: string) => name),
  }
  const groups = groupsOf(catalog)
  const { category: usesCategory, system: usesSystem } = codeShape(catalog.vocabulary).uses

  const writing = (path: string, dialect = platform.dialect): Writing => {
    const links: ErrorLinks = (node) => {
      const code = linkedCode(node, catalog.byCode)
      const url = linkFrom(path)(code)
      return url === undefined ? undefined : { code, url }
    }
    return { dialect, prose: proseWriter(dialect, links), url: linkFrom(path) }
  }
  const file = (
    template: (typeof templateNames)[number],
    page: string,
    view: object,
  ): FileArtifact =>
    renderVerified(compiledTemplates[template], view, {
      path: `${page}${platform.extension}`,
      templates,
      writing: writing(page),
      tidy,
    })
  const { cardText = (text: string) => text } = platform
  const indexOf = (path: string) => `${path}/${platform.index}`
  const indexes = indexViews({
    catalog,
    hasCategories: usesCategory,
    linkFrom,
    indexLink: (from, { path }) =>
      path === '' ? null : platform.link({ from, to: indexOf(path), options }),
    words: (text) => new Sentence(text),
    // The text of a card is in an attribute, so it can't contain code spans.
    card: (text) => cardText(withoutSpanMarks(text)),
  })
  const addressed = (path: string, view: object) => {
    const { slug = null, id = null } = platform.address?.(path, options) ?? {}
    return { ...view, slug, id }
  }
  const views: Views = {
    error: (entry, path) =>
      addressed(path, pageView(entry, { catalog, link: linkFrom(path), references, ...samples })),
    category: (group, { name, title }, path) =>
      addressed(path, {
        ...indexes.category(path, group),
        system: { name, title: new Sentence(title) },
      }),
    system: (group, path) => addressed(path, indexes.system(path, group)),
    catalog: (path) => addressed(path, indexes.overview(path)),
  }

  const navigation = navigationOf(groups, platform.index)
  const redirects = redirectsOf(catalog, [platform.overview, ...pagesIn(navigation)])
  const job: Job = {
    entry: (entry) => ({ artifacts: [file('page', entry.page, views.error(entry, entry.page))] }),
    rest: () => [
      file('overview', platform.overview, views.catalog(platform.overview)),
      ...groups.flatMap((group) => {
        const index = indexOf(group.path)
        const categories = group.categories.map((category): [string, CategoryGroup] => [
          indexOf(category.path),
          category,
        ])
        return [
          ...(usesSystem ? [file('system', index, views.system(group, index))] : []),
          ...(usesCategory
            ? categories.map(([path, category]) =>
                file('category', path, views.category(category, group, path)),
              )
            : []),
        ]
      }),
      ...platform.files({ options, navigation, redirects }),
    ],
  }
  return withAdditions(job, {
    catalog,
    templates,
    known: templateNames.map((name) => `${name}${platform.extension}.hbs`),
    views,
    writing: (path, template) => writing(path, dialectFor(template, platform.dialect)),
  })
}

/**
 * Returns a finding if pages are not at their `docs` URLs, because code and schemas link to those
 * URLs.
 */
function elsewhere(catalog: Catalog, base: string, { at }: EmitInput<unknown>): Finding[] {
  const wrong = catalog.entries.filter(
    ({ docsUrl, page }) => !`/${pathOf(docsUrl)}`.endsWith(`${base}/${page}`),
  )
  const [first] = wrong
  if (first === undefined) return []
  const others = wrong.length > 1 ? ` (and ${wrong.length - 1} more)` : ''
  return [
    {
      code: 'page-elsewhere',
      message: `The page ${base}/${first.page} of \`${first.code}\`${others} does not match \`docs\` in catalog.yaml: ${first.docsUrl}.`,
      help: `Set \`base\` to the path of the pages on the host of the site, or change \`docs\`.`,
      at: { ...at, path: [...(at.path ?? []), 'base'] },
    },
  ]
}

function pathOf(url: string): string {
  const path = URL.canParse(url) ? new URL(url).pathname : url
  return path.replace(/\/$|\.(?:mdx?|html)$/, '')
}

import { groupBy } from '../../facts/group-by.js'
import type { FileArtifact } from '../../model/artifact.js'
import type { Catalog, Entry } from '../../model/catalog.js'
import { aliasesOf } from '../aliases.js'
import { groupsOf } from '../groups.js'
import { metadataOf } from '../metadata.js'
import { constantView } from './constant.js'
import { envelopeView, usedIn } from './envelope-view.js'
import { envelopeModuleOf, importOf, moduleOf } from './modules.js'
import { operationsOf } from './operations.js'
import type { TypeScriptOptions } from './options.js'
import type { TemplateName } from './templates.js'

/** Renders a template into a file. */
export type Render = (path: string, name: TemplateName, view: object) => FileArtifact

/** The input for the files of an output. */
interface Making {
  readonly catalog: Catalog
  readonly options: TypeScriptOptions
  readonly render: Render
  /** The errors that have a constant. */
  readonly live: readonly Entry[]
  readonly groups: readonly Group[]
  /** The modules of envelopes, each with the groups that use its envelope. */
  readonly envelopes: readonly [path: string, groups: readonly Group[]][]
  errorsOf(entries: readonly Entry[], typed: boolean): ReturnType<typeof constantView>[]
  /** Returns the path for importing `to` from `from`. */
  imports(to: string, from: string): string
}

/** The errors of a category, and their module. */
interface Group {
  readonly module: string
  readonly title: string
  readonly system: string
  readonly entries: readonly Entry[]
}

/** Returns all files of an output. */
export function filesOf(
  catalog: Catalog,
  options: TypeScriptOptions,
  render: Render,
): FileArtifact[] {
  const making = makingOf(catalog, options, render)
  const wanted = new Set(options.files)
  return [
    ...(wanted.has('constants') ? constants(making) : []),
    ...(wanted.has('map') ? [map(making)] : []),
    ...(wanted.has('codes') ? codes(making) : []),
    ...(wanted.has('table') ? table(making) : []),
  ]
}

function makingOf(catalog: Catalog, options: TypeScriptOptions, render: Render): Making {
  const extension = options.language === 'js' ? 'js' : options.importExtension
  const aliases = aliasesOf(catalog)
  const live = catalog.entries.filter(({ state }) => state !== 'retired')
  const groups = groupsOf({ ...catalog, entries: live }).flatMap(({ name, categories }) =>
    categories.map(({ path, title, entries }) => ({
      module: moduleOf(path),
      title,
      system: name,
      entries,
    })),
  )
  return {
    catalog,
    options,
    render,
    live,
    groups,
    envelopes: [...groupBy(groups, ({ system }) => envelopeModuleOf(catalog, system))],
    errorsOf: (entries, typed) =>
      entries.map((entry) => constantView(entry, catalog, aliases.get(entry.code) ?? [], typed)),
    imports: (to, from) => importOf(to, from, extension),
  }
}

/** Returns the files of a module: TypeScript, or JavaScript with declarations. */
function moduleFiles(
  { options, render }: Making,
  path: string,
  name: 'category' | 'envelope' | 'codes' | 'table',
  view: (typed: boolean) => object,
): FileArtifact[] {
  if (options.language === 'ts') return [render(`${path}.ts`, `${name}.ts`, view(true))]
  return [
    render(`${path}.js`, `${name}.ts`, view(false)),
    render(`${path}.d.ts`, `${name}.d.ts`, view(true)),
  ]
}

function runtimeOf({ options, imports }: Making, from: string): string {
  return options.runtime === 'package' ? 'errbook/runtime' : imports('runtime', from)
}

function constants(making: Making): FileArtifact[] {
  const { catalog, groups, envelopes } = making
  return [
    ...groups.flatMap((group) => category(making, group)),
    ...envelopes.flatMap(([path, [first]]) =>
      moduleFiles(making, path, 'envelope', (typed) =>
        envelopeView(catalog, first?.system ?? '', runtimeOf(making, path), typed),
      ),
    ),
    ...barrel(making),
    ...runtime(making),
  ]
}

function category(making: Making, { module, title, system, entries }: Group): FileArtifact[] {
  const { catalog, imports, errorsOf } = making
  return moduleFiles(making, module, 'category', (typed) => {
    const errors = errorsOf(entries, typed)
    return {
      module,
      title,
      typed: typed || null,
      uses: usedIn(errors.map(({ headers }) => headers ?? '').join('\n')),
      imports: {
        runtime: runtimeOf(making, module),
        envelope: imports(envelopeModuleOf(catalog, system), module),
      },
      errors,
    }
  })
}

/** Returns the main module, which services import. It exports all other modules. */
function barrel(making: Making): FileArtifact[] {
  const { options, render, envelopes, groups, imports } = making
  const suffixes = options.language === 'ts' ? (['ts'] as const) : (['js', 'd.ts'] as const)
  const hasMap = options.files.includes('map')
  const rootEnvelope = envelopes.some(([path]) => path === 'envelope')
  return suffixes.map((suffix) => {
    const typed = suffix !== 'js' || null
    return render(`index.${suffix}`, 'index.ts', {
      typed,
      imports: {
        runtime: runtimeOf(making, 'index'),
        map: typed && hasMap ? imports('map', 'index') : null,
        envelope: rootEnvelope ? imports('envelope', 'index') : null,
      },
      groups: groups.map(({ module, title }) => ({
        module,
        title,
        import: imports(module, 'index'),
      })),
    })
  })
}

function runtime({ options, render }: Making): FileArtifact[] {
  if (options.runtime === 'package') return []
  if (options.language === 'ts') return [render('runtime.ts', 'runtime.ts', {})]
  return [render('runtime.js', 'runtime.js', {}), render('runtime.d.ts', 'runtime.d.ts', {})]
}

function map({ options, render, live, errorsOf }: Making): FileArtifact {
  return render(options.language === 'ts' ? 'map.ts' : 'map.d.ts', 'map.ts', {
    errors: errorsOf(live, true),
    operations: operationsOf(live),
  })
}

function codes(making: Making): FileArtifact[] {
  const { live, errorsOf } = making
  return moduleFiles(making, 'codes', 'codes', (typed) => ({
    errors: errorsOf(live, typed),
    some: live.length > 0 || null,
    typed: typed || null,
  }))
}

function table(making: Making): FileArtifact[] {
  const { catalog } = making
  return moduleFiles(making, 'table', 'table', (typed) => ({
    typed: typed || null,
    errors: catalog.entries.map((entry) => ({
      code: entry.code,
      metadata: metadataOf(entry, catalog),
    })),
  }))
}

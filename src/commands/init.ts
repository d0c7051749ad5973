import { withGroup } from '../author/setup/docs-json.js'
import { type Answers, navigationGroup, type SetupFile, setupFiles } from '../author/setup/files.js'
import { withScripts } from '../author/setup/package-json.js'
import { detectApi, detectSites, markdownSite, type Site, sitesFor } from '../author/setup/site.js'
import { emitters } from '../emit/index.js'
import { capitalized } from '../facts/capitalized.js'
import { nearest } from '../facts/nearest.js'
import { boundaryOf } from '../files/boundary.js'
import { configNames, refuseTwoConfigs } from '../load/config.js'
import { lookAround, type Surroundings } from '../load/surroundings.js'
import { visibleLine } from '../report/plain.js'
import type { Change } from '../write/changes.js'
import type { Command, Io } from './shared/command.js'
import { holding } from './shared/edit/holding.js'

/** `errbook init`: creates a catalog and a config that match the existing project. */
export const init: Command = {
  name: 'init',
  summary: 'Set up a catalog, config, scripts and CI in the current directory',
  options: {
    yes: {
      type: 'boolean',
      short: 'y',
      description: 'Skip all questions and use detected values or defaults',
    },
    'dry-run': { type: 'boolean', description: 'List the files without writing them' },
  },
  async run({ values }, io) {
    refuseTwoConfigs(io.cwd)
    const around = lookAround(io.cwd)
    const names = emitters.map(({ name }) => name)
    const configured = configNames.some((name) => around.has(name))
    const answers = await answersOf(
      around,
      names,
      values.yes === true || configured ? undefined : io.ask,
      io,
    )
    const dry = values['dry-run'] === true
    // Check again, because files may have changed while questions were asked.
    const steps = await holding(io, async ({ stayIn, takeFolder, write }) => {
      if (dry) return stepsOf(around, answers, names)
      stayIn(boundaryOf({ cwd: io.cwd, allowOutside: false }))
      takeFolder('.')
      const due = stepsOf(lookAround(io.cwd), answers, names)
      // `init` skips projects that already have a config and catalog.yaml, so write both last. If
      // `init` is killed before that, it can be run again.
      write(due.flatMap(({ change }) => change ?? []).reverse())
      return due
    })
    for (const { file, what, change } of steps) {
      const mark = change ? io.colors.green(dry ? 'would write' : 'wrote') : io.colors.dim('kept')
      io.err(`${mark} ${visibleLine(file)}${io.colors.dim(`  ${what}`)}\n`)
    }
    for (const line of notes(around, answers)) io.err(`${line}\n`)
    if (dry) return 0
    const { build } = await import('./build.js')
    const exitCode = await build.run({ arguments: [], values: {} }, io)
    if (exitCode === 0)
      io.err(
        'Next: replace the example with an error of your own. `npx errbook new CODE` creates an entry, and `npx errbook check` checks it.\n',
      )
    return exitCode
  },
}

/**
 * Returns the file extension in imports of TypeScript files, or undefined outside a TypeScript
 * project. Returns `none` for Next.js, because its bundler does not resolve `./data.js` to
 * `./data.ts`.
 */
function importsOf({ files, has }: Surroundings): Answers['typescript'] {
  if (!has('tsconfig.json') || !has('src')) return undefined
  return files.some((file) => /^next\.config\.[cm]?[jt]s$/.test(file)) ? 'none' : 'js'
}

type Question = (text: string, fallback: string) => Promise<string>

/** Asks at most three questions. Detected values are the defaults. */
async function answersOf(
  around: Surroundings,
  emitterNames: readonly string[],
  ask: Io['ask'],
  io: Io,
): Promise<Answers> {
  const question = async (text: string, fallback: string) => {
    const answer = (await ask?.(`${text} ${io.colors.dim(`(${fallback})`)} `))?.trim() ?? ''
    return answer === '' ? fallback : answer
  }
  const api = detectApi(around)
  const name = visibleLine(await question('API or product name?', nameOf(around, api)))
  const found = detectSites(around, emitterNames)
  const site = await chooseSite(found, sitesFor(emitterNames), question, io)
  const url = await addressOf(
    `https://example.com${site.base === '' ? '/docs/errors' : site.base}`,
    question,
    io,
  )
  const docs = site.emit === 'mintlify' ? site.file : undefined
  const navigation =
    docs !== undefined && withGroup(around.read(docs) ?? '', navigationGroup) !== undefined
      ? docs
      : undefined
  return { name, site, url, api, navigation, typescript: importsOf(around) }
}

async function addressOf(fallback: string, question: Question, io: Io): Promise<string> {
  const answer = await question('URL of the error pages?', fallback)
  const url = /^https?:\/\//.test(answer) ? answer : `https://${answer}`
  if (URL.canParse(url) && !/[\s{}]/.test(url)) return url
  io.err(
    `Invalid URL \`${visibleLine(answer)}\`. Using ${fallback} for now. You can change it in catalog.yaml.\n`,
  )
  return fallback
}

async function chooseSite(
  found: readonly Site[],
  all: readonly Site[],
  question: Question,
  io: Io,
): Promise<Site> {
  const fallback = found[0] ?? markdownSite
  const answer = await question(
    `Docs platform? ${all.map(({ emit }) => emit).join(', ')}`,
    fallback.emit,
  )
  const named = ({ emit, title }: Site) =>
    [emit, title.toLowerCase()].includes(answer.toLowerCase())
  const chosen = found.find(named) ?? all.find(named)
  if (chosen === undefined) {
    const near = nearest(
      answer,
      all.map(({ emit }) => emit),
    )
    const meant = near === undefined ? '' : ` Did you mean ${near}?`
    io.err(
      `Unknown docs platform \`${visibleLine(answer)}\`.${meant} Using ${fallback.emit} for now. You can change it in the config.\n`,
    )
  }
  return chosen ?? fallback
}

function nameOf({ read, head }: Surroundings, api: string | undefined): string {
  const title =
    api === undefined
      ? undefined
      : /^\s*"?title"?\s*:\s*["']?([^"'\r\n,]+)/m.exec(head(api))?.[1]?.trim()
  if (title) return title
  try {
    const { name } = JSON.parse(read('package.json') ?? '{}') as { name?: unknown }
    const last = typeof name === 'string' ? (name.split('/').at(-1) ?? '') : ''
    const words = last.split(/[^A-Za-z0-9]+/).filter((word) => word !== '')
    if (words.length > 0)
      return words.map((word) => (word === 'api' ? 'API' : capitalized(word))).join(' ')
  } catch {
    // An invalid package.json is ignored.
  }
  return 'Acme API'
}

interface Step extends SetupFile {
  /** Undefined if the file already exists. It is never overwritten. */
  readonly change: Change | undefined
}

function stepsOf(
  around: Surroundings,
  answers: Answers,
  emitterNames: readonly string[],
): Omit<Step, 'contents'>[] {
  const { config, catalog, site, ci } = setupFiles(answers, emitterNames)
  const create = ({ file, contents, what }: SetupFile): Omit<Step, 'contents'> => ({
    file,
    what,
    change: around.has(file) ? undefined : { file, before: undefined, after: contents },
  })
  const ownConfig = configNames.find((name) => around.has(name))
  const configStep =
    ownConfig === undefined
      ? create(config)
      : { file: ownConfig, what: config.what, change: undefined }
  const [vocabulary] = catalog
  const catalogSteps =
    vocabulary && around.has(vocabulary.file) ? [create(vocabulary)] : catalog.map(create)
  const ciSteps =
    around.has('.gitlab-ci.yml') || !(around.has('.git') || around.has('.github'))
      ? []
      : [create(ci)]
  return [
    configStep,
    ...catalogSteps,
    ...(ownConfig === undefined ? [...site.map(create), ...navigationSteps(around, answers)] : []),
    ...packageSteps(around),
    ...ciSteps,
  ]
}

/** Adds a group for the error pages to the navigation of a Mintlify site. */
function navigationSteps(
  { read }: Surroundings,
  { navigation }: Answers,
): Omit<Step, 'contents'>[] {
  if (navigation === undefined) return []
  const before = read(navigation) ?? ''
  const after = withGroup(before, navigationGroup) ?? before
  return [
    {
      file: navigation,
      what: `a group "${navigationGroup}" in the navigation`,
      change: after === before ? undefined : { file: navigation, before, after },
    },
  ]
}

function packageSteps({ read }: Surroundings): Omit<Step, 'contents'>[] {
  const before = read('package.json')
  if (before === undefined) return []
  const after = withScripts(before)
  const change = after === undefined ? undefined : { file: 'package.json', before, after }
  return [{ file: 'package.json', what: 'scripts `errors:check` and `errors:build`', change }]
}

/** Returns notes about what was detected and what the user must do by hand. */
function notes({ has, read }: Surroundings, { site, api, navigation }: Answers): string[] {
  return [
    ...(site.file === undefined
      ? []
      : [`Found ${site.title} (${site.file}). Pages are written to ${site.to}.`]),
    ...(site.file === undefined
      ? []
      : [
          `For the navigation and other settings of the site, see docs/platforms/${site.emit}.md in the errbook package.`,
        ]),
    ...(site.emit === 'mintlify' && navigation === undefined
      ? [
          `Add a group "${navigationGroup}" to the navigation in the site's docs.json, and \`nav: { file: docs.json, group: ${navigationGroup} }\` to the config.`,
        ]
      : []),
    ...(api === undefined ? [] : [`Found the API description ${api}.`]),
    ...(isBroken(read('package.json'))
      ? ['package.json is not valid JSON. Fix it and run this command again to add the scripts.']
      : []),
    ...(has('.gitlab-ci.yml')
      ? ['Add `npx errbook check` and `npx errbook build --check` to .gitlab-ci.yml.']
      : []),
  ]
}

function isBroken(text: string | undefined): boolean {
  try {
    JSON.parse(text ?? '{}')
    return false
  } catch {
    return true
  }
}

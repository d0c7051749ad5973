import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeFiles } from '../project.js'
import { git, marker, program, race, template, touch } from './stranger.js'

interface Plant {
  /** Lines of `.git/config`. */
  readonly config?: string
  readonly more?: (folder: string) => void
  /**
   * A plain git command that runs the planted program. Undefined if it would need a terminal.
   */
  readonly provoke?: string
}

export const promisor = (url: string, more = '') =>
  `[core]\nrepositoryformatversion = 1\n[extensions]\npartialClone = origin\n[remote "origin"]\nurl = ${url}\npromisor = true\n${more}`
export const show = `git cat-file -p main:${race}`
const attributes = (value: string) => (folder: string) =>
  writeFiles(folder, [['.gitattributes', `*.yaml ${value}\n`]])
export const stopped = `${touch}; false`

/** Settings that make git run a program when it fetches a missing object. */
export const fetches: Readonly<Record<string, Plant>> = {
  'core.sshCommand': { config: promisor('ssh://host/x', `[core]\nsshCommand = "${stopped}"`) },
  'core.gitProxy': {
    config: promisor('git://host.invalid/x', `[core]\ngitProxy = ${marker}.sh`),
    more: () => program(`${marker}.sh`),
  },
  'url.*.insteadOf with ext::': {
    config: promisor(
      'ssh://host/x',
      `[protocol "ext"]\nallow = always\n[url "ext::sh -c touch% ${marker} "]\ninsteadOf = ssh://host/`,
    ),
  },
  'remote.*.uploadpack': { config: promisor('../template/.git', `uploadpack = "${touch};:"`) },
  'a remote helper that is an alias': {
    config: promisor('none::x', `[alias]\nremote-none = "!${touch}"`),
  },
  'a remote helper with no name that is an alias': {
    config: promisor('::x', `[alias]\nremote- = "!${touch}"`),
  },
  'remote.*.vcs that is an alias': {
    config: promisor('x', `vcs = x\n[alias]\nremote-x = "!${touch}"`),
  },
}

/** Settings and files in `.git` that make git run a program, as in an unpacked archive. */
export const plants: Readonly<Record<string, Plant>> = {
  'core.fsmonitor': { config: `[core]\nfsmonitor = "${stopped}"`, provoke: 'git status' },
  'core.hooksPath': {
    config: '[core]\nhooksPath = planted',
    more: (folder) => {
      for (const name of [
        'reference-transaction',
        'post-index-change',
        'post-checkout',
        'pre-auto-gc',
      ])
        program(join(folder, 'planted', name))
    },
    provoke: 'git update-ref refs/x HEAD',
  },
  hooks: {
    more: (folder) => {
      for (const name of [
        'reference-transaction',
        'post-index-change',
        'post-checkout',
        'pre-auto-gc',
      ])
        program(join(folder, '.git/hooks', name))
    },
    provoke: 'git update-ref refs/x HEAD',
  },
  textconv: {
    config: `[diff "planted"]\ntextconv = "${stopped};"`,
    more: attributes('diff=planted'),
    provoke: 'git diff main',
  },
  'diff.external': { config: `[diff]\nexternal = "${stopped};"`, provoke: 'git diff main' },
  'diff.*.command': {
    config: `[diff "planted"]\ncommand = "${stopped};"`,
    more: attributes('diff=planted'),
    provoke: 'git diff main',
  },
  'filter.*.clean': {
    config: `[filter "planted"]\nclean = "${stopped}"`,
    more: attributes('filter=planted'),
    provoke: 'git hash-object --path errors/catalog.yaml errors/catalog.yaml',
  },
  'filter.*.smudge': {
    config: `[filter "planted"]\nsmudge = "${stopped}"`,
    more: attributes('filter=planted'),
    provoke: `git cat-file --filters main:${race}`,
  },
  'filter.*.process': {
    config: `[filter "planted"]\nprocess = "${stopped}"\nrequired = true`,
    more: attributes('filter=planted'),
    provoke: `git cat-file --filters main:${race}`,
  },
  pagers: {
    config: `[core]\npager = "${stopped}"\n[pager]\nrev-parse = "${stopped}"\nls-tree = "${stopped}"\ncat-file = "${stopped}"\nmerge-base = "${stopped}"`,
    ...(process.platform === 'linux' && { provoke: `script -qec 'git --paginate log' /dev/null` }),
  },
  'credential.helper': {
    config: `[credential]\nhelper = "!${stopped};"`,
    provoke: `printf 'protocol=https\\nhost=host.invalid\\n\\n' | git credential fill`,
  },
  'core.askPass': {
    config: `[core]\naskPass = ${marker}.sh`,
    more: () => program(`${marker}.sh`),
    provoke: `printf 'protocol=https\\nhost=host.invalid\\n\\n' | git credential fill`,
  },
  editors: {
    config: `[core]\neditor = "${stopped};"\n[sequence]\neditor = "${stopped};"`,
    provoke: 'git commit --allow-empty',
  },
  'gpg programs': {
    config: `[gpg]\nprogram = ${marker}.sh\n[log]\nshowSignature = true`,
    more: (folder) => {
      program(`${marker}.sh`)
      const [head = '', ...message] = git(folder, 'cat-file', 'commit', 'HEAD').split('\n\n')
      const signed = `${head}\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----\n\n${message.join('\n\n')}\n`
      writeFileSync(join(folder, '.git/signed'), signed)
      git(
        folder,
        'reset',
        '-q',
        '--soft',
        git(folder, 'hash-object', '-t', 'commit', '-w', '.git/signed'),
      )
    },
    provoke: 'git log -1',
  },
  'aliases of the commands that errbook calls': {
    config: `[alias]\n${['rev-parse', 'symbolic-ref', 'merge-base', 'ls-tree', 'cat-file', 'x'].map((name) => `${name} = "!${touch}"`).join('\n')}`,
    provoke: 'git x',
  },
  'include.path': {
    config: '[include]\npath = ../planted.config',
    more: (folder) =>
      writeFiles(folder, [['planted.config', `[core]\nfsmonitor = "${stopped}"\n`]]),
    provoke: 'git status',
  },
  'the config of a worktree': {
    config: '[core]\nrepositoryformatversion = 1\n[extensions]\nworktreeConfig = true',
    more: (folder) =>
      writeFiles(folder, [['.git/config.worktree', `[core]\nfsmonitor = "${stopped}"\n`]]),
    provoke: 'git status',
  },
  'core.alternateRefsCommand': {
    config: `[core]\nalternateRefsCommand = "${stopped};"`,
    more: (folder) => {
      writeFiles(folder, [['.git/objects/info/alternates', `${template}/.git/objects\n`]])
    },
    provoke: `git fetch ${template} work:refs/heads/other`,
  },
}

import { spawnSync } from 'node:child_process'
import { devNull } from 'node:os'
import { RunError } from '../../model/diagnostic.js'
import type { GitProgram } from './environment.js'

/** The folder that git runs in. It contains `.git`, so git can't find another repository. */
export interface GitFolder extends GitProgram {
  readonly root: string
}

interface Input {
  readonly input?: string
  readonly maxBytes?: number
  /** The timeout in milliseconds. */
  readonly limit?: number
}

/**
 * The result of a git command. Without `output`, the command failed, and `complaint` is its error
 * message.
 */
interface Answer {
  readonly output?: Buffer
  readonly complaint: string
}

/** In milliseconds. A FIFO among the refs, for example, would make git wait forever. */
const timeLimit = 20_000

/**
 * The repository is untrusted, and its `.git/config` can set a program to run for almost everything
 * that git does. errbook only calls commands that read objects and refs (`rev-parse`,
 * `symbolic-ref`, `for-each-ref`, `merge-base`, `ls-tree`, `cat-file`), list the index (`ls-files`)
 * or read the configuration (`config`). They use no diff, filter, hook, editor or signature, and
 * read no file of the work tree. These options and `environment.ts` turn off everything else that
 * could run a program, including features of later git versions. Alternates
 * (`objects/info/alternates`) are allowed, because git only reads objects there by hash and runs
 * nothing. `git clone --shared` and reference clones on CI runners need them. The environment can't
 * add alternates.
 */
const options = [
  '--no-pager',
  '--no-replace-objects',
  ...Object.entries({
    'safe.bareRepository': 'explicit',
    'core.fsmonitor': 'false',
    'core.hooksPath': devNull,
    // The commit graph caches the history, and git does not check it against the commits.
    'core.commitGraph': 'false',
    'core.useReplaceRefs': 'false',
    'core.sshCommand': 'false',
    'core.askPass': 'false',
    'core.editor': 'false',
    'core.pager': 'cat',
    'core.alternateRefsCommand': 'false',
    'credential.helper': '',
    'protocol.allow': 'never',
    'diff.external': '',
    'gpg.program': 'false',
    'log.showSignature': 'false',
    'gc.auto': '0',
    'maintenance.auto': 'false',
    'submodule.recurse': 'false',
  }).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
]

/** Runs git without a shell. Throws a RunError (exit 3) if it does not finish. */
export function askGit(
  { root, program, env }: GitFolder,
  args: readonly string[],
  { input = '', maxBytes = 1 << 20, limit = timeLimit }: Input = {},
): Answer {
  const { status, signal, error, stdout, stderr } = spawnSync(program, [...options, ...args], {
    cwd: root,
    env,
    input,
    maxBuffer: maxBytes,
    timeout: limit,
    killSignal: 'SIGKILL',
    windowsHide: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  // A blocked fetch can end git with SIGPIPE. Treat that as a normal failure.
  if (status === null && signal !== 'SIGPIPE') throw unfinished(args[0] ?? '', error, limit)
  const complaint = stderr.toString('utf8').trim()
  return status === 0 ? { output: stdout, complaint } : { complaint }
}

/** Runs git and returns its output. Undefined if git failed. */
export function git(folder: GitFolder, args: readonly string[], input?: Input): Buffer | undefined {
  return askGit(folder, args, input).output
}

/** Runs git and returns its output as a single line. Undefined if git failed. */
export function gitLine(folder: GitFolder, args: readonly string[]): string | undefined {
  return git(folder, args)?.toString('utf8').trim()
}

function unfinished(command: string, error: Error | undefined, limit: number): RunError {
  const { code } = (error ?? {}) as NodeJS.ErrnoException
  const reasons: Readonly<Record<string, string>> = {
    ETIMEDOUT: `took longer than ${limit / 1000} seconds`,
    ENOBUFS: 'returned more data than errbook reads',
  }
  return new RunError(3, {
    code: 'io-failed',
    message: `\`git ${command}\` ${reasons[code ?? ''] ?? `stopped: ${code ?? 'killed'}`}.`,
    help: 'Check that `.git` contains only regular files and folders. To compare without git, specify a folder or the lock file: `errbook diff lock`.',
  })
}

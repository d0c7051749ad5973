import { accessSync, constants, statSync } from 'node:fs'
import { devNull } from 'node:os'
import { delimiter, dirname, isAbsolute, join, sep } from 'node:path'
import { isWithin, realPath } from '../../files/real-path.js'

/** The git program to run, with its environment. */
export interface GitProgram {
  readonly program: string
  readonly env: Readonly<Record<string, string>>
}

/**
 * The environment variables that are passed to git: the location of the user's own configuration,
 * and what a process needs to start. Others are dropped, because `GIT_DIR`, `GIT_INDEX_FILE` or
 * `GIT_EXTERNAL_DIFF` from a hook or shell would make git read something else or run a program. The
 * user's own configuration is trusted. It contains `safe.directory`, which lists the repositories
 * that git may open.
 */
const kept =
  /^(?:HOME|XDG_CONFIG_HOME|USERPROFILE|HOMEDRIVE|HOMEPATH|SYSTEMROOT|WINDIR|PROGRAMDATA|TEMP|TMP|TMPDIR|DEVELOPER_DIR|LD_LIBRARY_PATH|SUDO_UID|GIT_CONFIG_(?:GLOBAL|SYSTEM|NOSYSTEM|COUNT|KEY_\d+|VALUE_\d+))$/i

/** Settings that configuration can't override. `run.ts` sets the others on the command line. */
const rules = {
  // Do not fetch missing objects. git before 2.39.4 ignores this setting.
  GIT_NO_LAZY_FETCH: '1',
  // All versions of git fetch only over the protocols in this list. `/` can't be a protocol, but
  // any word could, because git looks for a program or alias with that name.
  GIT_ALLOW_PROTOCOL: '/',
  GIT_SSH_COMMAND: 'false',
  GIT_PROXY_COMMAND: 'false',
  GIT_TERMINAL_PROMPT: '0',
  // Ignore replacement objects and grafts.
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_GRAFT_FILE: devNull,
  GIT_OPTIONAL_LOCKS: '0',
  GIT_LITERAL_PATHSPECS: '1',
  GIT_ATTR_NOSYSTEM: '1',
  // Some CI systems use the repository as the home folder. Then the user configuration is untrusted
  // and could make git write a trace file.
  GIT_TRACE2: '0',
  GIT_TRACE2_EVENT: '0',
  GIT_TRACE2_PERF: '0',
  LC_ALL: 'C',
} as const

/** Finds git for a repository. Undefined if it is not installed. */
export function gitFor(
  root: string,
  variables: Readonly<Record<string, string | undefined>> = process.env,
): GitProgram | undefined {
  const places = trustedPlaces(variables.PATH ?? variables.Path ?? '', root)
  const program = places
    .map((place) => join(place, sep === '\\' ? 'git.exe' : 'git'))
    .find(isProgram)
  if (program === undefined) return undefined
  const own = Object.entries(variables).flatMap(([name, value]) =>
    value !== undefined && kept.test(name) ? [[name, value] as const] : [],
  )
  return {
    program,
    env: {
      ...Object.fromEntries(own),
      ...rules,
      PATH: places.join(delimiter),
      // Set the work tree explicitly because `core.worktree` is untrusted.
      GIT_WORK_TREE: root,
      GIT_CEILING_DIRECTORIES: dirname(root),
    },
  }
}

/**
 * The folders in PATH that are trusted to contain git. Folders in the repository are skipped,
 * because anyone could have put a file named `git` there. PATH contains such folders if it has
 * empty or relative entries, or if `npx` adds `node_modules/.bin`. git is not started by its bare
 * name, because Windows would look in the working directory first.
 */
function trustedPlaces(path: string, root: string): string[] {
  const roots = [root, realPath(root) ?? root]
  return path.split(delimiter).filter((place) => {
    if (!isAbsolute(place)) return false
    return ![place, realPath(place) ?? place].some((one) =>
      roots.some((folder) => isWithin(folder, one)),
    )
  })
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}

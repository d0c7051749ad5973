import { accessSync, constants, statSync } from 'node:fs'
import { devNull } from 'node:os'
import { delimiter, dirname, isAbsolute, join, sep } from 'node:path'
import { isWithin, realPath } from '../../files/real-path.js'

/** A program to run, and all that it is told about the outside. */
export interface GitProgram {
  readonly program: string
  readonly env: Readonly<Record<string, string>>
}

/**
 * What git gets of the user's environment: where their own configuration is, and what a process
 * needs to start. Everything else stays behind. `GIT_DIR`, `GIT_INDEX_FILE` or `GIT_EXTERNAL_DIFF`
 * of a hook or a shell would make git look at something else, or run it.
 *
 * The user's own configuration is trusted. `safe.directory` is there, which says whose repositories
 * git may open.
 */
const kept =
  /^(?:HOME|XDG_CONFIG_HOME|USERPROFILE|HOMEDRIVE|HOMEPATH|SYSTEMROOT|WINDIR|PROGRAMDATA|TEMP|TMP|TMPDIR|DEVELOPER_DIR|LD_LIBRARY_PATH|SUDO_UID|GIT_CONFIG_(?:GLOBAL|SYSTEM|NOSYSTEM|COUNT|KEY_\d+|VALUE_\d+))$/i

/** The rules that configuration can't change. Those that are options of git are in `run.ts`. */
const rules = {
  // An object that is missing stays missing. Older versions (before 2.39.4) do not know this and
  // would fetch it…
  GIT_NO_LAZY_FETCH: '1',
  // …but no version fetches over a protocol that is not in this list. The list has no word that
  // could be a protocol, because git looks for a program or an alias of that name.
  GIT_ALLOW_PROTOCOL: '/',
  GIT_SSH_COMMAND: 'false',
  GIT_PROXY_COMMAND: 'false',
  GIT_TERMINAL_PROMPT: '0',
  // Commits as they were made: nothing in their place, and with the parents that they name.
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_GRAFT_FILE: devNull,
  GIT_OPTIONAL_LOCKS: '0',
  GIT_LITERAL_PATHSPECS: '1',
  GIT_ATTR_NOSYSTEM: '1',
  // The user's configuration is a stranger's if a CI system makes the repository the home folder,
  // and a trace is a file that git writes.
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
      // The repository is the one that was found, whatever its `core.worktree` says, or none.
      GIT_WORK_TREE: root,
      GIT_CEILING_DIRECTORIES: dirname(root),
    },
  }
}

/**
 * The folders of PATH in which git may be. An empty or relative one is a folder of the repository,
 * and `npx` puts `node_modules/.bin` of the project in front: a file named `git` there may be
 * anybody's. Windows would look in the working folder first if it were asked for `git` without a
 * folder.
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

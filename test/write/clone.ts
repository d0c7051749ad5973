import { mkdirSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { run } from '../../src/commands/run.js'
import { captureIo } from '../io.js'

// Contents of a malicious repository that tries to make errbook write outside of it.

export const victim = { '../victim/file': 'precious' }

export async function errbook(folder: string, args: readonly string[]) {
  const io = captureIo(folder)
  return { code: await run(args, io), text: io.text() }
}

export function link(folder: string, path: string, target: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  symlinkSync(target, join(folder, path))
}

/** Removes the owner of the lock from a tree, because it differs from run to run. */
export function withoutPid(tree: Readonly<Record<string, string>>) {
  return Object.fromEntries(
    Object.entries(tree).filter(([path]) => !path.endsWith('.errbook-staging/pid')),
  )
}

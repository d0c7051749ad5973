import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

/** The functions that change a disk. */
const changing = [
  'writeFileSync',
  'renameSync',
  'mkdirSync',
  'rmSync',
  'rmdirSync',
  'unlinkSync',
  'copyFileSync',
  'chmodSync',
] as const

/** A fault at one of the calls that change the disk (counted from 0), and at all later ones. */
export interface Fault {
  readonly at: number
  /**
   * `die` simulates the end of the process, so later calls do nothing. `full` simulates a full
   * disk: files can be removed, but not written.
   */
  readonly kind: 'die' | 'full'
}

/** Runs `act` with a fault. Returns the number of calls that changed the disk. */
export async function withFault(
  fault: Fault | undefined,
  act: () => Promise<void>,
): Promise<number> {
  const real = new Map(changing.map((name) => [name, fs[name]]))
  let calls = 0
  for (const [name, call] of real) {
    const faulty = (...args: unknown[]) => {
      const at = calls++
      if (fault !== undefined && at >= fault.at) {
        if (fault.kind === 'die') throw new Died()
        if (!/^(?:rm|unlink)/.test(name)) throw diskFull(name, args)
      }
      return (call as (...args: unknown[]) => unknown)(...args)
    }
    Object.assign(fs, { [name]: faulty })
  }
  syncBuiltinESMExports()
  try {
    await act()
  } finally {
    Object.assign(fs, Object.fromEntries(real))
    syncBuiltinESMExports()
  }
  return calls
}

/** Simulates the end of the process. errbook has no code to handle this error. */
class Died extends Error {
  override readonly name = 'Died'
}

/** Returns an error like Node's. Node gives no path if the file is already open. */
function diskFull(name: string, [path]: unknown[]): NodeJS.ErrnoException {
  const syscall = name === 'writeFileSync' ? 'write' : name.replace('Sync', '')
  const file = name === 'writeFileSync' ? undefined : String(path)
  return Object.assign(
    new Error(`ENOSPC: no space left on device, ${syscall}${file ? ` '${file}'` : ''}`),
    {
      code: 'ENOSPC',
      errno: -28,
      syscall,
      ...(file && { path: file }),
    },
  )
}

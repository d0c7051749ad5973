// Loaded before errbook to simulate a slow disk: staging or moving a file takes a while.
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

const nap = () =>
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, Number(process.env.SLOW_DISK))
for (const name of ['writeFileSync', 'renameSync']) {
  const call = fs[name]
  fs[name] = (...args) => {
    nap()
    return call(...args)
  }
}
syncBuiltinESMExports()

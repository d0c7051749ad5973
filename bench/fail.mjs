// node bench/fail.mjs: compares the time of `fail` with params to the time of `new Error` with a
// template string, at a stack depth of 20. The two alternate, and their medians are compared.
import { fail } from '../dist/runtime/index.js'
import { median, verdict } from './child.mjs'

const envelope = {
  mediaTypes: ['application/problem+json'],
  mediaType: () => '',
  body: () => ({}),
  read: () => ({}),
  unexpected: () => {
    throw new Error('nothing is unexpected here')
  },
}
/** @type {import('../dist/runtime/index.js').ErrorDef<string, 403, { expiredAt: string }>} */
const KeyExpired = {
  code: 'err:acme:data:key_expired',
  status: 403,
  title: 'Forbidden',
  type: 'https://acme.test/docs/errors/acme/data/key_expired',
  retry: 'never',
  fault: 'client',
  detail: (params) => `The key expired at ${params.expiredAt}.`,
  envelope,
}

const subjects = {
  fail: (expiredAt) => fail(KeyExpired, { expiredAt }),
  error: (expiredAt) => new Error(`The key expired at ${expiredAt}.`),
}

/** Called at this stack depth, like a service that runs inside its framework. */
function deep(depth, make, argument) {
  return depth === 0 ? make(argument) : deep(depth - 1, make, argument)
}

const rounds = Number(process.env.ROUNDS ?? 30)
// The first rounds warm up the JIT compiler.
const warming = 10
const each = 5_000
const times = { fail: [], error: [] }
let kept
for (let round = 0; round < warming + rounds; round++) {
  for (const [name, make] of Object.entries(subjects)) {
    const started = performance.now()
    for (let at = 0; at < each; at++) kept = deep(20, make, `2026-01-0${at % 10}`)
    if (round >= warming) times[name].push(((performance.now() - started) * 1000) / each)
  }
}
if (!(kept instanceof Error)) throw new Error('nothing was made')
const [failing, plain] = [median(times.fail), median(times.error)]
process.stdout.write(
  `fail: ${failing.toFixed(2)} µs, new Error: ${plain.toFixed(2)} µs; medians of ${rounds} rounds of ${each}\n`,
)
verdict('fail with params against new Error', failing / plain, 1.5, '×')

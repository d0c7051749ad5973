import { run } from '../../src/commands/run.js'
import { captureIo } from '../io.js'

/** A small valid catalog, so that all findings are about its location. */
export const catalog = {
  'errors/catalog.yaml':
    'name: Acme\ncode: "{category}:{name}"\ndocs: https://acme.test/errors/{category}/{name}\ncategories: { data: { title: Data } }\n',
  'errors/data/gone.yaml': 'code: data:gone\nstatus: 410\ntitle: Gone\nsummary: It is gone.\n',
}

/** Runs a command in a folder. Returns exit code, output, and run time in seconds. */
export async function errbook(folder: string, args: readonly string[]) {
  const io = captureIo(folder)
  const started = performance.now()
  const exitCode = await run(args, io)
  return { exitCode, text: io.text(), seconds: (performance.now() - started) / 1000 }
}

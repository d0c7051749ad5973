// node bench/floor.mjs CATALOG WRITTEN TO: does only the minimum work of a build.
//
// First reads the folder WRITTEN, which contains the output of errbook, into memory. Then reads the
// files of a catalog, parses them with `yaml` (with positions), and writes the output into the
// empty folder TO. Prints the time of the first step in milliseconds, which is not part of the
// floor.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { LineCounter, parseDocument } from 'yaml'

const [catalog, written, to] = process.argv.slice(2)

const started = performance.now()
const usedBefore = process.cpuUsage()
const outputs = filesOf(written).map((path) => ({
  path,
  contents: readFileSync(join(written, path)),
}))
const { user, system } = process.cpuUsage(usedBefore)
const beforehand = { wall: performance.now() - started, cpu: (user + system) / 1000 }

let errors = 0
for (const path of filesOf(catalog)) {
  const lineCounter = new LineCounter()
  errors += parseDocument(readFileSync(join(catalog, path), 'utf8'), { lineCounter }).errors.length
}

const made = new Set()
for (const { path, contents } of outputs) {
  const folder = dirname(join(to, path))
  if (!made.has(folder)) mkdirSync(folder, { recursive: true })
  made.add(folder)
  writeFileSync(join(to, path), contents)
}

process.stdout.write(JSON.stringify({ errors, files: outputs.length, beforehand }))

function filesOf(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((item) => item.isFile())
    .map((item) => join(item.parentPath, item.name).slice(folder.length + 1))
    .sort()
}

import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import { type Build, environment } from './build.js'
import { fileAt } from './links.js'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
}

/** A built site on loopback, served by its own server or, if it has none, as static files. */
export interface Served {
  readonly origin: string
  stop(): void
}

export async function serve(build: Build): Promise<Served> {
  return build.site.serve === undefined ? serveFiles(build) : serveByItself(build, await freePort())
}

async function serveFiles(build: Build): Promise<Served> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url!, 'http://site.test')
    const file = fileAt(build, pathname)
    response.statusCode = file === undefined ? 404 : 200
    response.setHeader('Content-Type', types[extname(file ?? '')] ?? 'application/octet-stream')
    response.end(
      file === undefined ? undefined : readFileSync(join(build.folder, build.site.out, file)),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => server.close(),
  }
}

async function serveByItself({ site, folder }: Build, port: number): Promise<Served> {
  const [command, ...args] = site.serve!(port)
  const child = spawn(join(folder, 'node_modules/.bin', command!), args, {
    cwd: folder,
    env: environment,
    stdio: 'ignore',
  })
  const origin = `http://127.0.0.1:${port}`
  for (let tries = 0; tries < 240; tries++) {
    if (child.exitCode !== null) throw new Error(`${command} ended with ${child.exitCode}`)
    if (
      await fetch(origin).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return { origin, stop: () => child.kill() }
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  child.kill()
  throw new Error(`${command} does not answer`)
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

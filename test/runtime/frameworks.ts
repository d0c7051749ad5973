import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { Elysia } from 'elysia'
import express from 'express'
import fastify from 'fastify'
import { Hono } from 'hono'
import * as forExpress from '../../src/runtime/adapters/express.js'
import * as forFastify from '../../src/runtime/adapters/fastify.js'
import * as forFetch from '../../src/runtime/adapters/fetch.js'
import * as forHono from '../../src/runtime/adapters/hono.js'
import * as forNext from '../../src/runtime/adapters/next.js'
import type { Envelope, Problem } from '../../src/runtime/index.js'

/** The errors that a service throws, by path. */
export type Routes = Readonly<Record<string, () => unknown>>
type Options = { readonly envelope: Envelope; readonly log: (problem: Problem) => void }

export interface Running {
  readonly url: string
  close(): Promise<void>
}

/** Returns the envelope values that the complete catalog requires, for a request ID. */
const valuesOf = (id: string | null | undefined) => ({
  requestId: id ?? 'req_none',
  region: 'eu',
  traceId: '4bf92f3577b34da6',
})

const thrower = (routes: Routes, path: string) => (): never => {
  throw routes[path]!()
}

/** A service in each framework, with its one-line adapter. */
export const frameworks = {
  hono: (routes: Routes, options: Options) => {
    const app = new Hono()
    app.use(async (context, next) => {
      context.header('x-service', 'acme')
      await next()
    })
    for (const path of Object.keys(routes)) app.get(path, thrower(routes, path))
    app.onError(
      forHono.problems({
        ...options,
        values: (context) => valuesOf(context.req.header('x-request-id')),
      }),
    )
    return listen(createAdaptorServer({ fetch: app.fetch }) as Server)
  },
  express: (routes: Routes, options: Options) => {
    const app = express()
    for (const path of Object.keys(routes)) app.get(path, thrower(routes, path))
    app.use(
      forExpress.problems({
        ...options,
        values: (request: express.Request) => valuesOf(request.get('x-request-id')),
      }),
    )
    return listen(createServer(app))
  },
  fastify: async (routes: Routes, options: Options) => {
    const app = fastify()
    app.setErrorHandler(
      forFastify.problems({
        ...options,
        values: (request) =>
          valuesOf((request as { headers: Record<string, string> }).headers['x-request-id']),
      }),
    )
    for (const path of Object.keys(routes)) {
      // A response schema that does not match these errors. If Fastify applied it, it would drop
      // members of the response.
      const response = {
        '4xx': {
          type: 'object',
          properties: { error: { type: 'object', properties: { type: { const: 'urn:other' } } } },
        },
        '5xx': {
          type: 'object',
          properties: { nothing: { type: 'string' } },
          required: ['nothing'],
        },
      }
      app.get(path, { schema: { response } }, thrower(routes, path))
    }
    await app.listen({ port: 0, host: '127.0.0.1' })
    const { port } = app.server.address() as AddressInfo
    return { url: `http://127.0.0.1:${port}`, close: () => app.close() }
  },
  next: (routes: Routes, options: Options) => {
    const handle = forNext.problems({
      ...options,
      values: (request) => valuesOf(request.headers.get('x-request-id')),
    })
    const handlers = new Map(
      Object.keys(routes).map((path) => [
        path,
        handle(async (_request, _context: { params: Promise<object> }) => thrower(routes, path)()),
      ]),
    )
    return served((request) =>
      handlers.get(new URL(request.url).pathname)!(request, { params: Promise.resolve({}) }),
    )
  },
  fetch: (routes: Routes, options: Options) => {
    const handle = forFetch.problems({
      ...options,
      values: (request) => valuesOf(request.headers.get('x-request-id')),
    })
    return served(handle((request) => thrower(routes, new URL(request.url).pathname)()))
  },
  elysia: (routes: Routes, options: Options) => {
    const answer = {
      ...options,
      values: (request: Request) => valuesOf(request.headers.get('x-request-id')),
    }
    const app = new Elysia().onError(({ error, request }) =>
      forFetch.problemResponse(error, request, answer),
    )
    for (const path of Object.keys(routes)) app.get(path, thrower(routes, path))
    return served((request) => app.handle(request))
  },
}

/** Frameworks that can send a thrown error as a response without an adapter. */
export const bare = {
  hono: (routes: Routes) => {
    const app = new Hono()
    for (const path of Object.keys(routes)) app.get(path, thrower(routes, path))
    return served((request) => app.fetch(request))
  },
  elysia: (routes: Routes) => {
    const app = new Elysia()
    for (const path of Object.keys(routes)) app.get(path, thrower(routes, path))
    return served((request) => app.handle(request))
  },
}

function served(fetch: (request: Request) => Response | Promise<Response>): Promise<Running> {
  return listen(createAdaptorServer({ fetch }) as Server)
}

async function listen(server: Server): Promise<Running> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

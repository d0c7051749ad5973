import { problems } from 'errbook/hono'
import { type Context, Hono } from 'hono'
import {
  ApplicationInvalidInput,
  AuthenticationKeyNotFound,
  AuthenticationMalformed,
  AuthenticationMissing,
  AuthorizationInsufficientPermissions,
  DataIdentityAlreadyExists,
  DataIdentityNotFound,
  envelope,
  fail,
  logFields,
} from './errors/index.js'
import { findIdentity, type Identity, type Permission, type Store } from './store.js'

type Env = { Variables: { requestId: string } }

/** Creates the identities API. Whatever a handler throws is sent in the catalog's envelope. */
export function createService(store: Store, log: (fields: object) => void = () => {}): Hono<Env> {
  const app = new Hono<Env>()
  let requests = 0
  let created = 0

  app.use(async (context, next) => {
    context.set('requestId', `req_${++requests}`)
    await next()
  })
  app.onError(
    problems({
      envelope,
      values: (context: Context<Env>) => ({ requestId: context.get('requestId') }),
      log: (problem, context) =>
        log({ requestId: context.get('requestId'), ...logFields(problem) }),
    }),
  )

  app.post('/v2/identities.createIdentity', async (context) => {
    authorize(store, context, 'identity.*.create_identity')
    const { externalId, meta = {} } = await bodyOf(context)
    if (typeof externalId !== 'string' || externalId.length < 3)
      throw invalid('body.externalId', 'must be a string with at least 3 characters')
    if (findIdentity(store, externalId)) throw fail(DataIdentityAlreadyExists)
    const identity: Identity = { id: `id_${++created}`, externalId, meta: meta as Identity['meta'] }
    store.identities.set(identity.id, identity)
    return context.json({
      meta: { requestId: context.get('requestId') },
      data: { identityId: identity.id },
    })
  })

  app.post('/v2/identities.getIdentity', async (context) => {
    authorize(store, context, 'identity.*.read_identity')
    const identity = await identityOf(store, context)
    return context.json({ meta: { requestId: context.get('requestId') }, data: identity })
  })

  app.post('/v2/identities.deleteIdentity', async (context) => {
    authorize(store, context, 'identity.*.delete_identity')
    const identity = await identityOf(store, context)
    store.identities.delete(identity.id)
    return context.json({ meta: { requestId: context.get('requestId') } })
  })
  return app
}

/** Throws unless the request has a root key with this permission. */
function authorize({ rootKeys }: Store, context: Context, permission: Permission): void {
  const header = context.req.header('authorization')
  if (header === undefined || header === '') throw fail(AuthenticationMissing)
  const key = /^Bearer (\S+)$/.exec(header)?.[1]
  if (key === undefined) throw fail(AuthenticationMalformed)
  const permissions = rootKeys.get(key)
  if (permissions === undefined) throw fail(AuthenticationKeyNotFound)
  if (!permissions.includes(permission))
    throw fail(
      AuthorizationInsufficientPermissions,
      {},
      { detail: `Missing one of these permissions: ${permission}` },
    )
}

/** Returns the identity that the body refers to. Throws if there is none. */
async function identityOf(store: Store, context: Context): Promise<Identity> {
  const { identity } = await bodyOf(context)
  if (typeof identity !== 'string') throw invalid('body.identity', 'must be a string')
  const found = findIdentity(store, identity)
  if (found === undefined) throw fail(DataIdentityNotFound)
  return found
}

async function bodyOf(context: Context): Promise<Record<string, unknown>> {
  const body: unknown = await context.req.json().catch((cause) => {
    throw fail(
      ApplicationInvalidInput,
      { errors: [{ location: 'body', message: 'must be JSON' }] },
      { cause },
    )
  })
  if (typeof body !== 'object' || body === null) throw invalid('body', 'must be an object')
  return body as Record<string, unknown>
}

function invalid(location: string, message: string) {
  return fail(ApplicationInvalidInput, { errors: [{ location, message }] })
}

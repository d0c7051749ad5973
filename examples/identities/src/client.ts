import type { KnownBy, OtherProblem } from 'errbook/runtime'
import {
  ApplicationInvalidInput,
  AuthenticationKeyNotFound,
  AuthenticationMalformed,
  AuthenticationMissing,
  AuthorizationInsufficientPermissions,
  DataIdentityAlreadyExists,
  DataIdentityNotFound,
  parseProblem,
} from './errors/index.js'
import type { Identity } from './store.js'

/** The result of a call: its data, or a message for the user. */
export type Outcome<Data> =
  | { readonly ok: true; readonly data: Data }
  | { readonly ok: false; readonly message: string }

const ofEveryCall = [
  AuthenticationMissing,
  AuthenticationMalformed,
  AuthenticationKeyNotFound,
  AuthorizationInsufficientPermissions,
  ApplicationInvalidInput,
] as const

/** Creates a client of the identities API that handles each of its errors. */
export function createClient(base: string, rootKey: string | undefined) {
  const call = (operation: string, body: object) =>
    fetch(`${base}/v2/identities.${operation}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(rootKey !== undefined && { authorization: `Bearer ${rootKey}` }),
      },
      body: JSON.stringify(body),
    })

  return {
    async createIdentity(externalId: string, meta?: object): Promise<Outcome<string>> {
      const response = await call('createIdentity', { externalId, meta })
      const problem = await parseProblem(response, [...ofEveryCall, DataIdentityAlreadyExists])
      if (problem.kind === 'none')
        return await dataOf(response, (data: { identityId: string }) => data.identityId)
      if (problem.kind === 'other') return ofNewerService(problem)
      // Without this case, the last line would not compile, because `commonProblem` does not handle
      // it.
      if (problem.code === 'err:unkey:data:identity_already_exists')
        return no(`There is an identity for ${externalId} already.`)
      return commonProblem(problem)
    },

    async getIdentity(identity: string): Promise<Outcome<Identity>> {
      const response = await call('getIdentity', { identity })
      const problem = await parseProblem(response, [...ofEveryCall, DataIdentityNotFound])
      if (problem.kind === 'none') return await dataOf(response, (data: Identity) => data)
      if (problem.kind === 'other') return ofNewerService(problem)
      if (problem.code === 'err:unkey:data:identity_not_found')
        return no(`There is no identity ${identity}.`)
      return commonProblem(problem)
    },
  }
}

function no(message: string) {
  return { ok: false, message } as const
}

/** Handles the errors that every call may return. */
function commonProblem(problem: KnownBy<(typeof ofEveryCall)[number]>) {
  switch (problem.code) {
    case 'err:unkey:application:invalid_input':
      return no(
        problem.params.errors.map(({ location, message }) => `${location} ${message}`).join(', '),
      )
    case 'err:unkey:authentication:missing':
    case 'err:unkey:authentication:malformed':
    case 'err:unkey:authentication:key_not_found':
      return no('Sign in with a root key of this workspace.')
    case 'err:unkey:authorization:insufficient_permissions':
      return no(problem.detail ?? problem.def.title)
    default:
      return problem satisfies never
  }
}

/** Handles errors that are newer than this client. Their `detail` or `type` is still useful. */
function ofNewerService({ type, detail, values }: OtherProblem) {
  return no(`${detail ?? type} (${values.requestId ?? 'no request id'})`)
}

async function dataOf<Raw, Data>(
  response: Response,
  pick: (data: Raw) => Data,
): Promise<Outcome<Data>> {
  if (!response.ok) return no(`Unexpected answer ${response.status}.`)
  const { data } = (await response.json()) as { data: Raw }
  return { ok: true, data: pick(data) }
}

export interface Identity {
  readonly id: string
  readonly externalId: string
  readonly meta: Readonly<Record<string, unknown>>
}

/** The identities and root keys of one workspace, in memory. */
export interface Store {
  readonly identities: Map<string, Identity>
  /** The permissions of each root key. */
  readonly rootKeys: ReadonlyMap<string, readonly Permission[]>
}

export type Permission =
  | 'identity.*.create_identity'
  | 'identity.*.read_identity'
  | 'identity.*.delete_identity'

export function createStore(): Store {
  return {
    identities: new Map(),
    rootKeys: new Map([
      [
        'unkey_admin',
        ['identity.*.create_identity', 'identity.*.read_identity', 'identity.*.delete_identity'],
      ],
      ['unkey_reader', ['identity.*.read_identity']],
    ]),
  }
}

/** Finds an identity by its ID or by the customer's own ID. */
export function findIdentity({ identities }: Store, identifier: string): Identity | undefined {
  return (
    identities.get(identifier) ??
    [...identities.values()].find(({ externalId }) => externalId === identifier)
  )
}

export interface Identity {
  readonly id: string
  readonly externalId: string
  readonly meta: Readonly<Record<string, unknown>>
}

/** The identities of one workspace, in memory, and the root keys that open it. */
export interface Store {
  readonly identities: Map<string, Identity>
  /** Root key → what it may do. */
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

/** An identity by its id, or by the id that the customer has for it. */
export function findIdentity({ identities }: Store, identifier: string): Identity | undefined {
  return (
    identities.get(identifier) ??
    [...identities.values()].find(({ externalId }) => externalId === identifier)
  )
}

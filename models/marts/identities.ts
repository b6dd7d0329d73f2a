import { instant, text } from '../../warehouse/columns.ts'
import { minimum } from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { rebuilt } from '../loads.ts'
import { passModel } from '../model.ts'
import { orders } from '../staging/orders.ts'
import { linkAccounts } from './identities/link_accounts.ts'

const db = tables(orders)

/** The first use of each identifier by each account, oldest first; each account's first order comes along. */
const firstUses = () => {
  const uses = (kind: 'account' | 'email' | 'phone' | 'payment' | 'device') => {
    const column = { account: 'customer_id', payment: 'payment_fingerprint', device: 'device_id' } as const
    const identifier = kind === 'email' || kind === 'phone' ? kind : column[kind]
    return db
      .selectFrom('staging.orders as o')
      .select((r) => [
        'o.customer_id',
        r.val(kind).$castTo<string>().as('kind'),
        r.ref(`o.${identifier}`).$notNull().as('identifier'),
        minimum(r.ref('o.ordered_at')).$notNull().as('first_used_at'),
      ])
      .where(`o.${identifier}`, 'is not', null)
      .groupBy(['o.customer_id', `o.${identifier}`])
  }
  return db
    .selectFrom(
      uses('account')
        .unionAll(uses('email'))
        .unionAll(uses('phone'))
        .unionAll(uses('payment'))
        .unionAll(uses('device'))
        .as('use'),
    )
    .select(['use.customer_id', 'use.kind', 'use.identifier', 'use.first_used_at'])
    .orderBy('use.first_used_at')
    .orderBy('use.customer_id')
    .orderBy('use.kind')
    .orderBy('use.identifier')
}

export const identities = passModel({
  name: 'marts.identities',
  about:
    'Which accounts counted as one identity, from when until when: linked by identifiers they shared by then.',
  owner: 'loss prevention',
  grain: ['customer_id', 'linked_from'],
  load: rebuilt(),
  columns: {
    customer_id: text('The account.').required(),
    identity_id: text('The identity it belonged to, named after the oldest account in it.').required(),
    linked_from: instant('From when on, this instant included.').required(),
    linked_until: instant('Until when, this instant excluded; missing while it still holds.'),
    linked_by: text(
      'The kind of identifier that made the link; missing while the account stands as it began.',
    ),
  },
  query: firstUses,
  uses: ({ identifierCaps }) => identifierCaps,
  walk: linkAccounts,
})

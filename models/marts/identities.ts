import { instant, text } from '../../warehouse/columns.ts'
import { tables } from '../../warehouse/tables.ts'
import { passModel, walked } from '../model.ts'
import { accounts, events } from './identities/events.ts'
import { nameOf } from './identities/kind_names.ts'
import { eventColumns, linkAccounts, membershipColumns } from './identities/link_accounts.ts'

export const identities = passModel({
  name: 'marts.identities',
  about:
    'Which accounts counted as one identity, from when until when: linked by identifiers they shared by then.',
  owner: 'loss prevention',
  grain: ['customer_id', 'linked_from'],
  columns: {
    customer_id: text('The account.').required(),
    identity_id: text('The identity it belonged to, named after the oldest account in it.').required(),
    linked_from: instant('From when on, this instant included.').required(),
    linked_until: instant('Until when, this instant excluded; missing while it still holds.'),
    linked_by: text(
      'The kind of identifier that made the link; missing while the account stands as it began.',
    ),
  },
  pass: {
    takes: eventColumns,
    from: events,
    gives: membershipColumns,
    uses: ({ identifierCaps }) => identifierCaps,
    walk: linkAccounts,
  },
  query: () =>
    tables(walked(membershipColumns))
      .with('accounts', accounts)
      .selectFrom('walked as w')
      .innerJoin('accounts as a', 'a.number', 'w.account')
      .innerJoin('accounts as i', 'i.number', 'w.identity')
      .select((r) => [
        'a.customer_id',
        'i.customer_id as identity_id',
        'w.linked_from',
        'w.linked_until',
        nameOf(r.ref('w.kind')).as('linked_by'),
      ]),
})

import { text } from '../../warehouse/columns.ts'
import { tables } from '../../warehouse/tables.ts'
import { byKey } from '../loads.ts'
import { identities } from '../marts/identities.ts'
import { model } from '../model.ts'
import { caseColumns, cases } from './cases.ts'

export const caseAccounts = model({
  name: 'facts.case_accounts',
  about:
    'The accounts that counted as one identity with a case’s account at its moment, that account included.',
  owner: 'loss prevention',
  grain: ['case_type', 'case_id', 'stage', 'customer_id'],
  load: byKey(['order_id'], {
    links: [{ parent: 'marts.identities', by: 'facts.cases', on: { identity_id: 'identity_id' } }],
  }),
  columns: {
    ...caseColumns,
    customer_id: text('An account of the identity.').required(),
    linked_by: text('The kind of identifier that brought it into the identity.'),
  },
  query: () =>
    tables(cases, identities)
      .selectFrom('facts.cases as c')
      .innerJoin('marts.identities as m', (j) =>
        j
          .onRef('m.identity_id', '=', 'c.identity_id')
          .onRef('m.linked_from', '<=', 'c.known_at')
          .on((on) =>
            on.or([on('m.linked_until', 'is', null), on('m.linked_until', '>', on.ref('c.known_at'))]),
          ),
      )
      .select([
        'c.case_type',
        'c.case_id',
        'c.stage',
        'c.known_at',
        'c.order_id',
        'm.customer_id',
        'm.linked_by',
      ]),
})

import { asOf, countRows, over } from '../../../warehouse/functions.ts'
import { tables } from '../../../warehouse/tables.ts'
import { identities } from '../../marts/identities.ts'

const read = tables(identities)

/** The accounts that count as one with another as of the run. */
export const linkedAccounts = () => {
  const held = read
    .selectFrom('marts.identities as i')
    .select(['i.customer_id', 'i.identity_id', 'i.linked_from', 'i.linked_by'])
    .select((r) => over(countRows(), { by: [r.ref('i.identity_id')] }).as('accounts'))
    .where((r) => r('i.linked_from', '<=', asOf()))
    .where((r) => r.or([r('i.linked_until', 'is', null), r('i.linked_until', '>', asOf())]))
  return read
    .selectFrom(held.as('h'))
    .select(['h.customer_id', 'h.identity_id', 'h.linked_from', 'h.linked_by'])
    .where('h.accounts', '>', 1)
}

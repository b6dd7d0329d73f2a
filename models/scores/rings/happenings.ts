import { asOf, word } from '../../../warehouse/functions.ts'
import { tables } from '../../../warehouse/tables.ts'
import { accounts } from '../../marts/identities/events.ts'
import { orders } from '../../marts/orders.ts'
import { claims } from '../../staging/claims.ts'
import { returns } from '../../staging/returns.ts'
import { linkedAccounts } from './linked_accounts.ts'

const read = tables(claims, orders, returns)

type What = 'account' | 'order' | 'claim' | 'return'

/** What accounts that count as one did, as of the run: an account's first order, its orders, claims and returns. */
export const happenings = () => {
  const begun = read
    .selectFrom(accounts().as('a'))
    .select(['a.customer_id', word<What>('account').as('what'), 'a.first_ordered_at as at'])
  const bought = read
    .selectFrom('marts.orders as o')
    .where((r) => r.or([r('o.cancelled_at', 'is', null), r('o.is_shipped', '=', true)]))
    .select(['o.customer_id', word<What>('order').as('what'), 'o.ordered_at as at'])
  const claimed = read
    .selectFrom('staging.claims as k')
    .innerJoin('marts.orders as o', 'o.order_id', 'k.order_id')
    .select(['o.customer_id', word<What>('claim').as('what'), 'k.claimed_at as at'])
  const sentBack = read
    .selectFrom('staging.returns as b')
    .innerJoin('marts.orders as o', 'o.order_id', 'b.order_id')
    .select(['o.customer_id', word<What>('return').as('what'), 'b.requested_at as at'])
  return read
    .selectFrom(begun.unionAll(bought).unionAll(claimed).unionAll(sentBack).as('h'))
    .innerJoin(linkedAccounts().as('l'), 'l.customer_id', 'h.customer_id')
    .select(['l.identity_id', 'h.what', 'h.at'])
    .where((r) => r('h.at', '<=', asOf()))
}

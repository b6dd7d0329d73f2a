import { dayPlusDays } from '../../../warehouse/functions.ts'
import { tables } from '../../../warehouse/tables.ts'
import { orderOutcomes } from '../../marts/order_outcomes.ts'
import { orders } from '../../marts/orders.ts'
import type { Settings } from '../../settings.ts'
import { one } from '../metric.ts'

const outcomes = () =>
  tables(orderOutcomes, orders)
    .selectFrom('marts.order_outcomes as o')
    .select(['o.ordered_on', 'o.region', 'o.channel', 'o.went_through', one().as('amount')])

/** Orders on the day on which it was known whether they arrived in full by their promise. */
export const ordersDue = () => outcomes().where('o.due_on', 'is not', null).select('o.due_on as happened_on')

/** Orders of which that is known, on the day on which nothing more can come of them: no claim and no return. */
export const maturedOrders = ({ matured }: Settings) => {
  const days = Math.max(matured.delivery, matured.returns, matured.claims)
  return outcomes()
    .where('o.is_perfect', 'is not', null)
    .select((r) => dayPlusDays(r.ref('o.ordered_on'), days).as('happened_on'))
}

/** How long a customer may take to order again. */
const daysToReturn = 90

/** Orders on the day by which the customer should have ordered again. */
export const ordersToRepeat = () =>
  outcomes().select((r) => dayPlusDays(r.ref('o.ordered_on'), daysToReturn).as('happened_on'))

/** Those whose customer did. */
export const ordersRepeated = () =>
  ordersToRepeat()
    .innerJoin('marts.orders as this', 'this.order_id', 'o.order_id')
    .where((r) => r('this.next_ordered_on', '<=', dayPlusDays(r.ref('o.ordered_on'), daysToReturn)))

import { tables } from '../../../warehouse/tables.ts'
import { orders } from '../../marts/orders.ts'
import { one } from '../metric.ts'

const placed = () =>
  tables(orders)
    .selectFrom('marts.orders as o')
    .select(['o.ordered_on as happened_on', 'o.ordered_on', 'o.ship_region as region', 'o.channel'])

/** Orders placed, those called off later too. */
export const ordersPlaced = () => placed().select(one().as('amount'))

const sold = () =>
  placed().where((r) => r.or([r('o.cancelled_at', 'is', null), r('o.is_shipped', '=', true)]))

/** Goods sold, after discount and before tax. An order cancelled before anything was sent is no sale. */
export const sales = () => sold().select('o.items_amount as amount')

/** What those goods cost the shop, as far as it is known. */
export const costOfGoods = () => sold().select('o.cost_amount as amount')

/** What payments cost the shop, those of cancelled orders too. */
export const paymentFees = () => placed().select('o.payment_fee_amount as amount')

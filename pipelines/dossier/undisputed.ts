import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'

/** Earlier orders that were delivered and about which nobody ever claimed anything, as counts alone. */
export type Undisputed = {
  /** To the same address, down to the flat. */
  readonly same_address: number
  /** Paid by the same means. */
  readonly same_payment: number
  /** Both. */
  readonly same_both: number
}

export async function undisputedBefore(warehouse: Warehouse, orderId: string): Promise<Undisputed> {
  const [counts] = await warehouse.rows<Record<keyof Undisputed, string>>(
    `with this as (from staging.orders where order_id = $1), quiet as (
       select o.ship_address = this.ship_address as at_address,
         o.payment_fingerprint = this.payment_fingerprint as by_payment
       from staging.orders o, this
       where o.ordered_at < this.ordered_at
         and (o.ship_address = this.ship_address or o.payment_fingerprint = this.payment_fingerprint)
         and exists (
           from staging.shipments s join staging.tracking_events e using (carrier, tracking_number)
           where s.order_id = o.order_id and e.status = 'delivered'
         )
         and not exists (from staging.claims c where c.order_id = o.order_id)
         and not exists (from staging.payouts p where p.order_id = o.order_id and p.kind = 'chargeback')
     )
     select count(*) filter (at_address) as same_address, count(*) filter (by_payment) as same_payment,
       count(*) filter (at_address and by_payment) as same_both
     from quiet`,
    [orderId],
  )
  return {
    same_address: Number(counts?.same_address ?? 0),
    same_payment: Number(counts?.same_payment ?? 0),
    same_both: Number(counts?.same_both ?? 0),
  }
}

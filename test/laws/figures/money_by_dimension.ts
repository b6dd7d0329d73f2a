/**
 * The money of a shop, said a second time over the raw feeds alone, in whole units of the fourth decimal. Every
 * amount is one entry on its order, and a metric is a sum of kinds of entries: no day, no event, no running sum.
 * It rests on the views of `second_formulation.ts`, for a shop in UTC and dollars with the usual settings.
 */

const newest = (feed: string, key: string) =>
  `create temp view ${feed} as from raw.${feed}
   qualify row_number() over (partition by ${key} order by version_at desc, file_number desc, row_number desc) = 1`

const entry = (kind: string, units: string, from: string, more = '') =>
  `select '${kind}' as kind, order_id, ${units} as units${more && `, ${more}`} from ${from}`

const ofLine = 'category, reason'
const ofParcel = 'carrier, service, warehouse_id as warehouse'

/** Each kind of entry; what counts events counts each as one whole. */
const entries = [
  entry(
    'sales',
    'usd(items_amount, currency, ordered_at)',
    'placed where cancelled_at is null or coalesce(is_sent, false)',
  ),
  entry('goods', 'quantity * unit_cost', 'sold where cancelled_at is null or is_sent'),
  entry('fees', 'usd(payment_fee_amount, currency, ordered_at)', 'placed'),
  entry('freight', 'usd(freight_amount, currency, priced_at)', 'left_parcels', ofParcel),
  entry('packing', 'usd(pick_pack_amount, currency, priced_at)', 'left_parcels', ofParcel),
  entry('label', '(label_amount * 10000)::hugeint', 'returns'),
  entry('handling', `usd(processing_amount, currency, coalesce(received_at, requested_at))`, 'back', ofLine),
  entry('recovered', `usd(recovered_amount, currency, coalesce(received_at, requested_at))`, 'back', ofLine),
  entry('returned', 'worth', 'back where back_at is not null', ofLine),
  entry('decayed', 'lost', 'back', ofLine),
  entry(
    'abused',
    'worth',
    `back join verdicts on case_type = 'return' and case_id = return_id
    where back_at is not null and finding = 'abuse'`,
    ofLine,
  ),
  entry(
    'return payouts',
    'cost',
    `costs where kind <> 'chargeback_fee' and return_id is not null and counts`,
  ),
  entry('claim payouts', 'cost', `costs where kind <> 'chargeback_fee' and return_id is null and counts`),
  entry('chargeback fees', 'cost', `costs where kind = 'chargeback_fee'`),
  entry('won back', 'units', `paid where kind = 'chargeback_reversal'`),
  entry(
    'carriers paid',
    'usd(paid_amount, c.currency, filed_at)',
    'carrier_claims c join shipments using (shipment_id)',
  ),
  entry('support', 'usd(cost_amount, currency, opened_at)', 'contacts'),
  entry(
    'return support',
    'usd(cost_amount, currency, opened_at)',
    `contacts c where topic = 'return' or topic = 'refund'
       and exists (from returns r where r.order_id = c.order_id and requested_at <= opened_at)
       and not exists (from claims k where k.order_id = c.order_id and claimed_at <= opened_at)`,
  ),
  entry('avoided', 'greatest(asked - coalesce(given, 0), 0)', 'denied'),
  entry(
    'reviews',
    '60000',
    `(select order_id from decisions join claims on case_id = claim_id where case_type = 'claim'
    union all select order_id from decisions join returns on case_id = return_id where case_type = 'return')`,
  ),
  entry(
    'shipped',
    'part(net, pieces, quantity)',
    'sold join sent_lines using (order_id, line_number)',
    'category',
  ),
  entry('orders', '10000', 'placed where is_sent'),
  entry('parcels', '10000', 'left_parcels', ofParcel),
  entry(
    'returns',
    '10000',
    `returns r where return_id in (select return_id from came_back where back_at is not null)
    or exists (from scans s where s.carrier = r.carrier and s.tracking_number = r.tracking_number
      and list_contains(list_transform(all_scans, lambda scan: scan.status), 'delivered'))`,
  ),
]

export const moneyViews = [
  newest('products', 'sku'),
  newest('carrier_claims', 'carrier_claim_id'),
  `set variable rates = (
     select map_from_entries(list((currency || day, rate8)))
     from (select currency, day, (arg_max(rate, file_number) * 100000000)::hugeint as rate8 from raw.fx_rates group by all)
   )`,
  `create temp macro usd(amount, currency, moment) as case when currency = 'USD' then (amount * 10000)::hugeint
   else ((amount * 10000)::hugeint * getvariable('rates')[currency || moment::date] * 2 + 100000000) // 200000000 end`,
  `create temp macro part(units, pieces, whole) as
   case when pieces = whole then units else (units * pieces * 2 + whole * 100) // (whole * 200) * 100 end`,
  `create temp table sold as
   select order_id, line_number, quantity, category, cancelled_at, coalesce(is_sent, false) as is_sent,
     usd(unit_price_amount * quantity - coalesce(l.discount_amount, 0), currency, ordered_at) as net,
     coalesce(usd(unit_cost_amount, currency, ordered_at), (unit_cost * 10000)::hugeint) as unit_cost
   from order_lines l join placed using (order_id) left join products using (sku)`,
  `create temp view left_parcels as
   select *, coalesce(shipped_at, allocated_at, version_at) as priced_at from parcels where left_at is not null`,
  `create temp table back as
   select b.*, category, part(net, least(b.quantity, s.quantity), s.quantity) as worth,
     coalesce(sellable_at, case when disposition not in ('restock', 'refurbish', 'resell') then disposed_at end) as gone_at,
     least(gone_at, getvariable('as_of')::timestamp) as waited_to,
     case when received_at <= waited_to then
       (round(worth / 10000 * 0.03 * (epoch_us(waited_to) - epoch_us(received_at)) / 86400e6 / 30, 2) * 10000)::hugeint
     end as lost
   from came_back b left join sold s using (order_id, line_number)`,
  // Cents by whole division; those left over go to the largest remainders.
  `create temp table paid as
   with each as (select *, usd(amount, currency, paid_at) as units from payouts),
   weighed as (
     select e.payout_id, s.line_number, units, greatest(net, 0) as value, sum(value) over of_payout as values,
       if(values = 0, 1, value) as weight, if(values = 0, count(*) over of_payout, values) as total,
       (units // 100) * weight // total as cents, (units // 100) * weight % total as remainder
     from each e join sold s using (order_id) where e.line_number is null
     window of_payout as (partition by e.payout_id)
   ),
   shared as (
     select payout_id, line_number, row_number() over (partition by payout_id order by remainder desc, line_number) as place,
       100 * (cents + if(place <= units // 100 - sum(cents) over (partition by payout_id), 1, 0))
         + if(place = 1, units % 100, 0) as share
     from weighed
   )
   select each.* replace (coalesce(each.line_number, shared.line_number) as line_number, coalesce(share, units) as units)
   from each left join shared using (payout_id)`,
  // A payout costs what its line has cost with it, less what the line had cost before.
  `create temp macro cost_of(refunds, taken, reships, goods) as
   greatest(refunds, taken) + least(taken, 0) + least(reships, coalesce(goods, reships))`,
  `create temp table costs as
   with goods as (
     select order_id, line_number, sum(c.quantity) * any_value(unit_cost) as goods
     from shipment_lines c join sold using (order_id, line_number) join shipments s using (shipment_id)
     where coalesce(is_reship, false) group by all
   ),
   summed as (
     select p.payout_id, p.line_number,
       coalesce(sum(q.units) filter (q.kind = 'refund'), 0) as refunds,
       coalesce(sum(if(q.kind = 'chargeback', q.units, -q.units)) filter (q.kind in ('chargeback', 'chargeback_reversal')), 0) as taken,
       coalesce(sum(q.units) filter (q.kind = 'reship'), 0) as reships,
     from paid p join paid q on q.order_id = p.order_id and q.line_number is not distinct from p.line_number
       and (q.paid_at, q.payout_id) <= (p.paid_at, p.payout_id)
     group by all
   )
   select p.*,
     case when kind in ('credit', 'chargeback_fee') then units else
       cost_of(refunds, taken, reships, goods) - cost_of(
         refunds - if(kind = 'refund', units, 0),
         taken - case kind when 'chargeback' then units when 'chargeback_reversal' then -units else 0 end,
         reships - if(kind = 'reship', units, 0),
         goods
       ) end as cost,
     cancelled_at is null or coalesce(is_sent, false) or kind in ('credit', 'reship') as counts
   from paid p join summed s on s.payout_id = p.payout_id and s.line_number is not distinct from p.line_number
   left join goods g on g.order_id = p.order_id and g.line_number = p.line_number
   left join placed o on o.order_id = p.order_id`,
  `create temp view verdicts as
   select case_type, case_id, last(finding order by decided_at, decision_id) as finding, last(action order by decided_at, decision_id) as action
   from decisions group by all`,
  `create temp view denied as
   with asked as (
     select 'claim' as case_type, claim_id as case_id, order_id, usd(amount, currency, claimed_at) as asked from claims
     union all
     select 'return', return_id, any_value(r.order_id), coalesce(sum(worth), 0) from returns r left join back using (return_id) group by all
   )
   select order_id, asked, (
     select sum(units) from paid where kind in ('refund', 'reship', 'credit', 'chargeback')
       and case_id = case case_type when 'claim' then claim_id else return_id end
   ) as given
   from asked join verdicts using (case_type, case_id) where finding = 'abuse' and action = 'deny'`,
  `create temp table entries as
   select e.* replace (coalesce(units, 0) as units), ship_region as region, channel
   from (${entries.join('\n union all by name ')}) as e left join orders using (order_id)`,
]

type Sum = {
  readonly plus: readonly string[]
  readonly minus?: readonly string[]
  readonly over?: readonly string[]
  readonly by: readonly string[]
  /** Dimensions of the numerator alone. */
  readonly parts?: readonly string[]
}

const byOrder = ['region', 'channel']
const byReturn = [...byOrder, 'category', 'reason']
const toSend = ['packing', 'freight', 'fees']
const toTakeBack = ['label', 'handling']
const claimed = ['claim payouts', 'chargeback fees']

/** By metric the kinds of entries that it adds up. */
export const sums: Readonly<Record<string, Sum>> = {
  net_margin_after_returns: {
    plus: ['sales', 'recovered', 'carriers paid'],
    minus: ['goods', ...toSend, ...toTakeBack, 'return payouts', ...claimed],
    by: byOrder,
  },
  margin_recovery: {
    plus: ['recovered', 'carriers paid', 'avoided', 'won back'],
    minus: ['reviews'],
    by: byOrder,
  },
  cost_per_order: { plus: [...toSend, ...toTakeBack, ...claimed, 'support'], over: ['orders'], by: byOrder },
  cost_per_return: { plus: [...toTakeBack, 'return support'], over: ['returns'], by: byOrder },
  cost_per_parcel: {
    plus: ['freight'],
    over: ['parcels'],
    by: [...byOrder, 'carrier', 'service', 'warehouse'],
  },
  recovery_rate: { plus: ['recovered'], minus: ['handling'], over: ['returned'], by: byReturn },
  fraud_share: { plus: ['abused'], over: ['returned'], by: byReturn },
  decay_cost: { plus: ['decayed'], by: byReturn },
  return_rate: {
    plus: ['returned'],
    over: ['shipped'],
    by: [...byOrder, 'category'],
    parts: ['reason'],
  },
}

/** Rows of dimension, member, numerator and denominator; members of which there is nothing are left out. */
export function byDimension({ plus, minus = [], over, by, parts = [] }: Sum): string {
  const kinds = (names: readonly string[]) => `kind in ('${['none', ...names].join("', '")}')`
  const amount = (units: string) => `(${units})::decimal(30,0) * 0.0001`
  const numerator = `coalesce(sum(units) filter (${kinds(plus)}), 0) - coalesce(sum(units) filter (${kinds(minus)}), 0)`
  const denominator = over ? `coalesce(sum(units) filter (${kinds(over)}), 0)` : 'null'
  const of = (dimension: string, member: string, below = denominator, which = 'true') =>
    `select '${dimension}' as dimension, ${member} as member, ${amount(numerator)} as numerator, ${amount(below)} as denominator
     from entries where ${which} group by all`
  const whole = `(select sum(units) from entries where ${kinds(over ?? [])})`
  const all = [
    of('all', `'all'`),
    ...by.map((one) => of(one, `coalesce(${one}, 'not known')`)),
    ...parts.map((one) => of(one, `coalesce(${one}, 'not known')`, whole, kinds(plus))),
  ]
  return `select dimension, member, numerator::varchar as numerator, denominator::varchar as denominator
    from (${all.join('\n union all ')}) where numerator <> 0 or denominator <> 0 order by all`
}

import { payouts as feed } from '../../feeds/payouts.ts'
import { landed, type Mapping } from '../sender.ts'
import { refundLines } from './records/refund_lines.ts'
import { settledRefunds } from './settled_refunds.ts'

/** The smallest coin of a currency, in ten-thousandths. */
const coin = `case
  when currency in ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'VND', 'VUV',
    'XAF', 'XOF', 'XPF') then 10000
  when currency in ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') then 10
  else 100 end`

const money = (tenThousandths: string) => `(${tenThousandths})::decimal(22, 0) * 0.0001::decimal(5, 4)`

/**
 * What each refund paid, to the last coin: for each of its lines what was paid for the goods, and the rest, such as
 * shipping and goodwill, for the order as a whole. Where less was paid than the goods were worth, as with a
 * restocking fee, each line bears its share of it; coins left over go where most was cut off. A payout that turns
 * out to be none, once more is known of its refund, stays with nothing paid.
 */
export const payouts: Mapping = {
  feed,
  select: `
    with refunds as (select *, ${coin} as coin from (${settledRefunds})),
    worths as (
      select r.refund_id, l.refund_line_id, l.line_item_id, r.paid, r.coin, l.version_at,
        cast(case when r.currency = l.presented_currency
          then coalesce(l.presented_subtotal_amount, 0)
            + case when r.taxes_included then 0 else coalesce(l.presented_tax_amount, 0) end
          else coalesce(l.subtotal_amount, 0)
            + case when r.taxes_included then 0 else coalesce(l.tax_amount, 0) end
          end * 10000 as hugeint) as worth
      from ${landed(refundLines)} l join refunds r using (refund_id)
    ),
    wholes as (
      select *, sum(worth) over (partition by refund_id) as all_worth, paid // coin as coins from worths where worth > 0
    ),
    shares as (
      select *, coins * worth // all_worth as share, row_number() over (
          partition by refund_id order by coins * worth % all_worth desc, refund_line_id
        ) as place
      from wholes
    ),
    cut as (
      select refund_id, refund_line_id, line_item_id, version_at,
        case when all_worth <= paid then worth
          else share * coin
            + case when place <= coins - sum(share) over (partition by refund_id) then coin else 0 end
            + case when place = 1 then paid % coin else 0 end end as amount
      from shares
    ),
    parts as (
      select refund_id, 'refund-' || refund_id || '-' || refund_line_id as payout_id, line_item_id, amount, version_at
      from cut
      union all
      select r.refund_id, 'refund-' || r.refund_id, null, r.paid - coalesce(sum(cut.amount), 0), max(cut.version_at)
      from refunds r left join cut using (refund_id) group by r.refund_id, r.paid
    )
    select r.file_number, p.payout_id, r.order_id, p.line_item_id as line_number, r.return_id, r.paid_at,
      'refund' as kind, ${money('p.amount')} as amount, r.currency, r.method,
      greatest(r.version_at, p.version_at) as updated_at
    from parts p join refunds r using (refund_id)
    where p.amount > 0 or p.payout_id in (select payout_id from ${feed.raw.name})`,
}

/** Rows of the first query that the second lacks, or has otherwise, and the other way round. */
const apart = (one: string, other: string) =>
  `select 'first' as told_by, * from ((${one}) except all (${other}))
   union all select 'second', * from ((${other}) except all (${one}))`

const money = (units: string) => `cast((${units})::decimal(30, 0) * 0.0001 as decimal(38, 4))`
const amount = (sum: string) => `cast(coalesce(${sum}, 0) as decimal(38, 4))`

/** What a payout is worth at the rate of the order's day, in the order's own currency; else at that of its day. */
const onOrderDay =
  'if(p.currency = o.currency, usd(p.amount, p.currency, o.ordered_at), usd(p.amount, p.currency, p.paid_at))'

const ofWaterfall = (steps: string, sum = 'sum(amount)') =>
  `select month, ${amount(sum)} from published.metrics.margin_waterfall where ${steps} group by 1 having sum(amount) <> 0`
const ofRoute = (route: string) =>
  `select date_trunc('month', day)::date, ${amount('sum(amount)')} from published.metrics.margin_recovery_by_route
   where route = '${route}' group by 1 having sum(amount) <> 0`

/**
 * By a sentence the rows that break it: totals of one table against those of another, or of the raw feeds, in
 * each currency. They rest on the views of `second_formulation.ts` and `money_by_dimension.ts`.
 */
export const reconciliations: Readonly<Record<string, string>> = {
  'payouts in each currency and of each kind are in the ledger at the rates of their days': apart(
    `select currency, kind, ${money('sum(usd(amount, currency, paid_at))')} from payouts group by 1, 2`,
    `select r.currency, p.kind, ${amount('sum(p.amount)')} from marts.payouts p join payouts r using (payout_id) group by 1, 2`,
  ),
  'payouts by kind are those of the ledger, by order line and as sent': apart(
    `select kind, ${money('sum(usd(amount, currency, paid_at))')} as total, total from payouts group by 1`,
    `select kind, ${amount('sum(amount)')}, ${amount('sum(ledger_amount)')} from published.metrics.payouts_by_kind group by 1`,
  ),
  'lines paid out on hold every payout at the rate of the order’s day': apart(
    `select p.kind, ${money(`sum(${onOrderDay})`)} from payouts p left join orders o using (order_id)
     where p.kind <> 'chargeback_fee' group by 1`,
    `select kind, ${amount('sum(amount)')} from (
       unpivot (select refunded as refund, reshipped as reship, credited as credit, charged_back as chargeback,
         reversed as chargeback_reversal from marts.paid_lines)
       on columns(*) into name kind value amount
     ) group by 1`,
  ),
  'lines paid out on were charged at most what their orders were, in each currency': `
    select o.currency, l.order_id, sum(l.paid_by_customer)
    from marts.paid_lines l join orders o using (order_id) group by all
    having sum(l.paid_by_customer) > ${money('any_value(greatest(usd(total_amount, o.currency, ordered_at), usd(items_amount, o.currency, ordered_at)))')}`,
  'revenue in each currency is that of the orders at the rates of their days': apart(
    `select currency, count(*), ${money('sum(usd(items_amount, currency, ordered_at))')}, ${money('sum(usd(total_amount, currency, ordered_at))')}
     from orders group by 1`,
    `select currency, count(*), ${amount('sum(items_amount)')}, ${amount('sum(total_amount)')} from marts.orders group by 1`,
  ),
  'the waterfall begins with that revenue, month by month': apart(
    `select date_trunc('month', ordered_at)::date, ${money('sum(usd(items_amount, currency, ordered_at))')} from placed
     where cancelled_at is null or is_sent group by 1`,
    ofWaterfall(`kind = 'sales'`),
  ),
  'the waterfall ends where its steps lead, month by month': apart(
    ofWaterfall(`kind <> 'net'`),
    ofWaterfall(`kind = 'net'`),
  ),
  'the waterfall ends in the metric net margin, month by month': apart(
    ofWaterfall(`kind = 'net'`),
    `select date_trunc('month', day)::date, ${amount('sum(numerator)')} from published.metrics.kpis
     where metric = 'net_margin_after_returns' and basis = 'period' and dimension = 'all' group by 1`,
  ),
  'the routes of margin recovery add up to its metric, day by day': apart(
    `select day, ${amount('sum(amount)')} from published.metrics.margin_recovery_by_route group by 1`,
    `select day, ${amount('numerator')} from published.metrics.kpis
     where metric = 'margin_recovery' and basis = 'period' and dimension = 'all'`,
  ),
  'stock recovers the same on both pages': apart(
    ofWaterfall(`step = 'Recovered from returned stock'`),
    ofRoute('returned_stock'),
  ),
  'carriers pay the same on both pages': apart(
    ofWaterfall(`step = 'Carrier reimbursements'`),
    ofRoute('carrier_claims'),
  ),
  'chargebacks won back are those of the ledger': apart(
    `select date_trunc('month', day)::date, ${amount('sum(amount)')} from published.metrics.payouts_by_kind
     where kind = 'chargeback_reversal' group by 1`,
    ofRoute('chargeback_reversals'),
  ),
  'what the waterfall takes off for payouts is what was paid, less what was paid twice, freight of reships and sales that never were':
    apart(
      `select month, ${amount('sum(amount)')} from (
       select date_trunc('month', day)::date as month, if(kind = 'chargeback_reversal', -amount, amount) as amount
       from published.metrics.payouts_by_kind
       union all
       select date_trunc('month', paid_on)::date, -double_paid_amount - coalesce(p.amount - goods_cost_amount, 0)
         - if(o.cancelled_at is not null and not o.is_shipped and kind in ('refund', 'chargeback', 'chargeback_reversal'), p.cost_amount, 0)
       from marts.payouts p left join marts.orders o using (order_id)
     ) group by 1 having sum(amount) <> 0`,
      ofWaterfall(`step in ('Refunds for returns', 'Claim payouts', 'Chargeback fees')`, '-sum(amount)'),
    ),
}

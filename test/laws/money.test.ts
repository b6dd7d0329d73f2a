import { expect, test } from 'vitest'
import { writeDemoShop } from '../../sources/demo_shop/demo_shop.ts'
import { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { runAll, shopFolder } from './shop.ts'

/** The newest version of each payout in the reporting currency, said without any of the models. */
const ledger = `select p.kind, sum(cast(round(cast(p.amount as decimal(30,4)) * coalesce(x.rate, 1), 4) as decimal(18,4))) as amount
  from (select *, row_number() over (partition by payout_id order by version_at desc, file_number desc, row_number desc) as newness from raw.payouts) as p
  left join (select day, currency, arg_max(rate, file_number) as rate from raw.fx_rates group by all) as x
    on x.currency = p.currency and x.day = cast(p.paid_at as date) and p.currency <> 'USD'
  where newness = 1 group by p.kind`

/** What returned goods brought back, by the newest word on each line. */
const returnedStock = `select sum(cast(round(cast(l.recovered_amount as decimal(30,4)) * coalesce(x.rate, 1), 4) as decimal(18,4))) as amount
  from (select *, row_number() over (partition by return_id, order_id, line_number order by version_at desc, file_number desc, row_number desc) as newness from raw.return_lines) as l
  left join (select day, currency, arg_max(rate, file_number) as rate from raw.fx_rates group by all) as x
    on x.currency = l.currency and x.day = cast(l.received_at as date) and l.currency <> 'USD'
  where newness = 1 and received_at is not null`

test('what reports publish of payouts, margin and recovery totals to the ledger to the cent', async () => {
  const places = shopFolder()
  await writeDemoShop({ orders: 6000, seed: 15, out: places.inbox })
  await runAll(places)
  const shop = await Warehouse.open(places.warehouse, { readOnly: true })
  await shop.run(`attach '${places.snapshot}' as published (read_only)`)

  const byKind = await shop.rows(ledger)
  expect(byKind.length).toBeGreaterThan(3)
  const reported = await shop.rows(
    'select kind, sum(amount) as amount from published.metrics.payouts_by_kind group by kind',
  )
  const sorted = (rows: Record<string, unknown>[]) =>
    rows.map(({ kind, amount }) => `${kind} ${Number(amount).toFixed(4)}`).sort()
  expect(sorted(reported)).toEqual(sorted(byKind))
  expect(
    await shop.rows(
      'select sum(amount) - sum(ledger_amount) as apart from published.metrics.payouts_by_kind',
    ),
  ).toEqual([{ apart: '0.0000' }])

  const stock = await shop.rows<{ amount: string }>(returnedStock)
  const recovered = await shop.rows<{ amount: string }>(
    `select sum(amount) as amount from published.metrics.margin_recovery_by_route where route = 'returned_stock'`,
  )
  expect(Number(stock[0]?.amount)).toBeGreaterThan(10_000)
  expect(recovered).toEqual(stock)

  const waterfall = await shop.rows(
    `select sum(case when kind = 'net' then -amount else amount end) as apart from published.metrics.margin_waterfall`,
  )
  expect(waterfall).toEqual([{ apart: '0.0000' }])
  const sales = await shop.rows(
    `select (select sum(amount) from published.metrics.margin_waterfall where kind = 'sales') - (select sum(items_amount) from marts.orders where is_shipped or cancelled_at is null) as apart`,
  )
  expect(sales).toEqual([{ apart: '0.0000' }])
  shop.close()
})

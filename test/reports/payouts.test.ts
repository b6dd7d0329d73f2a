import { expect, test } from 'vitest'
import { expectShown } from './figures.ts'
import { ask, visiting } from './visit.ts'

const AS_OF_DAY = `(select timezone(time_zone, timezone('UTC', as_of))::date from health.snapshot)`

test('payouts agree with the ledger by kind and by reason, to the cent, for each period', async () => {
  for (const days of [30, 365]) {
    const kinds = await ask(`
      select kind, sum(amount)::double as amount, sum(ledger_amount)::double as ledger from metrics.payouts_by_kind
      where day <= ${AS_OF_DAY} and day > ${AS_OF_DAY} - ${days} group by kind`)
    const [reasons] = await ask(`
      select sum(amount)::double as amount from metrics.payouts_by_reason
      where day <= ${AS_OF_DAY} and day > ${AS_OF_DAY} - ${days}`)
    const paid = kinds.reduce((sum, { amount }) => sum + (amount as number), 0)
    expect(paid).toBeCloseTo(reasons?.amount as number, 6)

    await visiting('/finance/payouts/', async (page) => {
      await page.locator('[data-choice="days"] button', { hasText: `${days} days` }).click()
      const rows = page
        .getByRole('region', { name: 'Payouts by kind beside the payout ledger' })
        .locator('tbody tr')
      await page.locator(`[data-ledger][data-days="${days}"]`).waitFor()
      expect(await rows.count()).toBe(kinds.length)
      for (const { kind, amount, ledger } of kinds) {
        const name = String(kind).replaceAll('_', ' ')
        const row = rows.filter({
          has: page.locator('td:first-child', { hasText: new RegExp(`^\\s*${name}\\s*$`, 'i') }),
        })
        expectShown(await row.locator('td[data-title="Amount"]').textContent(), amount as number, name)
        expectShown(await row.locator('td[data-title="In the ledger"]').textContent(), ledger as number, name)
      }
      const sentence = page.locator('[data-ledger]')
      expect(await sentence.getAttribute('data-ledger')).toBe('agrees')
      expectShown(await sentence.textContent(), paid, 'paid out')
    })
  }
})

test('double dips stand with all of their payouts side by side', async () => {
  const lines = `
    select order_id, line_number, arg_max(paid_so_far, place) - any_value(paid_by_customer) as value
    from metrics.double_dip_payouts where is_over_paid group by order_id, line_number`
  const [sums] = await ask(`select count(*)::double as lines, sum(value)::double as value from (${lines})`)
  const [first] = await ask(`
    select order_id, line_number::double as line_number, dips.value::double as value
    from (${lines}) as dips left join actions.payouts_to_recover using (order_id, line_number)
    order by coalesce(due_on >= ${AS_OF_DAY}, false) desc, due_on is not null desc, dips.value desc, order_id, dips.line_number
    limit 1`)
  const payouts = await ask(`
    select payout_id, amount::double as amount from metrics.double_dip_payouts
    where order_id = '${first?.order_id}' and line_number = ${first?.line_number} order by place`)
  expect(payouts.length).toBeGreaterThan(1)
  await visiting('/finance/payouts/', async (page) => {
    const line = page.locator('.pairs > li').first()
    expect(await line.getAttribute('data-line')).toBe(`${first?.order_id}/${first?.line_number}`)
    expect(
      await line
        .locator('[data-payout]')
        .evaluateAll((all) => all.map((one) => one.getAttribute('data-payout'))),
    ).toEqual(payouts.map(({ payout_id }) => payout_id))
    for (const { payout_id, amount } of payouts)
      expectShown(
        await line.locator(`[data-payout="${payout_id}"] strong`).textContent(),
        amount as number,
        'payout',
      )
    expectShown(await line.locator('.total strong').textContent(), first?.value as number, 'beyond value')
    expect(Number(await page.locator('[data-beyond]').getAttribute('data-beyond'))).toBeCloseTo(
      sums?.value as number,
      2,
    )
  })
})

test('the share of orders with a payout is the metric’s', async () => {
  const [rate] = await ask(`
    select sum(numerator)::double / sum(denominator)::double as share from metrics.kpis
    where metric = 'payout_rate' and basis = 'period' and dimension = 'all'
      and day <= ${AS_OF_DAY} and day > ${AS_OF_DAY} - 90`)
  await visiting('/finance/payouts/', async (page) => {
    const card = page.locator('[data-metric="payout_rate"]')
    expectShown(await card.locator('[data-value]').textContent(), rate?.share as number, 'payout rate')
  })
})

import { expect, test } from 'vitest'
import { expectShown } from './figures.ts'
import { ask, visiting } from './visit.ts'

const LOSS = "is_eligible and type in ('lost', 'damaged')"

test('the way from what could be claimed to what was paid is that of the snapshot, to the cent', async () => {
  const [{ eligible, paid, expired }] = (await ask(`
    select
      sum(amount)::double as eligible,
      sum(paid_amount)::double as paid,
      coalesce(sum(amount) filter (where state = 'expired'), 0)::double as expired
    from metrics.carrier_claims_by_state where ${LOSS}`)) as [
    { eligible: number; paid: number; expired: number },
  ]
  await visiting('/finance/carrier-claims/', async (page) => {
    await page.locator('[data-choice="months"] button', { hasText: 'All' }).click()
    const amount = (step: string) => page.locator(`.waterfall li[data-row="${step}"] .figure`).textContent()
    await expect
      .poll(() => page.locator('[data-eligible]').getAttribute('data-eligible'))
      .toBe(eligible.toFixed(2))
    expectShown(await amount('Could be claimed'), eligible, 'eligible')
    expectShown(await amount('Paid'), paid, 'paid')
    if (expired > 0) expectShown(await amount('Never filed'), -expired, 'expired')
  })
})

test('what carriers paid agrees with margin recovery, and says so', async () => {
  const [sums] = await ask(`
    select
      (select sum(paid_amount)::double from metrics.carrier_claims_by_state) as paid,
      (select coalesce(sum(amount), 0)::double from metrics.margin_recovery_by_route where route = 'carrier_claims') as recovered`)
  expect(sums?.paid).toBe(sums?.recovered)
  await visiting('/finance/carrier-claims/', async (page) => {
    const sentence = page.locator('[data-paid]')
    expect(await sentence.getAttribute('data-paid')).toBe('agrees')
    expectShown(await sentence.textContent(), sums?.paid as number, 'paid')
  })
})

test('claims to file stand in the order of their deadlines', async () => {
  const list = await ask(
    'select shipment_id, days_left::double as days_left from actions.carrier_claims_to_file order by days_left, value desc, shipment_id',
  )
  await visiting('/finance/carrier-claims/', async (page) => {
    const rows = page.getByRole('region', { name: 'Carrier claims to file' }).locator('tbody tr')
    expect(await rows.count()).toBe(Math.min(list.length, 15))
    for (const [nth, { shipment_id, days_left }] of list.slice(0, 15).entries()) {
      expect(await rows.nth(nth).locator('td').first().textContent()).toContain(shipment_id)
      expectShown(
        await rows.nth(nth).locator('td[data-title="Days left"]').textContent(),
        days_left as number,
        'days left',
      )
    }
  })
})

test('what was lost by not filing is told by the month of the last day to file', async () => {
  const months = await ask(`
    select sum(amount)::double as amount from metrics.carrier_claims_by_state
    where state = 'expired' group by date_trunc('month', due_on) order by date_trunc('month', due_on) desc`)
  await visiting('/finance/carrier-claims/', async (page) => {
    const rows = page
      .getByRole('region', { name: 'Never claimed, by the month of the last day to file' })
      .locator('tbody tr')
    expect(await rows.count()).toBe(Math.min(months.length, 13))
    for (const [nth, { amount }] of months.slice(0, 13).entries())
      expectShown(await rows.nth(nth).locator('td').last().textContent(), amount as number, 'lost')
  })
})

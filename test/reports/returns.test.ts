import { expect, test, vi } from 'vitest'
import { expectShown } from './figures.ts'
import { ask, visiting } from './visit.ts'

const AS_OF_DAY = `(select timezone(time_zone, timezone('UTC', as_of))::date from health.snapshot)`
const within = (days: number) => `day <= ${AS_OF_DAY} and day > ${AS_OF_DAY} - ${days}`

test('what returns cost is told by part, and adds up to the cost per return', async () => {
  for (const days of [90, 365]) {
    const parts = await ask(
      `select part, sum(amount)::double as amount from metrics.return_costs where ${within(days)} group by part`,
    )
    const [cost] = await ask(`
      select sum(numerator)::double as amount, sum(denominator)::double as returns from metrics.kpis
      where metric = 'cost_per_return' and basis = 'period' and dimension = 'all' and ${within(days)}`)
    expect(parts.length).toBeGreaterThan(1)
    expect(parts.reduce((sum, { amount }) => sum + (amount as number), 0)).toBeCloseTo(
      cost?.amount as number,
      6,
    )

    await visiting('/finance/returns/', async (page) => {
      await page.locator('[data-choice="days"] button', { hasText: `${days} days` }).click()
      await expect
        .poll(() => page.locator('[data-cost]').textContent())
        .toContain(`${cost?.returns} returns`.replace(/\B(?=(\d{3})+ )/, ','))
      const total = page.locator('.waterfall li[data-row="Cost of returns"] .figure')
      await vi.waitFor(
        async () => expectShown(await total.textContent(), -(cost?.amount as number), 'cost of returns'),
        { timeout: 20_000 },
      )
    })
  }
})

test('recovery by category and grade, and what was left on the table, are those of the snapshot', async () => {
  const cells = await ask(`
    select category, grade, sum(recovered_amount - processing_amount)::double as net, sum(returned_amount)::double as value
    from metrics.disposed_stock where ${within(90)} group by all having sum(returned_amount) > 0`)
  const [left] = await ask(
    `select sum(left_amount)::double as amount from metrics.disposed_stock where ${within(90)}`,
  )
  expect(cells.length).toBeGreaterThan(3)
  await visiting('/finance/returns/', async (page) => {
    const table = page.getByRole('region', { name: 'Recovery rate by category and grade' })
    for (const { category, grade, net, value } of cells) {
      const cell = table.locator(`tr[data-row="${category}"] td[data-column="${grade}"] b`)
      expectShown(await cell.textContent(), (net as number) / (value as number), `${category} ${grade}`)
    }
    expect(Number(await page.locator('[data-left]').getAttribute('data-left'))).toBeCloseTo(
      left?.amount as number,
      2,
    )
  })
})

test('the best disposition of each category and grade stands with the pieces it rests on', async () => {
  const best = await ask(
    'select category, grade, disposition, pieces::double as pieces from marts.dispositions where place = 1',
  )
  expect(best.length).toBeGreaterThan(3)
  await visiting('/finance/returns/', async (page) => {
    const table = page.getByRole('region', { name: 'Best disposition by category and grade' })
    for (const { category, grade, disposition, pieces } of best) {
      const cell = table.locator(`tr[data-row="${category}"] td[data-column="${grade}"]`)
      expect((await cell.locator('b').textContent())?.toLowerCase()).toBe(disposition)
      const rests = (await cell.locator('small').textContent())?.split(', ')[1] ?? null
      expectShown(rests, pieces as number, 'pieces')
    }
  })
})

test('what waiting cost is told by category', async () => {
  const waits = await ask(`
    select category, sum(decay_amount)::double as amount from metrics.stock_waits
    where ${within(90)} group by category order by amount desc`)
  await visiting('/finance/returns/', async (page) => {
    const rows = page.getByRole('region', { name: 'What waiting cost, by category' }).locator('tbody tr')
    expect(await rows.count()).toBe(Math.min(waits.length, 10))
    expectShown(
      await rows.first().locator('td[data-title="Lost by waiting"]').textContent(),
      waits[0]?.amount as number,
      'lost',
    )
  })
})

test('return rates are told by category or by channel', async () => {
  const channels = await ask(`
    select distinct member from metrics.kpis
    where metric = 'return_rate' and basis = 'period' and dimension = 'channel' and ${within(90)}`)
  await visiting('/finance/returns/', async (page) => {
    await page.getByRole('region', { name: 'Return rate by category' }).waitFor()
    await page.locator('[data-choice="side"] button', { hasText: 'Channel' }).click()
    const rows = page.getByRole('region', { name: 'Return rate by channel' }).locator('tbody tr')
    await expect.poll(() => rows.count()).toBe(channels.length)
  })
})

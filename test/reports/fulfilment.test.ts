import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { expectShown } from './figures.ts'
import { ask, visiting } from './visit.ts'

const AS_OF_DAY = `(select timezone(time_zone, timezone('UTC', as_of))::date from health.snapshot)`
const STEPS = { Allocate: 'allocate', Pick: 'pick', Pack: 'pack', 'Hand over': 'hand_over' }

const table = (page: Page, name: string) =>
  page.getByRole('region', { name, exact: true }).locator('tbody tr')

async function expectWarehouses(page: Page, days: number) {
  const warehouses = await ask(`
    select
      member,
      sum(numerator) filter (where metric = 'shipped_on_time')::double / sum(denominator) filter (where metric = 'shipped_on_time')::double as on_time,
      sum(denominator) filter (where metric = 'hours_to_ship')::double as parcels,
      sum(numerator) filter (where metric = 'hours_to_ship')::double / sum(denominator) filter (where metric = 'hours_to_ship')::double as hours
    from metrics.kpis
    where basis = 'period' and dimension = 'warehouse' and member <> 'not known'
      and day <= ${AS_OF_DAY} and day > ${AS_OF_DAY} - ${days}
    group by member having parcels > 0 order by parcels desc`)
  expect(warehouses.length).toBeGreaterThan(1)
  const rows = table(page, 'Warehouses compared')
  await expect.poll(() => rows.count()).toBe(warehouses.length)
  for (const [nth, { member, on_time, parcels, hours }] of warehouses.entries()) {
    const cell = (title: string) => rows.nth(nth).locator(`td[data-title="${title}"]`).textContent()
    expect((await cell('Warehouse'))?.trim()).toBe(member)
    expectShown(await cell('Parcels'), parcels as number, 'parcels')
    expectShown(await cell('Shipped on time'), on_time as number, 'shipped on time')
    expectShown(
      await page.locator(`.stacked [data-row="${member}"] .figure`).textContent(),
      hours as number,
      'hours',
    )
  }
}

test('fulfilment compares the warehouses by the figures of the snapshot, in any period', async () => {
  await visiting('/operations/fulfilment/', async (page) => {
    await expectWarehouses(page, 90)
    await page.getByRole('button', { name: '365 days', exact: true }).click()
    await page.locator('.so-what').getByText('in the 365 days to').waitFor()
    await expectWarehouses(page, 365)
  })
})

test('fulfilment tells the newest whole month of each step', async () => {
  const [newest] = await ask(
    `select max(month) as month from metrics.quantiles
     where metric = 'hours_to_ship' and basis = 'period' and month + interval 1 month <= ${AS_OF_DAY} + 1`,
  )
  const steps = await ask(`
    select metric, p50, p90 from metrics.quantiles
    where basis = 'period' and dimension = 'all' and month = date '${newest?.month}'`)
  await visiting('/operations/fulfilment/', async (page) => {
    for (const [title, step] of Object.entries({ 'Order to carrier': 'ship', ...STEPS })) {
      const known = steps.find(({ metric }) => metric === `hours_to_${step}`)
      const row = table(page, 'Time to ship by step').filter({ has: page.getByText(title, { exact: true }) })
      expectShown(await row.locator('td[data-title="Half, h"]').textContent(), known?.p50 as number, title)
      expectShown(
        await row.locator('td[data-title="Nine tenths, h"]').textContent(),
        known?.p90 as number,
        title,
      )
    }
  })
})

test('fulfilment shows on which weekdays orders miss their cut-off', async () => {
  const cells = await ask(`
    with matured as (
      select *, max(day) over () as last_day from metrics.kpis
      where metric = 'shipped_on_time' and basis = 'cohort' and dimension = 'warehouse' and member <> 'not known'
    )
    select member, isodow(day)::integer as weekday, (1 - sum(numerator) / sum(denominator))::double as missed
    from matured where day > last_day - 90 group by all having sum(denominator) >= 20`)
  expect(cells.length).toBeGreaterThan(7)
  await visiting('/operations/fulfilment/', async (page) => {
    const grid = page.getByRole('table', { name: 'Share of parcels that missed their cut-off' })
    for (const { member, weekday, missed } of cells) {
      const row = grid.getByRole('row', { name: String(member) })
      expectShown(
        await row
          .locator('td')
          .nth((weekday as number) - 1)
          .textContent(),
        missed as number,
        `${member}, day ${weekday}`,
      )
    }
  })
})

import { expect, test } from 'vitest'
import { expectShown } from './figures.ts'
import { ask, visiting } from './visit.ts'

test('the carriers are compared by the figures of the snapshot', async () => {
  const carriers = await ask(`
    select carrier, parcels::double as parcels, on_time / nullif(promised, 0)::double as on_time, lost / nullif(parcels, 0)::double as lost
    from marts.carriers order by parcels desc, carrier`)
  expect(carriers.length).toBeGreaterThan(0)
  await visiting('/operations/carriers/', async (page) => {
    for (const carrier of carriers) {
      const row = page
        .getByRole('region', { name: 'Carriers compared' })
        .locator('tr', { has: page.getByText(String(carrier.carrier), { exact: true }) })
      expectShown(
        await row.locator('td[data-title="Parcels"]').textContent(),
        carrier.parcels as number,
        'parcels',
      )
      if (carrier.on_time !== null)
        expectShown(
          await row.locator('td[data-title="On time"]').textContent(),
          carrier.on_time as number,
          'on time',
        )
      expectShown(await row.locator('td[data-title="Lost"]').textContent(), carrier.lost as number, 'lost')
    }
  })
})

test('carriers shows on which weekdays handed-over parcels come late', async () => {
  const cells = await ask(
    'select carrier, weekday::integer as weekday, (late / promised)::double as late from metrics.carrier_weekdays where days = 90 and promised >= 20',
  )
  expect(cells.length).toBeGreaterThan(5)
  await visiting('/operations/carriers/', async (page) => {
    const grid = page.getByRole('table', { name: 'Share of parcels late, by carrier and weekday' })
    for (const { carrier, weekday, late } of cells) {
      const cell = grid
        .getByRole('row', { name: String(carrier) })
        .locator('td')
        .nth((weekday as number) - 1)
      expectShown(await cell.textContent(), late as number, `${carrier}, day ${weekday}`)
    }
  })
})

test('carriers maps the loss of each region, and says where it knows too little', async () => {
  const regions = await ask(
    'select country, region, parcels::double as parcels, loss_rate from metrics.region_losses',
  )
  expect(regions.length).toBeGreaterThan(1)
  await visiting('/operations/carriers/', async (page) => {
    await page.locator('.map').waitFor()
    let mapped = 0
    for (const { country, region, parcels, loss_rate } of regions) {
      const tile = page.locator(`.map [data-region="${country}-${region}"]`)
      if ((await tile.count()) === 0) continue
      mapped += 1
      const text = await tile.locator('span').textContent()
      if ((parcels as number) < 50) expect(text).toBe('few')
      else expectShown(text, loss_rate as number, `${country}-${region}`)
    }
    expect(mapped).toBeGreaterThan(0)
  })
})

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

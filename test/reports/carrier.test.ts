import { expect, test } from 'vitest'
import { expectShown } from './figures.ts'
import { ask, visiting } from './visit.ts'

const AS_OF_DAY = `(select timezone(time_zone, timezone('UTC', as_of))::date from health.snapshot)`

test('the scorecard leads to each carrier’s own page', async () => {
  const [largest] = await ask(
    'select carrier, parcels from marts.carriers order by parcels desc, carrier limit 1',
  )
  await visiting('/operations/carriers/', async (page) => {
    await page
      .getByRole('region', { name: 'Carriers compared' })
      .getByRole('link', { name: String(largest?.carrier) })
      .click()
    await page.locator('h2[data-carrier]').waitFor()
    expect(await page.locator('h2[data-carrier]').textContent()).toBe(largest?.carrier)
  })
})

test('a carrier’s figures and facilities are those of the snapshot, in any period', async () => {
  const [{ carrier }] = (await ask(
    'select carrier from marts.carriers order by parcels desc, carrier limit 1',
  )) as [{ carrier: string }]
  await visiting(`/operations/carrier/?${new URLSearchParams({ carrier })}`, async (page) => {
    for (const days of [90, 365]) {
      await page.getByRole('button', { name: `${days} days`, exact: true }).click()
      await page.locator('.so-what').getByText(`newest ${days} days`).first().waitFor()
      const [onTime] = await ask(`
        select sum(numerator)::double / sum(denominator)::double as rate from metrics.kpis
        where metric = 'on_time_delivery' and basis = 'period' and dimension = 'carrier' and member = '${carrier}'
          and day <= ${AS_OF_DAY} and day > ${AS_OF_DAY} - ${days}`)
      expectShown(
        await page.locator('[data-metric="on_time_delivery"] [data-value]').textContent(),
        onTime?.rate as number,
        'on time',
      )
      const facilities = await ask(`
        select facility, (late / promised)::double as late, loss_rate from metrics.carrier_facilities
        where carrier = '${carrier}' and days = ${days} and promised > 0`)
      expect(facilities.length).toBeGreaterThan(0)
      const rows = page.getByRole('region', { name: 'Facilities', exact: true }).locator('tbody tr')
      for (const { facility, late, loss_rate } of facilities) {
        const row = rows.filter({ has: page.getByText(String(facility), { exact: true }) })
        if ((await row.count()) === 0) continue
        expectShown(
          await row.locator('td[data-title="Late"]').textContent(),
          late as number,
          `${facility} late`,
        )
        expectShown(
          await row.locator('td[data-title="Loss rate"]').textContent(),
          loss_rate as number,
          `${facility} loss`,
        )
      }
      expect(await rows.count()).toBeGreaterThan(0)
    }
  })
})

test.each(['No Such/Carrier & “Sons”', "x' or '1'='1", ''])(
  'of a carrier that there is not, %j, it says so and names those there are',
  async (carrier) => {
    const [{ carriers }] = (await ask('select count(*)::double as carriers from marts.carriers')) as [
      { carriers: number },
    ]
    await visiting(`/operations/carrier/?${new URLSearchParams({ carrier })}`, async (page) => {
      await page.locator('[data-none]').waitFor()
      expect(await page.locator('h2[data-carrier]').count()).toBe(0)
      expect(await page.locator('[data-none] li').count()).toBe(carriers)
    })
  },
)

test('a carrier’s page tells what became of the claims with it, by the figures of the snapshot', async () => {
  const [{ carrier }] = (await ask(
    'select carrier from metrics.carrier_claims_by_state group by carrier order by sum(claims) desc, carrier limit 1',
  )) as [{ carrier: string }]
  const states = await ask(`
    select state, sum(claims)::double as claims, sum(amount)::double as amount, sum(paid_amount)::double as paid
    from metrics.carrier_claims_by_state where carrier = '${carrier}'
    group by state order by list_position(['to_file', 'waiting', 'paid', 'denied', 'expired'], state)`)
  const filed = states.filter(({ state }) => ['waiting', 'paid', 'denied'].includes(String(state)))
  await visiting(`/operations/carrier/?${new URLSearchParams({ carrier })}`, async (page) => {
    const rows = page.getByRole('region', { name: 'Claims by state', exact: true }).locator('tbody tr')
    await expect.poll(() => rows.count()).toBe(states.length)
    for (const [nth, { state, claims, amount, paid }] of states.entries()) {
      const cell = (title: string) => rows.nth(nth).locator(`td[data-title="${title}"]`).textContent()
      expectShown(await cell('Claims or parcels'), claims as number, `${state} claims`)
      expectShown(await cell('Amount'), amount as number, `${state} amount`)
      if (state === 'paid') expectShown(await cell('Paid'), paid as number, 'paid')
      else expect((await cell('Paid'))?.trim()).toBe('–')
    }
    const all = filed.reduce((sum, { claims }) => sum + (claims as number), 0)
    expect(await page.locator('[data-filed]').getAttribute('data-filed')).toBe(String(all))
  })
})

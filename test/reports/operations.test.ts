import { expect, test } from 'vitest'
import { expectShown } from './figures.ts'
import { ask, visiting } from './visit.ts'

test('exceptions compares customers told first with the others, by the figures of the snapshot', async () => {
  const groups = await ask(
    'select parcels::double as parcels, contacts_per_thousand, share_asked from metrics.contacts_after_trouble order by is_told_first desc',
  )
  expect(groups.length).toBeGreaterThan(0)
  await visiting('/operations/exceptions/', async (page) => {
    const rows = page.getByRole('region', { name: 'Contacts after trouble', exact: true }).locator('tbody tr')
    expect(await rows.count()).toBe(groups.length)
    for (const [nth, group] of groups.entries()) {
      const cell = (title: string) => rows.nth(nth).locator(`td[data-title="${title}"]`).textContent()
      expectShown(await cell('Parcels in trouble'), group.parcels as number, 'parcels')
      expectShown(await cell('Contacts per 1,000'), group.contacts_per_thousand as number, 'contacts')
      expectShown(await cell('Asked'), group.share_asked as number, 'share')
    }
  })
})

test('exceptions tells of each parcel in trouble now whether its customer was told', async () => {
  const risk = await ask(
    'select shipment_id, told_at is not null as is_told from metrics.parcels_at_risk order by shipment_id',
  )
  const told = risk.filter(({ is_told }) => is_told)
  await visiting('/operations/exceptions/', async (page) => {
    if (risk.length === 0) {
      await page.getByText('No parcel is in trouble now.').waitFor()
      return
    }
    const rows = page.getByRole('region', { name: 'Parcels in trouble now', exact: true }).locator('tbody tr')
    const listed = async () =>
      (await rows.locator('td[data-title="Parcel"]').allTextContents()).map((id) => id.trim()).sort()
    const ids = (some: typeof risk) => some.map(({ shipment_id }) => shipment_id)

    await expect.poll(listed).toEqual(ids(risk))
    const counts = page.locator('[data-parcels]')
    expect(await counts.getAttribute('data-told')).toBe(String(told.length))
    expect(await counts.getAttribute('data-parcels')).toBe(String(risk.length))

    await page.getByRole('button', { name: 'Told', exact: true }).click()
    await expect.poll(listed).toEqual(ids(told))
    await page.getByRole('button', { name: 'Not told', exact: true }).click()
    await expect.poll(listed).toEqual(ids(risk.filter(({ is_told }) => !is_told)))
    for (const what of await rows.locator('td[data-title="Told what"]').allTextContents())
      expect(what.trim()).toBe('–')
  })
})

test('returns flow lists what is to be moved, and how long each step takes', async () => {
  const [{ lines }] = (await ask('select count(*)::double as lines from actions.stock_to_route')) as [
    { lines: number },
  ]
  const steps = await ask(
    `select arg_max(p50, month) as p50, arg_max(p90, month) as p90
     from metrics.quantiles join metrics.definitions using (metric)
     where basis = 'period' and dimension = 'all' and pillar = 'retention' group by position order by position`,
  )
  await visiting('/operations/returns-flow/', async (page) => {
    const table = (name: string) => page.getByRole('region', { name, exact: true }).locator('tbody tr')
    expect(await table('Stock to route').count()).toBe(Math.min(lines, 20))
    expect(await table('Steps of a return').count()).toBe(steps.length)
    for (const [nth, step] of steps.entries()) {
      const cell = (title: string) =>
        table('Steps of a return').nth(nth).locator(`td[data-title="${title}"]`).textContent()
      expectShown(await cell('Half, days'), step.p50 as number, 'half')
      expectShown(await cell('Nine tenths, days'), step.p90 as number, 'nine tenths')
    }
  })
})

test('returns flow tells who sends back how much, by the figures of the snapshot', async () => {
  const shares = await ask(
    `select sum(customers)::double as customers, sum(returned_amount)::double as returned from metrics.returners
     group by returned_share order by list_position(['none', 'up_to_10', 'up_to_25', 'up_to_50', 'over_50'], returned_share)`,
  )
  const [{ serial }] = (await ask(
    `select coalesce(sum(customers), 0)::double as serial from metrics.returners where is_regular and returned_share = 'over_50'`,
  )) as [{ serial: number }]
  expect(shares.length).toBeGreaterThan(1)
  await visiting('/operations/returns-flow/', async (page) => {
    const rows = page
      .getByRole('region', { name: 'Accounts by what came back', exact: true })
      .locator('tbody tr')
    expect(await rows.count()).toBe(shares.length)
    for (const [nth, one] of shares.entries()) {
      const cell = (title: string) => rows.nth(nth).locator(`td[data-title="${title}"]`).textContent()
      expectShown(await cell('Accounts'), one.customers as number, 'accounts')
      expectShown(await cell('Returned'), one.returned as number, 'returned')
    }
    expect(await page.locator('[data-serial]').getAttribute('data-serial')).toBe(String(serial))
  })
})

test('returns flow shows how far the returns asked for in a period have come', async () => {
  await visiting('/operations/returns-flow/', async (page) => {
    for (const days of [90, 365]) {
      await page.getByRole('button', { name: `${days} days`, exact: true }).click()
      await page.locator(`[data-cohort="${days}"]`).waitFor()
      const [reached] = await ask(`
        select sum(requested)::double as requested, sum(received)::double as received, sum(finished)::double as finished
        from metrics.return_funnel
        where day > (select timezone(time_zone, timezone('UTC', as_of))::date from health.snapshot) - ${days}`)
      for (const [title, step] of Object.entries({
        Requested: 'requested',
        Received: 'received',
        Finished: 'finished',
      })) {
        const figure = page.locator(`.funnel [data-row="${title}"] .figure`)
        expectShown(await figure.locator('small').textContent(), reached?.[step] as number, title)
        expectShown(
          await figure.locator('b').textContent(),
          (reached?.[step] as number) / (reached?.requested as number),
          title,
        )
      }
    }
  })
})

test('returns flow tells where returns wait; with those finished they are all that were asked for', async () => {
  const waits = await ask('select wait, lines::double as lines from metrics.returns_waiting')
  const [all] = await ask('select sum(requested - finished)::double as lines from metrics.return_funnel')
  expect(waits.reduce((sum, { lines }) => sum + (lines as number), 0)).toBe(all?.lines)
  await visiting('/operations/returns-flow/', async (page) => {
    const rows = page.getByRole('region', { name: 'Returns waiting', exact: true }).locator('tbody tr')
    expect(await rows.count()).toBe(waits.length)
  })
})

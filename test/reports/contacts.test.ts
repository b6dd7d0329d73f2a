import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { expectShown } from './figures.ts'
import { ask, visiting } from './visit.ts'

const AS_OF_DAY = `(select timezone(time_zone, timezone('UTC', as_of))::date from health.snapshot)`
const inDays = (days: number) => `day <= ${AS_OF_DAY} and day > ${AS_OF_DAY} - ${days}`

const table = (page: Page, name: string) =>
  page.getByRole('region', { name, exact: true }).locator('tbody tr')

async function expectTopics(page: Page, days: number) {
  const topics = await ask(`
    select topic, sum(contacts)::double as contacts, sum(contacts)::double / sum(sum(contacts)) over ()::double as part
    from metrics.contacts_by_topic where ${inDays(days)} group by topic order by contacts desc`)
  expect(topics.length).toBeGreaterThan(1)
  const rows = table(page, 'Contacts by topic')
  await expect.poll(() => rows.count()).toBe(topics.length)
  for (const [nth, topic] of topics.entries()) {
    const cell = (title: string) => rows.nth(nth).locator(`td[data-title="${title}"]`).textContent()
    expectShown(await cell('Contacts'), topic.contacts as number, 'contacts')
    expectShown(await cell('Share'), topic.part as number, 'share')
  }
}

test('contacts are told by topic, in any period', async () => {
  await visiting('/operations/contacts/', async (page) => {
    await expectTopics(page, 90)
    await page.getByRole('button', { name: '365 days', exact: true }).click()
    await page.locator('.so-what').getByText('in the 365 days to').waitFor()
    await expectTopics(page, 365)
  })
})

test('contacts tells how the order of those stood who asked where it is; in all they are the WISMO rate', async () => {
  const reasons = await ask(`
    select sum(contacts)::double as contacts from metrics.contacts_by_topic
    where topic = 'wismo' and ${inDays(90)} group by standing order by contacts desc`)
  const [rate] = await ask(`
    select sum(numerator)::double as wismo, sum(denominator)::double as contacts from metrics.kpis
    where metric = 'wismo_rate' and basis = 'period' and dimension = 'all' and ${inDays(90)}`)
  expect(reasons.reduce((sum, { contacts }) => sum + (contacts as number), 0)).toBe(rate?.wismo)
  await visiting('/operations/contacts/', async (page) => {
    const rows = table(page, 'WISMO by how the order stood')
    // A rate per 1,000 counts contacts as they are, not a thousand of each.
    const parts = page.locator('[data-metric="wismo_per_thousand_orders"] [data-parts]')
    expectShown(await parts.textContent(), rate?.wismo as number, 'contacts per 1,000 orders')
    expect(await rows.count()).toBe(reasons.length)
    for (const [nth, { contacts }] of reasons.entries())
      expectShown(
        await rows.nth(nth).locator('td[data-title="Contacts"]').textContent(),
        contacts as number,
        'contacts',
      )
  })
})

test('contacts compares those told first with the others, and calls it a comparison', async () => {
  const [groups] = await ask(`
    select max(share_asked) filter (where not is_told_first) - max(share_asked) filter (where is_told_first) as difference
    from metrics.contacts_after_trouble`)
  await visiting('/operations/contacts/', async (page) => {
    const words = page.locator('[data-difference]')
    expect(Number(await words.getAttribute('data-difference'))).toBeCloseTo(groups?.difference as number, 9)
    expect(await words.textContent()).toContain('A comparison, not a cause')
  })
})

test('contacts tells satisfaction and who orders again by what the order went through', async () => {
  const outcomes = await ask(`
    select metric, member, sum(numerator)::double / sum(denominator)::double as rate from metrics.kpis
    where metric in ('satisfaction', 'repeat_rate') and basis = 'period' and dimension = 'went_through' and ${inDays(90)}
    group by all having sum(denominator) > 0`)
  const late = (metric: string) =>
    outcomes.find((row) => row.metric === metric && row.member === 'late')?.rate as number
  await visiting('/operations/contacts/', async (page) => {
    const cell = (name: string, title: string) =>
      table(page, name)
        .filter({ hasText: 'Came late, or was overdue' })
        .locator(`td[data-title="${title}"]`)
        .textContent()
    expectShown(await cell('Satisfaction', 'Mean'), late('satisfaction'), 'satisfaction')
    expectShown(await cell('Ordered again', 'Ordered again'), late('repeat_rate'), 'ordered again')
  })
})

import { expect, test } from 'vitest'
import { expectShown } from './figures.ts'
import { ask, visiting } from './visit.ts'

const title = (words: string) => `${words[0]?.toUpperCase()}${words.slice(1)}`

test('queue quality shows the score beside the simpler rankings, by the figures of the snapshot, for the cases chosen', async () => {
  const populations = await ask(
    'select population, title, is_enough, cases::double as cases from quality.populations order by position',
  )
  expect(populations.length).toBeGreaterThan(1)
  await visiting('/loss-prevention/quality/', async (page) => {
    for (const { population, title: name, is_enough: isEnough } of populations) {
      await page.getByRole('button', { name: title(String(name)), exact: true }).click()
      await page.locator(`[data-rests="${population}"]`).waitFor()
      const chart = page.getByRole('group', { name: /^Share of abuse among the cases shown/ })
      expect(await chart.count()).toBe(isEnough ? 1 : 0)
      if (!isEnough) {
        expect(await page.locator('.so-what').textContent()).toContain('too few to judge')
        continue
      }
      const rankings = await ask(
        `select ranking, precision from quality.rankings where population = '${population}' and precision is not null`,
      )
      for (const { ranking, precision } of rankings) {
        const row = chart.locator(`[data-row="${title(String(ranking))}"]`)
        expectShown(await row.locator('[data-value]').textContent(), precision as number, String(ranking))
      }
    }
  })
})

test('queue quality tells signals one by one, and keeps back shares of few cases', async () => {
  const [chosen] = await ask(
    'select population, title from quality.populations order by cases desc, position limit 1',
  )
  const signals = await ask(
    `select fired::double as fired, lift from quality.signals where population = '${chosen?.population}' order by fired desc, signal limit 12`,
  )
  await visiting('/loss-prevention/quality/', async (page) => {
    await page.getByRole('button', { name: title(String(chosen?.title)), exact: true }).click()
    await page.locator(`[data-rests="${chosen?.population}"]`).waitFor()
    const rows = page.getByRole('region', { name: 'Signals', exact: true }).locator('tbody tr')
    await rows
      .first()
      .locator('td[data-title="Fired"]')
      .filter({ hasText: `${signals[0]?.fired} of` })
      .waitFor()
    for (const [nth, signal] of signals.entries()) {
      const cell = (name: string) => rows.nth(nth).locator(`td[data-title="${name}"]`).textContent()
      expectShown(await cell('Fired'), signal.fired as number, 'fired')
      if (signal.lift === null) expect(await cell('Abuse where it fired')).toContain('too few')
      else expectShown(await cell('Lift'), signal.lift as number, 'lift')
    }
  })
})

test('queue quality counts what people decided, and names nobody', async () => {
  const [told] = await ask(
    `select sum(decisions)::double as decisions, sum(within_a_day)::double / sum(first_decisions) as soon
     from quality.decisions where case_type = 'return'
       and month in (select distinct month from quality.decisions order by month desc limit 12)`,
  )
  await visiting('/loss-prevention/quality/', async (page) => {
    const row = page
      .getByRole('region', { name: 'Decisions of the newest twelve months' })
      .locator('tbody tr', { hasText: 'Returns' })
    expectShown(
      await row.locator('td[data-title="Decisions"]').textContent(),
      told?.decisions as number,
      'made',
    )
    expectShown(
      await row.locator('td[data-title="Within a day"]').textContent(),
      told?.soon as number,
      'soon',
    )
    expect(await page.locator('[data-reviewers]').textContent()).toMatch(
      /tells of no single one|reviewers with/,
    )
  })
})

test('fairness shows each group’s share of honest cases, and leads on to what can be done', async () => {
  const [chosen] = await ask(
    `select population, any_value(title) as title from quality.populations join quality.fairness using (population)
     where division = 'dwelling' group by population order by count(*) desc, population limit 1`,
  )
  const groups = await ask(
    `select division, group_name, times_its_share, false_positive_rate, honest::double as honest from quality.fairness
     where population = '${chosen?.population}' and division = 'dwelling' order by position`,
  )
  if (chosen === undefined) {
    await visiting('/loss-prevention/fairness/', async (page) => {
      expect(await page.getByRole('region', { name: 'Who is shown, by dwelling' }).count()).toBe(0)
    })
    return
  }
  await visiting('/loss-prevention/fairness/', async (page) => {
    await page.getByRole('button', { name: title(String(chosen?.title)), exact: true }).click()
    const rows = page.getByRole('region', { name: 'Who is shown, by dwelling' }).locator('tbody tr')
    await page.locator(`td[data-title="Honest"]`).first().waitFor()
    for (const [nth, group] of groups.entries()) {
      const cell = (name: string) => rows.nth(nth).locator(`td[data-title="${name}"]`)
      await cell('Honest')
        .filter({ hasText: String(group.honest) })
        .waitFor()
      expectShown(await cell('Times its share').textContent(), group.times_its_share as number, 'times')
      const rate = await cell('Of these shown').textContent()
      if (group.false_positive_rate === null) expect(rate).toContain('too few')
      else if (group.false_positive_rate === 0) expect(rate).toContain(`none of ${group.honest}`)
      else expectShown(rate, group.false_positive_rate as number, 'rate')
    }
    await page.getByRole('link', { name: 'queue quality', exact: true }).click()
    await page.waitForURL(/\/loss-prevention\/quality/)
  })
})

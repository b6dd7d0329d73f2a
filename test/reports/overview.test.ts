import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { expectShown } from './figures.ts'
import { ask, visiting } from './visit.ts'

const AS_OF_DAY = `(select timezone(time_zone, timezone('UTC', as_of))::date from health.snapshot)`

describe('the overview', () => {
  async function expectCards(page: Page, days: number) {
    const periods = await ask(`
      select metric, sum(numerator)::double as numerator, sum(denominator)::double as denominator
      from metrics.kpis
      where basis = 'period' and dimension = 'all' and day <= ${AS_OF_DAY} and day > ${AS_OF_DAY} - ${days}
      group by metric`)
    expect(periods.length).toBeGreaterThan(0)
    const cards = await page.locator('article.card').evaluateAll((all) =>
      all.map((card) => ({
        metric: card.getAttribute('data-metric'),
        text: card.querySelector('[data-value]')?.textContent ?? '',
      })),
    )
    let compared = 0
    for (const { metric, text } of cards) {
      const period = periods.find((row) => row.metric === metric)
      if (period === undefined || period.denominator === 0) {
        expect(text, String(metric)).toBe('no data')
        continue
      }
      const denominator = period.denominator as number | null
      expectShown(text, (period.numerator as number) / (denominator ?? 1), String(metric))
      compared += 1
    }
    expect(compared).toBeGreaterThan(0)
  }

  test('shows the figures of the newest 90 days', async () => {
    await visiting('/', (page) => expectCards(page, 90))
  })

  test.each([30, 365])('shows the figures of another period when asked: %i days', async (days) => {
    await visiting('/', async (page) => {
      await page.getByRole('button', { name: `${days} days`, exact: true }).click()
      await page.locator('.so-what').getByText(`in the ${days} days to`).waitFor()
      await expectCards(page, days)
    })
  })

  test('shows each step from sales to what is left', async () => {
    const steps = await ask(`
      select step, sum(amount)::double as amount from metrics.margin_waterfall
      where month in (select distinct month from metrics.margin_waterfall order by month desc limit 3)
      group by step order by min(position)`)
    await visiting('/', async (page) => {
      const rows = page.locator('.waterfall li')
      expect(await rows.count()).toBe(steps.length)
      for (const [i, { step, amount }] of steps.entries()) {
        expect(await rows.nth(i).getAttribute('data-row')).toBe(step)
        expectShown(await rows.nth(i).locator('.figure').textContent(), amount as number, String(step))
      }
    })
  })
})

import { describe, expect, test } from 'vitest'
import { expectShown } from './figures.ts'
import { ask, visiting } from './visit.ts'

const AS_OF_DAY = `(select timezone(time_zone, timezone('UTC', as_of))::date from health.snapshot)`

describe('margin recovery', () => {
  test('the routes and their total are those of the snapshot, to the cent', async () => {
    const routes = await ask(`
      select route, sum(amount)::double as amount from metrics.margin_recovery_by_route
      where day <= ${AS_OF_DAY} and day > ${AS_OF_DAY} - 90 group by route`)
    await visiting('/finance/margin-recovery/', async (page) => {
      for (const { route, amount } of routes) {
        const name = String(route).replaceAll('_', ' ')
        const row = page.locator(
          `.waterfall li[data-row="${name[0]?.toUpperCase()}${name.slice(1)}"] .figure`,
        )
        expectShown(await row.textContent(), amount as number, name)
      }
      const total = routes.reduce((sum, { amount }) => sum + (amount as number), 0)
      expectShown(
        await page.locator('.waterfall li[data-row="Margin recovered"] .figure').textContent(),
        total,
        'total',
      )
    })
  })

  test('payouts agree with the ledger, and say so', async () => {
    const [sums] = await ask(`
      select sum(amount)::double as paid, sum(ledger_amount)::double as ledger from metrics.payouts_by_kind
      where day <= ${AS_OF_DAY} and day > ${AS_OF_DAY} - 90`)
    expect(sums?.paid).toBe(sums?.ledger)
    await visiting('/finance/margin-recovery/', async (page) => {
      const sentence = page.locator('[data-ledger]')
      expect(await sentence.getAttribute('data-ledger')).toBe('agrees')
      expectShown(await sentence.textContent(), sums?.paid as number, 'paid out')
    })
  })

  test('a reader west of Greenwich sees the same days', async () => {
    const texts: string[] = []
    for (const timezoneId of ['UTC', 'America/Los_Angeles']) {
      await visiting(
        '/finance/margin-recovery/',
        async (page) => {
          texts.push((await page.locator('article').textContent()) ?? '')
        },
        { timezoneId },
      )
    }
    expect(texts[1]).toBe(texts[0])
  })
})

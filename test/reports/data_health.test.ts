import { expect, test } from 'vitest'
import { expectShown } from './figures.ts'
import { ask, visiting } from './visit.ts'

test('data health counts the rows of every feed', async () => {
  const feeds = await ask(
    'select feed, rows_read::double as rows_read, rows_quarantined::double as quarantined, rows_held::double as held from health.feeds order by feed',
  )
  expect(feeds.length).toBeGreaterThan(0)
  await visiting('/data/health/', async (page) => {
    const rows = page.getByRole('region', { name: 'Feeds', exact: true }).locator('tbody tr')
    expect(await rows.count()).toBe(feeds.length)
    for (const [i, feed] of feeds.entries()) {
      expect((await rows.nth(i).locator('td').first().textContent())?.trim()).toBe(feed.feed)
      expectShown(
        await rows.nth(i).locator('td[data-title="Rows read"]').textContent(),
        feed.rows_read as number,
        'rows read',
      )
      expectShown(
        await rows.nth(i).locator('td[data-title="Quarantined"]').textContent(),
        feed.quarantined as number,
        'quarantined',
      )
      expectShown(
        await rows.nth(i).locator('td[data-title="Held now"]').textContent(),
        feed.held as number,
        'held',
      )
    }
  })
})

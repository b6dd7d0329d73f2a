import { cpSync } from 'node:fs'
import { expect, test } from 'vitest'
import { load } from '../../../pipelines/load.ts'
import { retry } from '../../../pipelines/quarantine.ts'
import { run } from '../../../pipelines/run.ts'
import { atDesk, type Desk } from '../../../pipelines/runner/desk.ts'
import { State, steps } from '../../../pipelines/runner/plan.ts'
import { silent } from '../../../pipelines/runner/progress.ts'
import { writeDemoShop } from '../../../sources/demo_shop/demo_shop.ts'
import { choice } from '../../../warehouse/columns.ts'
import { differences, runAll, shopFolder } from '../../laws/shop.ts'

/** Loads under a contract in which orders come by two channels only, so that those of the others are held. */
const loadStrictly = ({ warehouse, catalog, settings, places, runId }: Desk) =>
  load(warehouse, {
    inbox: places.inbox,
    feeds: catalog.feeds.map((feed) => {
      if (feed.name !== 'orders') return feed
      const channel = choice(['web', 'store'], 'Where it was placed.').required()
      return { ...feed, columns: { ...feed.columns, channel } }
    }),
    senders: catalog.senders,
    settings: { ...settings, badRows: { share: 0.1, perFeed: { orders: 1 } } },
    runId,
  })

test('what a retry brings to files of long ago reaches every table, once', { timeout: 240_000 }, async () => {
  const [retried, plain] = [shopFolder(), shopFolder()]
  await writeDemoShop({ orders: 150, seed: 5, out: plain.inbox })
  cpSync(plain.inbox, retried.inbox, { recursive: true })
  await runAll(plain)

  await atDesk(retried, 'load', loadStrictly)
  await runAll(retried)
  expect(await differences(retried, plain)).not.toEqual([])

  const { inbox } = retried
  const report = await atDesk(retried, 'quarantine retry', ({ warehouse, catalog, settings, runId }) =>
    retry(warehouse, { ...catalog, inbox, settings, runId, selection: {} }),
  )
  expect(report.rows).toMatchObject([{ feed: 'orders', repeated: 0, replaced: 0 }])
  expect(report.rows[0]?.accepted).toBeGreaterThan(20)

  const due = await atDesk(retried, 'plan', async ({ warehouse, catalog, settings }) => {
    const state = await State.read(warehouse, catalog, '2026-01-01 00:00:00')
    return new Map(steps(catalog, settings).map((step) => [step.model.name, state.due(step)]))
  })
  const why = 'rows of earlier files were accepted on retry'
  expect(due.get('staging.orders')).toEqual({ due: true, why, whole: false })
  expect(due.get('staging.claims')).toEqual({ due: false })

  await runAll(retried)
  expect(await differences(retried, plain)).toEqual([])
  const again = await atDesk(retried, 'run', (desk) => run(desk, { progress: silent }))
  expect([...again.build.built, ...again.score.built]).toEqual([])
})

import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import type { Settings } from '../../../models/settings.ts'
import { loadStage } from '../../../pipelines/run.ts'
import { atDesk, type Desk } from '../../../pipelines/runner/desk.ts'
import type { Places } from '../../../pipelines/runner/places.ts'
import { type Due, State, steps } from '../../../pipelines/runner/plan.ts'
import { silent } from '../../../pipelines/runner/progress.ts'
import { runAll, shopFolder } from '../../laws/shop.ts'

const newest = '2026-03-02 10:00:00'

function put(places: Places, path: string, content: string): void {
  mkdirSync(dirname(join(places.inbox, path)), { recursive: true })
  writeFileSync(join(places.inbox, path), content)
}

const orders = (file: string, id: string) =>
  [
    `orders/${file}.csv`,
    `order_id,customer_id,ordered_at,channel,currency,items_amount,total_amount\n${id},c1,2026-03-02T10:00:00Z,web,USD,30,30\n`,
  ] as const

/** What is due and why, by table; tables that are up to date are left out. */
async function dueAt(
  { warehouse, catalog, settings }: Desk,
  { asOf = newest, changed = {} }: { asOf?: string; changed?: Partial<Settings> } = {},
): Promise<Record<string, Extract<Due, { due: true }>>> {
  const state = await State.read(warehouse, catalog, asOf)
  return Object.fromEntries(
    steps(catalog, { ...settings, ...changed }).flatMap((step) => {
      const due = state.due(step)
      return due.due ? [[step.model.name, due] as const] : []
    }),
  )
}

test('a table is due when it was never built, has new rows below it, or is defined otherwise', async () => {
  const places = shopFolder()
  put(places, ...orders('first', 'o1'))

  await atDesk(places, 'plan', async (desk) => {
    const due = await dueAt(desk)
    expect(Object.keys(due)).toHaveLength(desk.catalog.models.length)
    expect(new Set(Object.values(due).map(({ why }) => why))).toEqual(new Set(['never built']))
  })

  await runAll(places)
  await atDesk(places, 'plan', async (desk) => {
    expect(await dueAt(desk)).toEqual({})

    const { 'staging.orders': staged, ...others } = await dueAt(desk, { asOf: '2026-03-03 00:00:00' })
    expect(staged).toBeUndefined()
    expect(others['scores.queue']).toMatchObject({ why: 'a later as-of', whole: false })

    const capped = await dueAt(desk, {
      changed: { identifierCaps: { ...desk.settings.identifierCaps, device: 2 } },
    })
    // The pass itself, and all that rests on it.
    for (const table of ['marts.identities', 'facts.cases', 'scores.case_scores'])
      expect(capped[table]).toEqual({ due: true, why: 'its definition changed', whole: true })
    for (const table of ['staging.orders', 'marts.orders', 'facts.parcels'])
      expect(capped[table]).toBeUndefined()

    // A cost of reviewing is part of what a score is worth, and of nothing below it.
    const dearer = await dueAt(desk, { changed: { reviewCost: 7 } })
    expect(dearer['scores.queue']?.why).toBe('its definition changed')
    expect(Object.keys(dearer).filter((table) => /^(staging|marts|facts)\./.test(table))).toEqual([])
  })

  put(places, ...orders('second', 'o2'))
  await atDesk(places, 'load', async (desk) => {
    await loadStage(desk, silent)
    const due = await dueAt(desk)
    expect(due['staging.orders']).toMatchObject({
      why: 'new rows in raw.orders',
      whole: false,
      changes: { since: new Map([['raw.orders', 1]]) },
    })
    expect(due['staging.claims']).toBeUndefined()
  })
})

test('tables that are empty are up to date once they were built', async () => {
  const places = shopFolder()
  put(
    places,
    'claims/first.csv',
    'claim_id,order_id,type,claimed_at,amount,currency\nk1,o1,damaged,2026-03-02T10:00:00Z,5,USD\n',
  )
  expect((await runAll(places)).build.built).toContain('marts.identities')
  const again = await runAll(places)
  expect([...again.build.built, ...again.score.built]).toEqual([])
})

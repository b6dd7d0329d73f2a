import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { defaultSettings } from '../../../models/settings.ts'
import { load } from '../../../pipelines/load.ts'
import { loadedFrom, placesOf } from '../../../pipelines/runner/places.ts'
import { suppressions } from '../../../sources/logged/suppressions.ts'
import { Warehouse } from '../../../warehouse/duckdb/warehouse.ts'
import { usual } from '../../models/usual.ts'

async function shop() {
  const data = mkdtempSync(join(tmpdir(), 'recoup logged '))
  const places = placesOf({ data }, {})
  const warehouse = await Warehouse.open(':memory:', { reach: [data] })
  onTestFinished(() => {
    warehouse.close()
    rmSync(data, { recursive: true })
  })
  const log = join(data, 'suppressions')
  for (const folder of [log, join(places.inbox, 'suppressions')]) mkdirSync(folder, { recursive: true })
  const settings = { ...defaultSettings, badRows: { share: 0.5, perFeed: {} } }
  const from = loadedFrom(places, [suppressions])
  const options = { ...from, feeds: [], logged: [suppressions], senders: [], settings }
  return { places, log, warehouse, load: (runId: string) => load(warehouse, { ...options, runId }) }
}

const line = (changed: object) =>
  `${JSON.stringify({ ...usual.suppressions, ended_at: null, ended_by: null, ...changed })}\n`

test('a log is held to its contract, and each of its lines counts once, however often the file grows', async () => {
  const { log, warehouse, load } = await shop()
  const file = join(log, '2026-01-14.ndjson')
  writeFileSync(file, line({ suppression_id: 'a' }))
  await load('first')
  appendFileSync(file, line({ suppression_id: 'b' }) + line({ suppression_id: 'c' }))
  await load('second')
  appendFileSync(file, line({ suppression_id: 'd', signal: '' }))
  const { files } = await load('third')

  expect(files).toMatchObject([
    { path: '../suppressions/2026-01-14.ndjson', outcome: 'loaded', rowsQuarantined: 1 },
  ])
  expect(await warehouse.rows('select suppression_id from raw.suppressions order by 1')).toEqual(
    ['a', 'b', 'c'].map((suppression_id) => ({ suppression_id })),
  )
  expect(await warehouse.rows('select feed, faults from ledger.quarantine')).toEqual([
    { feed: 'suppressions', faults: ['signal is missing'] },
  ])
})

test('what is written down here comes from its log alone, and never through the inbox', async () => {
  const { places, warehouse, load } = await shop()
  writeFileSync(join(places.inbox, 'suppressions', 'sent.ndjson'), line({}))
  const { files, ignored } = await load('first')

  expect(files).toEqual([])
  expect(ignored).toEqual(['suppressions'])
  expect(await warehouse.count('select count(*) from raw.suppressions')).toBe(0)
})

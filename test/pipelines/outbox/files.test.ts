import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { run } from '../../../pipelines/run.ts'
import { atDesk } from '../../../pipelines/runner/desk.ts'
import type { Places } from '../../../pipelines/runner/places.ts'
import { silent } from '../../../pipelines/runner/progress.ts'
import { Warehouse } from '../../../warehouse/duckdb/warehouse.ts'
import { runAll } from '../../laws/shop.ts'
import { lost, put, shop } from './lost_parcel.ts'

const told = {
  notification_id: 'n1',
  order_id: 'o1',
  shipment_id: 's1',
  kind: 'delayed',
  sent_at: '2026-01-10T13:00:00Z',
}

const filesOf = (places: Places, list: string): string[] => {
  const folder = join(places.outbox, list)
  return existsSync(folder) ? readdirSync(folder).sort() : []
}

/** What was handed out of a list in all files, in the order of the as-of. */
const handedOut = (places: Places, list: string): Record<string, unknown>[] =>
  filesOf(places, list)
    .filter((file) => file.endsWith('.ndjson'))
    .flatMap((file) =>
      readFileSync(join(places.outbox, list, file), 'utf8')
        .trim()
        .split('\n'),
    )
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .sort((one, other) => String(one.as_of).localeCompare(String(other.as_of)))

const work = (places: Places, list: string) => handedOut(places, list).map(({ action_id }) => action_id)

const runAt = (places: Places, asOf: string) =>
  atDesk(places, 'run', (desk) => run(desk, { asOf, progress: silent }))

test('what is to be done is handed out, as NDJSON and as CSV', async () => {
  const places = shop()
  const report = (await runAll(places)).outbox.handedOut

  expect(handedOut(places, 'parcels_to_warn')).toEqual([
    {
      action_id: 'parcels_to_warn/s1',
      to_do: 'tell the customer',
      why: 'lost',
      value: 80,
      due_on: '2026-01-11',
      shipment_id: 's1',
      order_id: 'o1',
      carrier: 'ups',
      tracking_number: 't-s1',
      promised_at: null,
      flagged_at: '2026-01-10T12:00:00Z',
      hours_since: 0,
      as_of: '2026-01-10T12:00:00Z',
    },
  ])
  expect(report.map(({ list, rows }) => `${rows} ${list}`)).toEqual([
    '1 carrier_claims_to_file',
    '1 parcels_to_warn',
  ])
  for (const { files } of report) expect(files.filter((file) => !existsSync(file))).toEqual([])
  const [table] = filesOf(places, 'carrier_claims_to_file')
  expect(readFileSync(join(places.outbox, 'carrier_claims_to_file', table as string), 'utf8')).toBe(
    [
      'action_id,to_do,why,value,due_on,shipment_id,order_id,carrier,tracking_number,days_left,as_of',
      'carrier_claims_to_file/s1,file a claim,lost,6.5000,2026-03-03,s1,o1,ups,t-s1,52,2026-01-10T12:00:00Z\n',
    ].join('\n'),
  )
})

test('it is handed out once, however often one runs and however the days pass', async () => {
  const places = shop()
  await runAll(places)
  const before = filesOf(places, 'carrier_claims_to_file')

  expect((await runAll(places)).outbox.handedOut).toEqual([])
  expect((await runAt(places, '2026-01-15')).outbox.handedOut).toEqual([])
  expect(filesOf(places, 'carrier_claims_to_file')).toEqual(before)
  expect(before).toHaveLength(2)
})

test('only what is new is handed out then', async () => {
  const places = shop()
  await runAll(places)
  put(places, 'tracking_events', [lost('s2', '2026-01-11T12:00:00Z')], 'second')

  expect((await runAll(places)).outbox.handedOut.map(({ list, rows }) => `${rows} ${list}`)).toEqual([
    '1 carrier_claims_to_file',
    '1 parcels_to_warn',
  ])
  expect(work(places, 'parcels_to_warn')).toEqual(['parcels_to_warn/s1', 'parcels_to_warn/=s2'])
})

test('what changed is handed out again under the same id', async () => {
  const places = shop()
  put(places, 'tracking_events', [{ ...lost('s1'), status: 'damaged' }])
  await runAll(places)
  put(places, 'tracking_events', [lost('s1', '2026-01-12T12:00:00Z')], 'second')
  await runAll(places)

  expect(handedOut(places, 'parcels_to_warn')).toMatchObject([
    { action_id: 'parcels_to_warn/s1', why: 'damaged' },
    { action_id: 'parcels_to_warn/s1', why: 'lost' },
  ])
})

test('what had gone and comes back is handed out again', async () => {
  const places = shop()
  await runAll(places)
  put(places, 'notifications', [told])
  await runAll(places)
  expect(work(places, 'parcels_to_warn')).toEqual(['parcels_to_warn/s1'])

  // It was another order's message after all.
  put(places, 'notifications', [{ ...told, shipment_id: 's9' }], 'second')
  await runAll(places)
  expect(work(places, 'parcels_to_warn')).toEqual(['parcels_to_warn/s1', 'parcels_to_warn/s1'])
})

test('a run killed before the ledger knew hands out again; what it left half written is gone', async () => {
  const places = shop()
  await runAll(places)
  const folder = join(places.outbox, 'parcels_to_warn')
  writeFileSync(join(folder, 'killed.ndjson.draft'), '{"action_id":"parc')
  const warehouse = await Warehouse.open(places.warehouse)
  await warehouse.run('delete from ledger.handed_out')
  warehouse.close()

  await runAll(places)
  expect(work(places, 'parcels_to_warn')).toEqual(['parcels_to_warn/s1', 'parcels_to_warn/s1'])
  expect(readdirSync(folder).filter((file) => file.endsWith('.draft'))).toEqual([])
})

test('what could not be written is handed out by the next run', async () => {
  const places = shop()
  mkdirSync(places.outbox, { recursive: true })
  writeFileSync(join(places.outbox, 'parcels_to_warn'), 'a file where a folder should be')
  await expect(runAll(places)).rejects.toMatchObject({ name: 'Problem' })

  rmSync(join(places.outbox, 'parcels_to_warn'))
  await runAll(places)
  expect(work(places, 'parcels_to_warn')).toEqual(['parcels_to_warn/s1'])
})

test('a text that begins like a formula is harmless in the CSV, and itself in the NDJSON', async () => {
  const places = shop()
  put(places, 'tracking_events', [lost('s2')])
  await runAll(places)

  const folder = join(places.outbox, 'parcels_to_warn')
  const [table] = filesOf(places, 'parcels_to_warn')
  expect(readFileSync(join(folder, table as string), 'utf8')).toContain(",'=s2,")
  expect(handedOut(places, 'parcels_to_warn')).toMatchObject([{ shipment_id: '=s2' }])
})

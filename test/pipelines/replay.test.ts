import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { ReplayReport } from '../../pipelines/replay.ts'
import { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { recoupHere } from './command.ts'
import { DeskShop } from './desk_shop.ts'

const settings = { priors: { claim: 0.2 }, reportingCurrency: 'USD' }

/** A claim and a return that was inspected, each with records from after its moments. */
const records = {
  orders: ['claimed', 'returned', 'other'].map((id) => ({
    order_id: id,
    customer_id: id === 'other' ? 'claimed' : id,
    ordered_at: id === 'other' ? '2026-02-01T10:00:00Z' : '2026-01-01T10:00:00Z',
    total_amount: 120,
  })),
  order_lines: ['claimed', 'returned', 'other'].map((id) => ({ order_id: id, unit_price_amount: 120 })),
  shipments: ['claimed', 'returned', 'other'].map((id) => ({
    shipment_id: `s-${id}`,
    order_id: id,
    tracking_number: `t-${id}`,
    shipped_at: '2026-01-02T10:00:00Z',
  })),
  tracking_events: [
    {
      tracking_number: 't-claimed',
      occurred_at: '2026-01-03T08:00:00Z',
      facility: 'hub',
      status: 'in_transit',
    },
    { tracking_number: 't-claimed', occurred_at: '2026-02-20T08:00:00Z', status: 'returned_to_sender' },
    { tracking_number: 't-returned', occurred_at: '2026-01-04T08:00:00Z', status: 'delivered' },
  ],
  claims: [{ claim_id: 'K', order_id: 'claimed', claimed_at: '2026-01-12T09:00:00Z', amount: 120 }],
  returns: [{ return_id: 'R', order_id: 'returned', requested_at: '2026-01-10T09:00:00Z' }],
  return_lines: [
    {
      return_id: 'R',
      order_id: 'returned',
      reason: 'damaged',
      received_at: '2026-01-20T09:00:00Z',
      received_quantity: 1,
      inspected_at: '2026-01-21T09:00:00Z',
      grade: 'empty',
    },
  ],
  decisions: [{ case_id: 'K', finding: 'abuse', decided_at: '2026-01-30T09:00:00Z' }],
}

const built = new DeskShop()
beforeAll(async () => {
  built.settings(settings)
  built.send(records)
  await built.json('run')
})
afterAll(() => built.remove())

let shop: DeskShop
beforeEach(() => {
  shop = built.copied()
})
afterEach(() => shop.remove())

/** Ends with 1, and tells on both channels: what differs, and what to do. */
async function differing(caseId: string) {
  const { code, err } = await shop.recoup('replay', caseId, '--quiet')
  const json = await recoupHere(shop.folder, ['replay', caseId, '--data', 'shop', '--json'])
  expect({ code, json: json.code }).toEqual({ code: 1, json: 1 })
  expect(err).toMatch(
    new RegExp(`^The replay of ${caseId} is not identical\\.\n {2}where: .+\n {2}next: {2}.+`),
  )
  return { err, report: JSON.parse(json.out) as ReplayReport }
}

test('facts and scores come out as they are stored, at every stage, and nothing is written', async () => {
  const digest = () =>
    createHash('sha256')
      .update(readFileSync(shop.at('recoup.duckdb')))
      .digest('hex')
  const before = digest()

  const claim = await shop.json<ReplayReport>('replay', 'K')
  expect(claim).toMatchObject({ case_type: 'claim', identical: true, not_built: [] })
  expect(claim.stages.map(({ stage, outcome }) => `${stage} ${outcome}`)).toEqual(['claimed identical'])

  const returned = await shop.json<ReplayReport>('replay', 'R')
  expect(returned.stages.map(({ stage, outcome }) => `${stage} ${outcome}`)).toEqual([
    'requested identical',
    'received identical',
    'inspected identical',
  ])
  expect(new Set(returned.stages.map(({ facts_hash }) => facts_hash)).size).toBe(3)

  const { code, out } = await shop.recoup('replay', 'K')
  expect(code).toBe(0)
  expect(out).toMatch(
    /^claim K, claimed at 2026-01-12 09:00:00 UTC: identical \(score 0\.\d+, facts \w{32}, ruleset \w{32}\)$/m,
  )
  expect(digest()).toBe(before)
})

test('a scan that comes late changes what was known: the replay says which fact, and a run mends it', async () => {
  shop.send({
    tracking_events: [
      {
        tracking_number: 't-claimed',
        occurred_at: '2026-01-05T08:00:00Z',
        status: 'delivered',
        proof: 'photo',
      },
    ],
  })
  await shop.json('load')

  const { err, report } = await differing('K')
  expect(report.stages[0]?.differences).toContainEqual({
    what: 'fact: has_delivered_scan',
    stored: false,
    replayed: true,
  })
  expect(report.not_built.map(({ table }) => table)).toContain('staging.tracking_events')
  expect(err).toMatch(/next: {2}run `recoup run`: staging\.tracking_events waits to be built/)

  await shop.json('run')
  expect(await shop.json<ReplayReport>('replay', 'K')).toMatchObject({ identical: true })
})

test('what was changed by hand is found, down to the value', async () => {
  const warehouse = await Warehouse.open(shop.at('recoup.duckdb'))
  await warehouse.run("update scores.case_scores set score = 0.99 where case_id = 'K'")
  await warehouse.run(
    "update scores.case_signals set weight = 9 where case_id = 'R' and stage = 'inspected' and outcome = 'fired'",
  )
  warehouse.close()

  const { err, report } = await differing('K')
  expect(report.stages[0]?.differences).toEqual([
    { what: 'score', stored: 0.99, replayed: expect.any(Number) },
  ])
  expect(err).toMatch(/backfill scores\.case_scores/)

  const { report: returned } = await differing('R')
  expect(returned.stages.map(({ outcome }) => outcome)).toEqual(['identical', 'identical', 'differs'])
  expect(returned.stages[2]?.differences).toContainEqual(
    expect.objectContaining({ what: expect.stringMatching(/: weight$/), stored: 9 }),
  )
})

test('a score of another ruleset is not replayed, and both are named', async () => {
  const { ruleset_hash: before } = await shop.json<ReplayReport>('replay', 'K')
  shop.settings({ ...settings, reviewCost: 7 })

  const { report } = await differing('K')
  expect(report.stages).toMatchObject([{ outcome: 'other ruleset', ruleset_hash: before }])
  expect(report.ruleset_hash).not.toBe(before)
  const { out } = await shop.recoup('replay', 'K')
  for (const hash of [before, report.ruleset_hash]) expect(out).toContain(hash)

  await shop.json('run')
  expect(await shop.json<ReplayReport>('replay', 'K')).toMatchObject({ identical: true })
})

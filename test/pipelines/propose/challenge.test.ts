import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { defaultSettings } from '../../../models/settings.ts'
import { load } from '../../../pipelines/load.ts'
import { challenge } from '../../../pipelines/propose/challenge.ts'
import type { Proposal, ProposedWeight } from '../../../pipelines/propose.ts'
import { loadedFrom, type Places, placesOf, preparePlaces } from '../../../pipelines/runner/places.ts'
import { proposals } from '../../../sources/logged/proposals.ts'
import { Warehouse } from '../../../warehouse/duckdb/warehouse.ts'

function placesOfShop(): Places {
  const data = mkdtempSync(join(tmpdir(), 'recoup challenge '))
  onTestFinished(() => rmSync(data, { recursive: true }))
  return placesOf({ data }, {})
}

const weight = (signal: string, factor: number | null): ProposedWeight => ({
  signal,
  file: `models/signals/claims/${signal}.ts`,
  state: 'active',
  labels: 40,
  abusive: 12,
  presentBits: 1,
  proposedBits: factor ?? 1,
  factor: factor === null ? null : { value: factor, low: 0, high: 2 },
})

const proposal = (...weights: readonly ProposedWeight[]): Proposal => ({
  asOf: '2026-06-30 12:00:00',
  maturedBy: '2026-06-16 12:00:00',
  rulesetHash: 'r1',
  from: null,
  to: null,
  types: [
    {
      caseType: 'claim',
      earlier: { labels: 300, abusive: 60 },
      later: { labels: 100, abusive: 20 },
      between: 0,
      splitOn: '2026-04-01',
      refused: null,
      prior: { present: 0.15, proposed: { value: 0.12, low: 0.1, high: 0.14 }, shiftBits: -0.37241 },
      weights,
      judged: [],
    },
  ],
})

const now = new Date('2026-07-02T09:00:00.500Z')

test('a recorded proposal is a file that a load takes in, with the factors of all signals that are not refused', async () => {
  const places = placesOfShop()
  preparePlaces(places)
  const asked = proposal(weight('history', 0.81236), weight('burst', null), weight('lane_loss', 0))
  const { proposalId, recordedAt, file } = challenge(places, defaultSettings, asked, 'rita', now)
  expect(recordedAt).toBe('2026-07-02T09:00:00.000Z')

  const warehouse = await Warehouse.open(':memory:', { reach: [places.data] })
  onTestFinished(() => warehouse.close())
  const logs = loadedFrom(places, [proposals]).logs.filter(({ feed }) => feed === 'proposals')
  const { files } = await load(warehouse, {
    inbox: places.data,
    logs,
    feeds: [],
    logged: [proposals],
    senders: [],
    settings: defaultSettings,
    runId: 'test',
  })
  expect(files).toMatchObject([{ outcome: 'loaded', rowsAccepted: 2 }])
  const shared = {
    proposal_id: proposalId,
    case_type: 'claim',
    shift: -0.3724,
    ruleset_hash: 'r1',
    proposed_by: 'rita',
  }
  expect(
    await warehouse.rows(
      `select proposal_id, case_type, signal, factor, shift, ruleset_hash, proposed_by
       from raw.proposals order by signal`,
    ),
  ).toEqual([
    { ...shared, signal: 'history', factor: 0.8124 },
    { ...shared, signal: 'lane_loss', factor: 0 },
  ])
  expect(basename(file)).toBe(`${proposalId}.ndjson`)
  expect(readdirSync(join(places.data, 'proposals'))).toEqual([basename(file)])
})

test('where a shop’s records ended long ago it runs from their end on', () => {
  const { recordedAt } = challenge(
    placesOfShop(),
    defaultSettings,
    proposal(weight('history', 1)),
    'rita',
    new Date('2027-01-01T00:00:00Z'),
  )
  expect(recordedAt).toBe('2026-06-30T12:00:00.000Z')
})

test('a proposal of nothing, and one by nobody, is refused, and nothing is written', () => {
  const places = placesOfShop()
  const refused = proposal(weight('history', null))
  expect(() => challenge(places, defaultSettings, refused, 'rita', now)).toThrow(/nothing to run in shadow/)
  expect(() => challenge(places, defaultSettings, proposal(weight('history', 1)), '', now)).toThrow(
    /proposed_by/,
  )
  expect(existsSync(join(places.data, 'proposals'))).toBe(false)
})

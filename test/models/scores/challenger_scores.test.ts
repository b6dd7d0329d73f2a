import { expect, test } from 'vitest'
import { caseScores, rulesetHash } from '../../../models/scores/case_scores.ts'
import { caseSignals } from '../../../models/scores/case_signals.ts'
import { challengerScores } from '../../../models/scores/challenger_scores.ts'
import { queue } from '../../../models/scores/queue.ts'
import { defaultSettings } from '../../../models/settings.ts'
import { readCatalog } from '../../../pipelines/runner/catalog.ts'
import { given, type RecordsGiven } from '../given.ts'

/** One customer's claims, month by month; the first was found abusive. */
const shop: RecordsGiven = {
  orders: [1, 2, 3, 4].map((n) => ({ order_id: `o${n}`, ordered_at: `2026-0${n}-01` })),
  shipments: [1, 2, 3, 4].map((n) => ({
    shipment_id: `s${n}`,
    order_id: `o${n}`,
    tracking_number: `t${n}`,
    shipped_at: `2026-0${n}-02`,
  })),
  tracking_events: [1, 2, 3, 4].map((n) => ({ tracking_number: `t${n}`, occurred_at: `2026-0${n}-04` })),
  claims: [1, 2, 3, 4].map((n) => ({
    claim_id: `k${n}`,
    order_id: `o${n}`,
    type: 'not_received',
    amount: 80,
    claimed_at: `2026-0${n}-06`,
  })),
  decisions: [{ case_id: 'k1', finding: 'abuse', decided_at: '2026-01-20' }],
}

const ruleset = rulesetHash(defaultSettings)
const proposal = (changed: object = {}) => [
  {
    signal: 'found_abusive_before',
    factor: 0.25,
    shift: -0.5,
    ruleset_hash: ruleset,
    recorded_at: '2026-02-20',
    ...changed,
  },
  {
    signal: 'household_claims',
    factor: 2,
    shift: -0.5,
    ruleset_hash: ruleset,
    recorded_at: '2026-02-20',
    ...changed,
  },
]
const factors: Readonly<Record<string, number>> = { found_abusive_before: 0.25, household_claims: 2 }
const sigmoid = (bits: number) => 1 / (1 + 2 ** -bits)

test('cases after the record are scored by the factors, those not named by their present weights', async () => {
  const built = await given({ ...shop, proposals: proposal() })
  const challenged = await built.rows(challengerScores)
  const present = await built.rows(caseScores)
  const signals = await built.rows(caseSignals)

  expect(challenged.map(({ case_id }) => case_id)).toEqual(['k3', 'k4'])
  for (const { case_id, log_odds, score, expected_value, scored_as_of, proposal_id, band } of challenged) {
    const one = present.find((row) => row.case_id === case_id)
    const bits = signals
      .filter((row) => row.case_id === case_id)
      .reduce((sum, { signal, weight, trial_weight }) => {
        const factor = factors[signal]
        return sum + (factor === undefined ? weight : factor * (weight + trial_weight))
      }, 0)
    expect(log_odds).toBeCloseTo((one?.prior_log_odds as number) - 0.5 + bits, 3)
    expect(log_odds).not.toBeCloseTo(one?.log_odds as number, 1)
    expect(score).toBeCloseTo(sigmoid(log_odds), 7)
    expect(Number(expected_value)).toBeCloseTo(score * 0.8 * 80 - 6 - (1 - score) * 15, 3)
    expect(band === 'review').toBe(Number(expected_value) > 0)
    expect({ proposal_id, scored_as_of }).toEqual({ proposal_id: 'p1', scored_as_of: one?.scored_as_of })
  }
})

test('a proposal that leaves every weight as it is gives the present scores', async () => {
  const built = await given({
    ...shop,
    proposals: proposal({ factor: 1, shift: 0, signal: 'found_abusive_before' }).slice(1),
  })
  const present = new Map((await built.rows(caseScores)).map((row) => [row.case_id, row]))
  const challenged = await built.rows(challengerScores)
  expect(challenged).toHaveLength(2)
  for (const { case_id, score, log_odds, expected_value, band } of challenged)
    expect(present.get(case_id)).toMatchObject({ score, log_odds, expected_value, band })
})

test('the newest proposal runs alone, and ends with the ruleset that it was proposed for', async () => {
  const ids = async (...proposals: readonly object[]) =>
    (await (await given({ ...shop, proposals })).rows(challengerScores)).map(
      ({ proposal_id, case_id }) => `${proposal_id} ${case_id}`,
    )
  const later = proposal({ proposal_id: 'p2', recorded_at: '2026-03-20' })

  expect(await ids(...proposal(), ...later)).toEqual(['p2 k4'])
  expect(await ids(...proposal({ ruleset_hash: 'another' }))).toEqual([])
  expect(await ids()).toEqual([])
})

test('a proposal changes no score, no signal and no place in the queue', async () => {
  const rows = async (proposals: RecordsGiven['proposals'] & object) => {
    const built = await given({ ...shop, proposals }, { asOf: '2026-04-07' })
    return [await built.rows(caseScores), await built.rows(caseSignals), await built.rows(queue)]
  }
  const without = await rows([])
  expect(without.every((table) => table.length > 0)).toBe(true)
  expect(await rows(proposal())).toEqual(without)
})

test('nothing is built on a proposal but what runs in shadow', async () => {
  const { models } = await readCatalog(defaultSettings)
  const readersOf = (table: string) =>
    models.filter(({ reads }) => reads.includes(table)).map(({ model }) => model.name)
  expect(readersOf('raw.proposals')).toEqual(['staging.proposals'])
  expect(readersOf('staging.proposals')).toEqual(['scores.challenger_scores'])
  expect(readersOf('scores.challenger_scores')).toEqual([])
})

import { expect, test } from 'vitest'
import { claimFacts } from '../../../../models/facts/claim_facts.ts'
import { returnFacts } from '../../../../models/facts/return_facts.ts'
import { given, type RecordsGiven } from '../../given.ts'

/** Two returns of an order, the first delivered back on 2026-01-20; on 2026-02-01 the customer misses the money. */
const shop = {
  orders: [{}],
  claims: [{ type: 'return_not_credited', claimed_at: '2026-02-01' }],
  returns: [
    { return_id: 'r1', carrier: 'ups', tracking_number: 'back' },
    { return_id: 'r2', requested_at: '2026-01-25' },
  ],
  tracking_events: [{ tracking_number: 'back', status: 'delivered', occurred_at: '2026-01-20' }],
} satisfies RecordsGiven

const factsOf = async (records: RecordsGiven) => (await given({ ...shop, ...records })).row(claimFacts)

test('a return counts as credited if a refund for it was paid before the claim', async () => {
  const paid = (payout_id: string, return_id: string, paid_at: string) => ({ payout_id, return_id, paid_at })

  expect(
    await factsOf({
      payouts: [
        paid('p1', 'r1', '2026-01-21'),
        paid('p2', 'r1', '2026-01-22'),
        paid('p3', 'r2', '2026-02-01'),
      ],
    }),
  ).toMatchObject({ returns_before: 2, credited_returns_before: 1 })
})

test('a return that the carrier delivered is missed until the dock scans it', async () => {
  const line = { return_id: 'r1', received_at: '2026-02-01 00:00:01' }

  expect(await factsOf({})).toMatchObject({ days_missed_at_dock: 12 })
  expect(await factsOf({ return_lines: [line] })).toMatchObject({ days_missed_at_dock: 12 })
  expect(await factsOf({ return_lines: [{ ...line, received_at: '2026-02-01' }] })).toMatchObject({
    days_missed_at_dock: 0,
  })
  expect(await factsOf({ tracking_events: [] })).toMatchObject({ days_missed_at_dock: null })
  expect(await factsOf({ claims: [{ claimed_at: '2026-02-01' }] })).toMatchObject({
    days_missed_at_dock: null,
  })
})

test('later returns know of one that was missed for two weeks, and of one refused without a finding', async () => {
  const rows = await (
    await given({
      ...shop,
      orders: [{}, { order_id: 'later' }, { order_id: 'too soon' }],
      returns: [
        ...shop.returns,
        { return_id: 'later', order_id: 'later', requested_at: '2026-02-03' },
        { return_id: 'too soon', order_id: 'too soon', requested_at: '2026-02-02' },
      ],
      return_lines: ['r1', 'later', 'too soon'].map((id) => ({
        return_id: id,
        order_id: id === 'r1' ? 'o1' : id,
      })),
    })
  ).rows(returnFacts)
  const missed = Object.fromEntries(rows.map((row) => [row.case_id, row.returns_missed_at_dock_before]))

  expect(missed).toMatchObject({ later: 1, 'too soon': 0 })

  const refused = (finding: string, action: string) =>
    factsOf({
      decisions: [{ case_type: 'return', case_id: 'r1', decided_at: '2026-01-31', finding, action }],
    })
  expect(await refused('unresolved', 'deny')).toMatchObject({ refused_returns_before: 1 })
  expect(await refused('abuse', 'deny')).toMatchObject({ refused_returns_before: 0, abuse_found_before: 1 })
  expect(await refused('unresolved', 'approve')).toMatchObject({ refused_returns_before: 0 })
})

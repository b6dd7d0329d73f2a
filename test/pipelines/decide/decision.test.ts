import { expect, test } from 'vitest'
import { defaultSettings } from '../../../models/settings.ts'
import { checkedDecision, momentOfDecision, newDecisionId } from '../../../pipelines/decide/decision.ts'

const now = new Date('2026-11-23T04:31:05.700Z')

test.each([
  ['the shop’s records end today', '2026-11-23 01:00:00', '2026-11-23T04:31:05.000Z', false],
  ['they end within the days of the queue', '2026-11-01 00:00:00', '2026-11-23T04:31:05.000Z', false],
  ['they ended long ago', '2026-06-30 23:59:12', '2026-06-30T23:59:12.000Z', true],
  ['nothing is known of them', null, '2026-11-23T04:31:05.000Z', false],
])('when %s, a decision is dated so', (_, asOf, at, isShopClock) => {
  const dated = momentOfDecision(now, asOf, 30)
  expect({ at: dated.at.toISOString(), isShopClock: dated.isShopClock }).toEqual({ at, isShopClock })
})

test('ids differ, and those of later decisions come later', () => {
  const ids = [now, now, new Date(now.getTime() + 1)].map(newDecisionId)
  expect(new Set(ids).size).toBe(3)
  expect(ids.slice(0, 2).every((id) => id < (ids[2] as string))).toBe(true)
})

test('a decision is held to the contract of its feed, all faults at once', () => {
  const record = {
    decision_id: 'd',
    case_type: 'claim',
    case_id: 'k',
    decided_at: '2026-06-30T00:00:00.000Z',
    reviewer: '',
    finding: 'guilty',
    action: 'deny',
    note: 'x'.repeat(10_001),
    appeal_of: null,
  }
  expect(() => checkedDecision(record, defaultSettings, now)).toThrow(
    /reviewer is missing; finding is none of .*; note is longer than 10000 characters/,
  )
  expect(
    checkedDecision({ ...record, reviewer: 'rita', finding: 'abuse', note: null }, defaultSettings, now),
  ).toMatchObject({ decided_at: '2026-06-30T00:00:00.000000Z', note: null })
})

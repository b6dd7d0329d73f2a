import { expect, test } from 'vitest'
import { defaultSettings } from '../../../models/settings.ts'
import { checkedRecord, newRecordId } from '../../../pipelines/log/record.ts'
import { decisions } from '../../../sources/feeds/decisions.ts'

const now = new Date('2026-11-23T04:31:05.700Z')

test('ids differ, and those of later records come later', () => {
  const ids = [now, now, new Date(now.getTime() + 1)].map((at) => newRecordId('DC', at))
  expect(new Set(ids).size).toBe(3)
  expect(ids.slice(0, 2).every((id) => id < (ids[2] as string))).toBe(true)
})

test('a record is held to the contract of its kind, all faults at once', () => {
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
  expect(() => checkedRecord(decisions, record, defaultSettings, now)).toThrow(
    /reviewer is missing; finding is none of .*; note is longer than 10000 characters/,
  )
  expect(
    checkedRecord(
      decisions,
      { ...record, reviewer: 'rita', finding: 'abuse', note: null },
      defaultSettings,
      now,
    ),
  ).toMatchObject({ decided_at: '2026-06-30T00:00:00.000000Z', note: null })
})

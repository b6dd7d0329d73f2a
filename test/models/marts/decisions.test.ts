import { expect, test } from 'vitest'
import { decisions } from '../../../models/marts/decisions.ts'
import { given } from '../given.ts'

test('a decision carries the order of its case, and the latest on each case is told from those before', async () => {
  const shop = await given({
    claims: [{ claim_id: 'x1', order_id: 'o1' }],
    returns: [{ return_id: 'x1', order_id: 'o2' }],
    decisions: [
      { decision_id: 'd1', case_type: 'claim', case_id: 'x1', decided_at: '2026-01-14 09:00' },
      { decision_id: 'd2', case_type: 'claim', case_id: 'x1', decided_at: '2026-01-15 09:00' },
      { decision_id: 'd3', case_type: 'return', case_id: 'x1', decided_at: '2026-01-14 09:00' },
      { decision_id: 'd4', case_type: 'return', case_id: 'not here', decided_at: '2026-01-14 09:00' },
    ],
  })
  expect(
    (await shop.rows(decisions)).map(({ decision_id, order_id, is_latest }) => [
      decision_id,
      order_id,
      is_latest,
    ]),
  ).toEqual([
    ['d1', 'o1', false],
    ['d2', 'o1', true],
    ['d3', 'o2', true],
    ['d4', null, true],
  ])
})

test('one that was taken back is none: the one before it is the latest', async () => {
  const shop = await given({
    decisions: [
      { decision_id: 'd1', decided_at: '2026-01-14 09:00' },
      { decision_id: 'd2', decided_at: '2026-01-15 09:00' },
    ],
    withdrawals: [{ decision_id: 'd2' }],
  })
  expect(await shop.rows(decisions)).toMatchObject([{ decision_id: 'd1', is_latest: true }])
})

test.each([
  { automaticReviewers: ['auto', 'House rules'], byPersons: [true, false, false, true] },
  { automaticReviewers: [], byPersons: [true, true, true, true] },
])(
  'a decision under the name of a system, $automaticReviewers, is no person’s',
  async ({ automaticReviewers, byPersons }) => {
    const reviewers = ['Rita', ' AUTO ', 'house rules', 'bot']
    const shop = await given(
      {
        decisions: reviewers.map((reviewer, index) => ({
          decision_id: `d${index}`,
          decided_at: '2026-01-14',
          reviewer,
        })),
      },
      { settings: { automaticReviewers } },
    )
    expect((await shop.rows(decisions)).map(({ is_by_person }) => is_by_person)).toEqual(byPersons)
  },
)

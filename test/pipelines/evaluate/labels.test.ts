import { expect, test } from 'vitest'
import { decisions } from '../../../models/marts/decisions.ts'
import { audits } from '../../../models/scores/audits.ts'
import { labelsFromDecisions } from '../../../pipelines/evaluate/labels.ts'
import { given } from '../../models/given.ts'

const claims = (amount: number) =>
  Array.from({ length: 20 }, (_, index) => ({
    claim_id: `k${index}`,
    order_id: `o${index}`,
    amount,
    claimed_at: '2026-05-30 10:00',
  }))
const orders = Array.from({ length: 20 }, (_, index) => ({ order_id: `o${index}`, customer_id: `c${index}` }))
const decided = Array.from({ length: 20 }, (_, index) => ({
  decision_id: `d${index}`,
  case_type: 'claim',
  case_id: `k${index}`,
  decided_at: '2026-05-31 10:00',
  finding: index === 0 ? 'unresolved' : 'legitimate',
}))

test.each([
  { amount: 20, weight: 10, of: 'that was looked at only because it was drawn stands for nine more' },
  { amount: 100_000, weight: 1, of: 'that the queue shows by itself stands for itself' },
])('a case $of', async ({ amount, weight }) => {
  const shop = await given(
    { orders, claims: claims(amount), decisions: decided },
    { settings: { queueCapacity: 20, auditShare: 0.1 } },
  )
  const drawn = (await shop.rows(audits)).filter(({ is_drawn }) => is_drawn).map(({ case_id }) => case_id)
  await shop.build(decisions)
  await labelsFromDecisions(shop.warehouse)
  const labels = await shop.warehouse.rows<{ case_id: string; weight: number }>(
    'select case_id, weight from labels order by case_id',
  )

  expect(drawn).toHaveLength(2)
  expect(labels).toHaveLength(19)
  for (const { case_id, weight: given } of labels)
    expect(given).toBeCloseTo(drawn.includes(case_id) ? weight : 1, 9)
})

import { expect, test } from 'vitest'
import { casesToDecide } from '../../../models/actions/cases_to_decide.ts'
import { queue } from '../../../models/scores/queue.ts'
import { given } from '../given.ts'

test('cases to decide are the queue, each with what to do, why and until when', async () => {
  const shop = await given(
    {
      orders: ['paid', 'plain'].map((id) => ({
        order_id: id,
        customer_id: id,
        ordered_at: '2025-06-01',
        total_amount: 300,
      })),
      claims: ['paid', 'plain'].map((id) => ({
        claim_id: id,
        order_id: id,
        type: 'damaged',
        claimed_at: '2026-01-12 23:30',
        amount: 300,
      })),
      payouts: [{ order_id: 'paid', paid_at: '2026-01-05', amount: 300 }],
    },
    {
      asOf: '2026-01-20',
      settings: { priors: { claim: 0.5 }, queueDays: 10, timeZone: 'Europe/Berlin' },
    },
  )

  const [finding, plain] = await shop.rows(queue)
  const rows = await shop.rows(casesToDecide)
  expect(rows).toMatchObject([
    {
      action_id: 'cases_to_decide/claim/paid',
      to_do: 'review',
      why: finding?.top_reason,
      value: '300.0000',
      // Claimed on 13 January in Berlin.
      due_on: '2026-01-23',
      case_id: 'paid',
      rank: 1,
      score: finding?.score,
    },
    { case_id: 'plain', to_do: 'review', why: 'No signal speaks for abuse.', rank: 2 },
  ])
  expect(finding?.top_reason).toMatch(/paid/)
  expect(plain).toMatchObject({ band: 'review', top_reason: null })
})

test('a low probability is not told, so that no case stands out as drawn by lot', async () => {
  const shop = await given(
    {
      orders: [{ order_id: 'low', total_amount: 300 }],
      claims: [{ claim_id: 'low', order_id: 'low', type: 'damaged', claimed_at: '2026-01-12', amount: 300 }],
    },
    { asOf: '2026-01-20', settings: { priors: { claim: 0.4 } } },
  )
  const [queued] = await shop.rows(queue)
  expect(queued?.score).toBeLessThan(0.5)
  expect(await shop.rows(casesToDecide)).toMatchObject([{ case_id: 'low', to_do: 'review', score: null }])
})

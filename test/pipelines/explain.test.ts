import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CustomerVersion } from '../../pipelines/explain/customer.ts'
import type { Explanation } from '../../pipelines/explain.ts'
import { expectProblem } from './command.ts'
import { DeskShop } from './desk_shop.ts'

const day = (of: number, month = '01') => `2026-${month}-${String(of).padStart(2, '0')}T10:00:00Z`

/** Four accounts that share a mailbox and a card, and one that stands alone; each had a parcel lost before. */
const accounts = ['ring-one', 'ring-two', 'ring-three', 'ring-four', 'alone']
const orders = accounts.flatMap((customer_id) =>
  [1, 2].map((nth) => ({
    order_id: `${customer_id}/${nth}`,
    customer_id,
    ordered_at: day(nth, nth === 1 ? '01' : '03'),
    total_amount: 90,
    email: customer_id === 'alone' ? 'alone@example.com' : 'ring@example.com',
    payment_fingerprint: customer_id === 'alone' ? 'card-alone' : 'card-ring',
  })),
)

const shop = new DeskShop()
beforeAll(async () => {
  shop.settings({ reportingCurrency: 'USD' })
  shop.send({
    orders,
    shipments: orders.map(({ order_id, ordered_at }) => ({
      shipment_id: order_id,
      order_id,
      tracking_number: order_id,
      shipped_at: ordered_at,
    })),
    tracking_events: orders.flatMap(({ order_id, ordered_at }) => [
      {
        tracking_number: order_id,
        occurred_at: ordered_at.replace('T10', 'T12'),
        facility: 'hub',
        route: 'r1',
      },
      { tracking_number: order_id, occurred_at: ordered_at.replace('T10', 'T18'), status: 'delivered' },
    ]),
    claims: orders.map(({ order_id, ordered_at }) => ({
      claim_id: `K ${order_id}`,
      order_id,
      claimed_at: ordered_at.replace(/-0([12])T/, '-2$1T'),
      amount: 90,
    })),
    returns: [{ return_id: 'R', order_id: 'alone/1', requested_at: day(20) }],
    return_lines: [
      { return_id: 'R', order_id: 'alone/1', received_at: day(25), inspected_at: day(26), grade: 'used' },
    ],
    decisions: [
      { case_id: 'K alone/2', decided_at: day(30, '03'), finding: 'abuse', action: 'deny', reviewer: 'rita' },
    ],
  })
  await shop.json('run')
})
afterAll(() => shop.remove())

test('the reviewer sees the accounts that count as one, the way, the history and the earlier stages', async () => {
  const ring = await shop.json<Explanation>('explain', 'K ring-four/2')
  expect(ring.linked_accounts.map(({ customer_id }) => customer_id).sort()).toEqual(
    accounts.slice(0, 4).sort(),
  )
  expect(ring.signals).toContainEqual(
    expect.objectContaining({ signal: 'linked_accounts', outcome: 'fired' }),
  )
  expect(ring.lane.find(({ fact }) => fact === 'lane_parcels')?.value).toBeGreaterThan(0)
  expect(ring.history.find(({ fact }) => fact === 'not_received_before')?.value).toBeGreaterThanOrEqual(4)

  const { out } = await shop.recoup('explain', 'K ring-four/2')
  for (const words of ['Accounts that count as one', 'ring-one', 'The parcel’s way', 'What came before'])
    expect(out).toContain(words)
  expect(out.split('\n').filter((line) => line.length > 112 && !/^ *[+−]/.test(line))).toEqual([])

  const returned = await shop.json<Explanation>('explain', 'R')
  expect(returned.stage).toBe('inspected')
  expect(returned.earlier_stages.map(({ stage }) => stage)).toEqual(['requested', 'received'])
  expect((await shop.recoup('explain', 'R')).out).toMatch(/· requested at 2026-01-20 10:00:00 UTC: \d/)

  expect((await shop.recoup('explain', 'K alone/2')).out).toMatch(
    /Decided 2026-03-30 10:00:00 UTC by rita: abuse, deny/,
  )
})

test('the customer is told of their own records alone, and not that anybody is linked to them', async () => {
  const one = await shop.json<CustomerVersion>('explain', 'K ring-four/2', '--customer')
  const { out } = await shop.recoup('explain', 'K ring-four/2', '--customer')
  for (const text of [JSON.stringify(one), out]) {
    expect(text).not.toMatch(/ring-(one|two|three)/)
    expect(text).not.toMatch(/accounts?\b|share|linked|identity|facility|route|others/i)
    expect(text).not.toMatch(/Earlier|before any|bits|likely|score|%/i)
  }
  expect(Object.keys(one)).not.toEqual(expect.arrayContaining(['score', 'log_odds', 'linked_accounts']))
  expect(one.looked_at).toContainEqual(expect.stringMatching(/^The carrier/))
  expect(one.appeal).toMatch(/^Reply to this message\./)
  expect(out).toMatch(/If you see it otherwise/)

  const alone = await shop.json<CustomerVersion>('explain', 'K alone/2', '--customer')
  expect(alone.looked_at).toContainEqual(
    expect.stringMatching(/^Earlier parcels claimed as not received: 1;/),
  )
  expect(alone.decided).toEqual({ day: '2026-03-30', action: 'deny' })
})

test('a case of no such type is a problem', async () => {
  expectProblem(await shop.recoup('explain', 'R', '--type', 'claim'), /R is no claim/)
  expect((await shop.recoup('explain', 'R', '--type', 'refund')).code).toBe(2)
})

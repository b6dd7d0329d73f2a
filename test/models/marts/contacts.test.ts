import { describe, expect, test } from 'vitest'
import { contacts } from '../../../models/marts/contacts.ts'
import { given } from '../given.ts'

describe('contacts', () => {
  test('take their customer from the order, and count hours and cost', async () => {
    const shop = await given({
      orders: [{ customer_id: 'c7' }],
      contacts: [
        {
          order_id: 'o1',
          opened_at: '2026-01-11 09:00',
          first_response_at: '2026-01-11 10:30',
          resolved_at: '2026-01-13 09:00',
          cost_amount: '4.20',
          satisfaction: 4,
        },
      ],
    })

    expect(await shop.row(contacts)).toMatchObject({
      customer_id: 'c7',
      opened_on: '2026-01-11',
      first_response_hours: 1.5,
      resolution_hours: 48,
      cost_amount: '4.2000',
      satisfaction: 4,
      order_state: 'none',
    })
  })

  const later = { returns: [{ requested_at: '2026-01-10' }], claims: [{ claimed_at: '2026-01-12' }] }
  const inTime = { tracking_events: [{ status: 'delivered', occurred_at: '2026-01-04' }] }

  test.each([
    ['none', 'before its promise has passed', '2026-01-04', {}],
    ['late', 'while overdue', '2026-01-05 12:00', {}],
    ['late', 'after it came late', '2026-01-08', {}],
    ['on_time', 'after it came in time', '2026-01-08', inTime],
    ['late', 'before a return and a claim', '2026-01-09', later],
    ['return', 'after a return was asked for', '2026-01-11', later],
    ['claim', 'after a claim', '2026-01-13', later],
  ])('see the order as %s %s', async (state, _, opened, records) => {
    const shop = await given({
      orders: [{ promised_at: '2026-01-05' }],
      shipments: [{ shipped_at: '2026-01-02' }],
      tracking_events: [{ status: 'delivered', occurred_at: '2026-01-06' }],
      contacts: [{ order_id: 'o1', opened_at: opened }],
      ...records,
    })

    expect((await shop.row(contacts)).order_state).toBe(state)
  })

  test('without an order stand alone', async () => {
    const shop = await given({ contacts: [{ customer_id: 'c1' }] })

    expect(await shop.row(contacts)).toMatchObject({ customer_id: 'c1', order_state: 'none' })
  })
})

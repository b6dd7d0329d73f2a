import { expect, test } from 'vitest'
import { given } from '../given.ts'
import { figuresOf } from './figures.ts'

const shop = {
  orders: [
    { order_id: 'o1', channel: 'web' },
    { order_id: 'o2', channel: 'app' },
    { order_id: 'o3', channel: 'app', cancelled_at: '2026-01-01 11:00' },
  ],
  shipments: [
    { shipment_id: 's1', order_id: 'o1', tracking_number: 't1', shipped_at: '2026-01-02' },
    { shipment_id: 's2', order_id: 'o2', tracking_number: 't2', shipped_at: '2026-01-02' },
  ],
  contacts: [
    { contact_id: 'q1', topic: 'wismo', order_id: 'o1', satisfaction: 4 },
    { contact_id: 'q2', topic: 'wismo', order_id: 'o1', satisfaction: 2 },
    { contact_id: 'q3', topic: 'product', order_id: 'o2', satisfaction: 5 },
    { contact_id: 'q4', topic: 'other' },
  ],
}

test('WISMO contacts are held against all contacts and against orders shipped', async () => {
  const figure = await figuresOf(await given(shop))

  expect(figure('wismo_rate')).toEqual([2, 4])
  expect(figure('wismo_rate', { dimension: 'channel', member: 'app' })).toEqual([0, 1])
  expect(figure('wismo_rate', { dimension: 'channel', member: 'not known' })).toEqual([0, 1])
  expect(figure('wismo_per_thousand_orders')).toEqual([2000, 2])
})

test('satisfied are those who gave four or five, of those who rated', async () => {
  const figure = await figuresOf(await given(shop))

  expect(figure('satisfaction_share')).toEqual([2, 3])
})

test('in a shop that records no parcels, an order counts as shipped when it was placed', async () => {
  const figure = await figuresOf(await given({ ...shop, shipments: [] }))

  expect(figure('wismo_per_thousand_orders')).toEqual([2000, 2])
})

test('ratings and waiting times are means over the contacts that have one', async () => {
  const figure = await figuresOf(
    await given({
      orders: [{}],
      claims: [{ claimed_at: '2026-01-10' }],
      contacts: [
        {
          contact_id: 'q1',
          order_id: 'o1',
          opened_at: '2026-01-11 09:00',
          first_response_at: '2026-01-11 11:00',
          resolved_at: '2026-01-12 09:00',
          satisfaction: 2,
        },
        {
          contact_id: 'q2',
          opened_at: '2026-01-11 09:00',
          first_response_at: '2026-01-11 10:00',
          satisfaction: 5,
        },
        { contact_id: 'q3', opened_at: '2026-01-11 09:00' },
      ],
    }),
  )

  expect(figure('satisfaction')).toEqual([7, 2])
  expect(figure('satisfaction', { dimension: 'went_through', member: 'claim' })).toEqual([2, 1])
  expect(figure('hours_to_first_response')).toEqual([3, 2])
  expect(figure('hours_to_resolution')).toEqual([24, 1])
})

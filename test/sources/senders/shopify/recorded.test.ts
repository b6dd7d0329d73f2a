import { expect, test } from 'vitest'
import { fixture, held, newest, shopWith } from './shop.ts'

test('a refund of one piece and the shipping pays both, and brings the piece back', async () => {
  const inbox = await shopWith(await fixture('recorded_partial_refund.jsonl'))
  expect(await held(inbox)).toEqual([])
  const settled = {
    order_id: '8838022037810',
    return_id: 'refund-1028613341490',
    currency: 'CAD',
    method: 'manual',
  }
  expect(await newest(inbox, 'payouts')).toMatchObject([
    { ...settled, payout_id: 'refund-1028613341490', amount: '5.0000' },
    {
      ...settled,
      payout_id: 'refund-1028613341490-654574944562',
      amount: '10.0000',
      line_number: '19495196164402',
    },
  ])
  expect(await newest(inbox, 'returns')).toMatchObject([
    { return_id: 'refund-1028613341490', requested_at: '2026-06-22 23:01:16', method: 'mail' },
  ])
  expect(await newest(inbox, 'return_lines')).toMatchObject([
    { line_number: '19495196164402', quantity: '1', received_quantity: '1', disposition: 'restock' },
  ])
})

test('a refund of goods that are not restocked pays as a whole what its lines do not tell, and brings nothing back', async () => {
  const inbox = await shopWith(await fixture('recorded_full_refund.jsonl'))
  expect(await held(inbox)).toEqual([])
  expect(await newest(inbox, 'payouts')).toMatchObject([
    { payout_id: 'refund-1028613374258', order_id: '8838022103346', amount: '15.0000' },
  ])
  expect(await newest(inbox, 'returns')).toEqual([])
})

test('a fulfillment that was cancelled in the end is a parcel that was never handed over', async () => {
  const lines = (await fixture('recorded_fulfillment_events.jsonl')).trimEnd().split('\n')
  for (const order of [lines, lines.toReversed()]) {
    const inbox = await shopWith(`${order.join('\n')}\n`)
    expect(await held(inbox)).toEqual([])
    expect(await newest(inbox, 'orders')).toMatchObject([
      { order_id: '8710681985330', items_amount: '10.0000' },
    ])
    const [shipment] = await newest(inbox, 'shipments')
    expect(shipment).toMatchObject({
      shipment_id: '7859241517362',
      order_id: '8710681985330',
      tracking_number: 'HAR235-UPDATED-1777156118907',
    })
    expect(shipment).not.toHaveProperty('shipped_at')
    expect(await newest(inbox, 'tracking_events')).toMatchObject([
      { occurred_at: '2026-04-25 22:29:38', status: 'in_transit', city: 'Toronto', postal_code: 'M5H 2M9' },
    ])
  }
})

test('answers that do not tell when a return was asked for make none, and hold nothing up', async () => {
  const names = ['reverse_logistics', 'return_shipping_fee', 'return_status', 'two_parcels']
  const answers = await Promise.all(names.map((name) => fixture(`recorded_${name}.jsonl`)))
  const inbox = await shopWith(answers.join(''))
  expect(await held(inbox)).toEqual([])
  expect(await inbox.rows('select outcome from ledger.loads')).toEqual([{ outcome: 'loaded' }])
  expect((await newest(inbox, 'orders')).map(({ order_id }) => order_id)).toEqual([
    '8838089802034',
    '8980220018994',
  ])
  expect(await newest(inbox, 'returns')).toEqual([])
})

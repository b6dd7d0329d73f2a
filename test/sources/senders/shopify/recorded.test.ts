import { expect, test } from 'vitest'
import { fixture, held, newest, shopWith } from './shop.ts'

test('a refund of one piece and the shipping pays both, and brings the piece back', async () => {
  const inbox = await shopWith(await fixture('recorded_partial_refund.jsonl'))
  expect(await held(inbox)).toEqual([])
  expect(await newest(inbox, 'payouts')).toEqual([])
  expect(await newest(inbox, 'returns')).toEqual([])
  expect(await newest(inbox, 'return_lines')).toEqual([])
})
test('b', async () => {
  const inbox = await shopWith(await fixture('recorded_fulfillment_events.jsonl'))
  expect(await held(inbox)).toEqual([])
  console.log(
    await newest(inbox, 'orders'),
    await newest(inbox, 'order_lines'),
    await newest(inbox, 'shipments'),
    await newest(inbox, 'shipment_lines'),
    await newest(inbox, 'tracking_events'),
    await newest(inbox, 'products'),
  )
})
test('c', async () => {
  for (const f of [
    'recorded_full_refund',
    'recorded_two_parcels',
    'recorded_reverse_logistics',
    'recorded_return_shipping_fee',
    'recorded_return_status',
  ]) {
    const inbox = await shopWith(await fixture(f + '.jsonl'))
    console.log(
      f,
      await held(inbox),
      await newest(inbox, 'payouts'),
      await newest(inbox, 'returns'),
      await newest(inbox, 'shipments'),
    )
  }
})

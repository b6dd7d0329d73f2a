import fc from 'fast-check'
import { expect, test } from 'vitest'
import { aftership } from '../../../sources/senders/aftership/aftership.ts'
import { carrierCodeOf } from '../../../sources/senders/carrier_codes.ts'
import { shopify } from '../../../sources/senders/shopify/shopify.ts'
import { MadeInbox } from '../../pipelines/load/made_inbox.ts'
import { checkpoint, tracking } from './aftership/documents.ts'
import { feeds } from './shopify/shop.ts'

test.each([
  ['usps', ['USPS', 'usps', 'Usps', ' U.S. Postal Service', 'United States Postal Service']],
  ['ups', ['UPS', 'UPSDAP', 'United Parcel Service']],
  ['upsmi', ['ups-mi', 'UPSMailInnovations', 'UPS Mail Innovations']],
  ['fedex', ['FedEx', 'fedex', 'FedExDefault', 'Federal Express']],
  ['dhl', ['DHL', 'dhl', 'DHLExpress', 'DHL Express', 'dhl-us']],
  ['dhlecommerce', ['DHL eCommerce', 'DhlEcs', 'dhl-global-mail']],
  ['royalmail', ['Royal Mail', 'royal-mail', 'RoyalMail', 'royal_mail']],
  ['japanpost', ['Japan Post (EN)', 'Japan Post (JA)', 'JPPost', 'japan-post']],
  ['dpduk', ['DPD UK', 'DPDUK', 'dpd-uk', 'DPD.co.uk']],
  ['lietuvospaštas', ['Lietuvos Paštas', 'lietuvos paštas']],
  ['佐川急便', ['佐川急便']],
])('%s is one carrier however it is written', (code, names) => {
  expect(names.map(carrierCodeOf)).toEqual(names.map(() => code))
})

test('what differs stays apart', () => {
  const names = [
    'DHL',
    'DHL eCommerce',
    'dhl-germany',
    'DPD',
    'DPD UK',
    'UPS',
    'UPS Mail Innovations',
    'USPS',
  ]
  expect(new Set(names.map(carrierCodeOf)).size).toBe(names.length)
})

test('a code is its own code, and what names no carrier stays what it is', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.string({ unit: 'grapheme' })), (name) => {
      const code = carrierCodeOf(name)
      expect(carrierCodeOf(code)).toBe(code)
      if (name !== '') expect(code).not.toBe('')
    }),
  )
  for (const told of [undefined, null, 7, '', '-']) expect(carrierCodeOf(told)).toBe(told)
})

test('scans of one system find the parcel of another', async () => {
  const inbox = await MadeInbox.open()
  const fulfillment = {
    id: 3,
    order_id: 10,
    created_at: '2026-04-01T00:00:00Z',
    status: 'success',
    tracking_company: 'Royal Mail',
    tracking_numbers: ['RM1'],
  }
  const scan = checkpoint('Delivered', 'Delivered_001', '2026-04-03T10:00:00+00:00', { slug: 'royal-mail' })
  await inbox.put('shopify/sent.json', JSON.stringify(fulfillment))
  await inbox.put(
    'aftership/tracking.json',
    JSON.stringify(tracking('RM1', '2026-04-03T10:00:00+00:00', [scan], { slug: 'royal-mail' })),
  )
  await inbox.load(feeds, { senders: [shopify, aftership] })
  expect(
    await inbox.rows(
      `select shipment_id, status, carrier from raw.shipments join raw.tracking_events using (carrier, tracking_number)`,
    ),
  ).toEqual([{ shipment_id: '3', status: 'delivered', carrier: 'royalmail' }])
  // An erasure finds records of a sender by the carrier and number of the shop's own parcel.
  expect(await inbox.rows('select distinct carrier from raw.aftership_checkpoints')).toEqual([
    { carrier: 'royalmail' },
  ])
})

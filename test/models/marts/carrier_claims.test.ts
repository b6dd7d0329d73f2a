import { expect, test } from 'vitest'
import { carrierClaims } from '../../../models/marts/carrier_claims.ts'
import { given } from '../given.ts'

test('claims with carriers name the carrier and convert at the day they were filed', async () => {
  const shop = await given({
    shipments: [{ carrier: 'dhl' }],
    carrier_claims: [
      {
        carrier_claim_id: 'a',
        filed_at: '2026-01-20',
        decided_at: '2026-02-03 23:00',
        claimed_amount: 20,
        paid_amount: 10,
        currency: 'EUR',
      },
      { carrier_claim_id: 'b', shipment_id: 'not yet', claimed_amount: 5 },
    ],
    fx_rates: [{ day: '2026-01-20', currency: 'EUR', rate: '1.1' }],
  })

  expect(await shop.rows(carrierClaims)).toMatchObject([
    {
      order_id: 'o1',
      carrier: 'dhl',
      filed_on: '2026-01-20',
      decided_on: '2026-02-03',
      claimed_amount: '22.0000',
      paid_amount: '11.0000',
    },
    { order_id: null, carrier: null, decided_at: null, claimed_amount: '5.0000', paid_amount: '0.0000' },
  ])
})

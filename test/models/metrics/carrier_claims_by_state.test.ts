import { describe, expect, test } from 'vitest'
import { carrierClaimsToFile } from '../../../models/actions/carrier_claims_to_file.ts'
import { carrierClaims } from '../../../models/marts/carrier_claims.ts'
import { carrierClaimsByState } from '../../../models/metrics/carrier_claims_by_state.ts'
import { carrierClaimsWaiting } from '../../../models/metrics/carrier_claims_waiting.ts'
import { marginRecoveryByRoute } from '../../../models/metrics/margin_recovery_by_route.ts'
import { given, type RecordsGiven } from '../given.ts'
import { total } from './figures.ts'

const parcel = (name: string, shipped_at: string) => ({
  shipment_id: `s-${name}`,
  order_id: `o-${name}`,
  tracking_number: `t-${name}`,
  shipped_at,
  freight_amount: 6,
})
const names = ['filed', 'paid', 'denied', 'open', 'expired', 'arrived']
const claim = (name: string, claimed_amount: number) => ({
  carrier_claim_id: `cc-${name}`,
  shipment_id: `s-${name}`,
  filed_at: '2026-03-20',
  claimed_amount,
})

/** Six parcels with goods that cost 20: five of them lost; the window of 60 days is open for those sent in March. */
const shop: RecordsGiven = {
  orders: names.map((name) => ({ order_id: `o-${name}`, ordered_at: '2026-01-09' })),
  order_lines: names.map((name) => ({ order_id: `o-${name}`, unit_price_amount: 50, unit_cost_amount: 20 })),
  shipments: names.map((name) => parcel(name, name === 'expired' ? '2026-01-10 12:00' : '2026-03-01 12:00')),
  shipment_lines: names.map((name) => ({ shipment_id: `s-${name}`, order_id: `o-${name}` })),
  tracking_events: names.map((name) => ({
    tracking_number: `t-${name}`,
    status: name === 'arrived' ? 'delivered' : 'lost',
    occurred_at: '2026-03-10',
  })),
  carrier_claims: [
    claim('filed', 26),
    { ...claim('paid', 26), decided_at: '2026-04-01', paid_amount: '20.50' },
    { ...claim('denied', 25), decided_at: '2026-04-03' },
    { ...claim('arrived', 26), decided_at: '2026-04-03', paid_amount: 10 },
  ],
}
const asOf = '2026-04-20'

describe('claims with carriers', () => {
  test('are each in one state, and what was never filed is there with what it was worth', async () => {
    const rows = await (await given(shop, { asOf })).rows(carrierClaimsByState)

    expect(
      rows.map((row) => [row.day, row.due_on, row.state, row.is_eligible, row.amount, row.paid_amount]),
    ).toEqual([
      ['2026-01-10', '2026-03-11', 'expired', true, '26.0000', '0.0000'],
      ['2026-03-01', '2026-04-30', 'denied', true, '25.0000', '0.0000'],
      // The carrier delivered this one by its own scans, and paid all the same
      ['2026-03-01', '2026-04-30', 'paid', false, '26.0000', '10.0000'],
      ['2026-03-01', '2026-04-30', 'paid', true, '26.0000', '20.5000'],
      ['2026-03-01', '2026-04-30', 'to_file', true, '26.0000', '0.0000'],
      ['2026-03-01', '2026-04-30', 'waiting', true, '26.0000', '0.0000'],
    ])
    expect(rows[3]).toMatchObject({ claims: 1, days_to_file: 19, days_to_decide: 12, within_days: 60 })
  })

  test('add up to what was filed, what is to file and what carriers paid, to the cent', async () => {
    const built = await given(shop, { asOf })
    const rows = await built.rows(carrierClaimsByState)
    const filed = await built.rows(carrierClaims)
    const recovered = (await built.rows(marginRecoveryByRoute)).filter(
      ({ route }) => route === 'carrier_claims',
    )
    const amounts = (states: readonly string[]) =>
      total(rows.filter(({ state }) => states.includes(state)).map(({ amount }) => amount))

    expect(amounts(['waiting', 'paid', 'denied'])).toBe(total(filed.map((row) => row.claimed_amount)))
    expect(amounts(['to_file'])).toBe(
      total((await built.rows(carrierClaimsToFile)).map(({ value }) => value)),
    )
    expect(total(rows.map((row) => row.paid_amount))).toBe(total(recovered.map(({ amount }) => amount)))
  })

  test('stand as they did on the day of the run', async () => {
    const rows = await (await given(shop, { asOf: '2026-03-25' })).rows(carrierClaimsByState)

    expect(rows.map(({ state, is_eligible, claims }) => [state, is_eligible, claims])).toEqual([
      ['expired', true, 1],
      ['to_file', true, 1],
      ['waiting', false, 1],
      ['waiting', true, 3],
    ])
  })

  test('of a parcel that is not known count from the day they were filed', async () => {
    const lone = { carrier_claims: [{ type: 'late', claimed_amount: 5, shipment_id: 'not yet' }] }

    expect(await (await given(lone)).rows(carrierClaimsByState)).toMatchObject([
      { day: '2026-01-20', carrier: 'not known', type: 'late', is_eligible: false, days_to_file: 0 },
    ])
  })
})

test('claims that wait stand beside how long the carrier usually takes', async () => {
  expect(await (await given(shop, { asOf })).rows(carrierClaimsWaiting)).toEqual([
    {
      carrier_claim_id: 'cc-filed',
      shipment_id: 's-filed',
      order_id: 'o-filed',
      carrier: 'ups',
      type: 'lost',
      filed_on: '2026-03-20',
      claimed_amount: '26.0000',
      days_waiting: 31,
      // 12, 14 and 14 days
      usual_days: 40 / 3,
      decided: 3,
    },
  ])
})

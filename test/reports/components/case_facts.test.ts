import { describe, expect, test } from 'vitest'

const { historyOf, identityOf, laneOf, thingOf } = await import(
  new URL('../../../reports/components/case_facts.js', import.meta.url).href
)

type Line = { readonly name: string; readonly value: string; readonly note?: string }
const shownIn = (lines: readonly Line[], name: string) => lines.find((line) => line.name === name)?.value

const lane = { lane_loss: 0.02, shop_loss: 0.01, lane_parcels: 400, lane_claimed: 9 }

describe('a lane', () => {
  test('is told by how often its parcels are claimed, beside all lanes', () => {
    expect(laneOf(lane).said).toContain('2 times as often as elsewhere')
    expect(laneOf({ ...lane, lane_loss: 0.0101 }).said).toContain('about as often as elsewhere')
    expect(laneOf({ ...lane, lane_loss: 0.005 }).said).toContain('less often than elsewhere')
    expect(laneOf(lane).rests).toContain('400 earlier parcels of others')
  })

  test('of few parcels is not judged, whatever its loss', () => {
    const few = laneOf({ ...lane, lane_parcels: 1, lane_claimed: 1 })
    expect(few.said).toContain('Too few parcels')
    expect(few.rests).toContain(
      '1 earlier parcel of others through the same carrier and facility, of which 1 was claimed',
    )
  })

  test('that is not known is none', () => {
    expect(
      laneOf({ lane_loss: null, shop_loss: null, lane_parcels: null, lane_claimed: null }),
    ).toBeUndefined()
  })
})

describe('a parcel', () => {
  const claim = { case_type: 'claim', has_delivered_scan: true, delivered_days_before: 4.52 }
  const shown = (facts: object, name: string) => shownIn(thingOf({ ...claim, ...facts }).lines, name)

  test('says what the carrier knows of its delivery', () => {
    expect(shown({}, 'Scanned as delivered')).toBe('4.5 days before the claim')
    expect(shown({ delivered_days_before: 1.01 }, 'Scanned as delivered')).toBe('1 day before the claim')
    expect(shown({ has_delivered_scan: false }, 'Scanned as delivered')).toBe('No')
    expect(shown({ metres_from_address: 14.2 }, 'Place of that scan')).toBe('14 m from the address')
    expect(shown({ metres_from_address: 2345 }, 'Place of that scan')).toBe('2.3 km from the address')
    expect(shown({ proof: 'signature', is_signed_alike: false }, 'Proof of delivery')).toBe(
      'Signature, in another name than on the parcel',
    )
    expect(shown({ proof: 'safe_place' }, 'Proof of delivery')).toBe('Left in a safe place')
    expect(
      shown({ had_trouble: true, was_damaged: true, is_sent_back: true }, 'Trouble the carrier reported'),
    ).toBe('Reported damaged and going back')
    expect(shown({ had_trouble: false }, 'Trouble the carrier reported')).toBe('None')
  })

  test('of which nothing was scanned is not known, never none', () => {
    const { lines } = thingOf({ case_type: 'claim', neighbour_parcels: 0 })
    expect(lines.map(({ value }: Line) => value)).toEqual([...Array(5).fill('Not known'), 'None'])
  })
})

test('goods that have not arrived are not known, and more pieces than announced are none missing', () => {
  const { lines } = thingOf({ case_type: 'return', days_held: 800, usual_days_held: 1 })
  expect(lines.map(({ value }: Line) => value)).toEqual(['2.2 years', 'Not known', 'Not known', 'Not known'])
  expect(lines[0].note).toBe('usual in the category: 1 day')
  const arrived = thingOf({
    case_type: 'return',
    missing_units: -1,
    weight_share: 0.5,
    is_delivered_elsewhere: true,
  })
  expect(arrived.lines.slice(1).map(({ value }: Line) => value)).toEqual([
    '0',
    '50.0% of what the pieces weigh',
    'Another place than on the label',
  ])
})

test('an identity is told by how many accounts it has and by what they were linked, and never by who they are', () => {
  expect(identityOf({ accounts: 1, linked_by: null })).toBe('One account; nothing linked it to another.')
  expect(identityOf({ accounts: 2, linked_by: 'device' })).toBe(
    'The account and 1 other that counts as one with it, linked by device.',
  )
  expect(identityOf({ accounts: 4, linked_by: 'device, payment, phone' })).toBe(
    'The account and 3 others that count as one with it, linked by device, payment and phone.',
  )
})

test('a first order has no age', () => {
  expect(shownIn(historyOf({ account_age_days: 0 }), 'First order')).toBe('This one')
  expect(shownIn(historyOf({ account_age_days: 209.4 }), 'First order')).toBe('209 days before')
})

import { describe, expect, test } from 'vitest'
import { load, told } from './sentences.ts'

const { ofExceptions, toldNow, toldWhat } = await load('exceptions')
const { ofCarrier, ofChange, ofClaims, withExtra } = await load('carrier')
const { ofCarriers } = await load('carriers')
const { ofContacts, toldFirst } = await load('contacts')
const { ofFulfilment } = await load('fulfilment')
const { ofReturnsFlow } = await load('returns_flow')

describe('exceptions', () => {
  const group = (is_told: boolean, parcels: number, notification_channel: string | null = null) => ({
    is_told,
    notification_kind: is_told ? 'delayed' : null,
    notification_channel,
    parcels,
    value: parcels * 10,
  })
  const asked = (parcels: number) => [
    { is_told_first: true, parcels, share_asked: 0.1 },
    { is_told_first: false, parcels, share_asked: 0.3 },
  ]
  const all = { notifications: true, contacts: true }

  test('say who is to be told, who was and how', () => {
    const groups = [group(false, 2), group(true, 3, 'email'), group(true, 1, 'sms'), group(true, 1)]
    expect(told(ofExceptions(groups, '2026-06-20', asked(100), all, 'USD'))).toEqual([
      'do: 2 customers should hear of trouble with a parcel before they ask; the orders hold goods worth US$20.00. The first is due on 20 Jun 2026.',
      'same: Of parcels in trouble now, 5 of 7 customers were told since (3 by e-mail and 1 by SMS).',
      'same: Of all 200 parcels ever in trouble, 50.0% had their customer told before asking (100).',
      'same: Of those told first 10.0% asked where the order is, of the others 30.0%.',
    ])
    expect(toldNow([group(false, 1)])).toBe('0 of 1 customer was told since')
    expect(toldWhat({ notification_kind: 'out_for_delivery', notification_channel: null })).toBe(
      'Out for delivery',
    )
    expect(toldWhat({ notification_kind: null, notification_channel: null })).toBe('–')
  })

  test('doubt what few parcels, or close shares, say of telling first', () => {
    const last = (parcels: number) => told(ofExceptions([], null, asked(parcels), all, 'USD')).at(-1)
    expect(last(9)).toMatch(/too few to say that telling changes it\.$/)
    expect(last(20)).toMatch(/no more apart than chance would bring\.$/)
  })

  test('say nothing of telling where no notification, and nothing of asking where no contact is loaded', () => {
    const none = { notifications: false, contacts: false }
    expect(told(ofExceptions([group(false, 4)], '2026-06-20', asked(100), none, 'USD'))).toEqual([
      'same: 4 parcels are in trouble now; whether their customers know cannot be told without notifications.',
    ])
    expect(told(ofExceptions([], null, [], none, 'USD'))).toEqual([])
    expect(
      told(ofExceptions([group(true, 1)], null, asked(100), { notifications: true }, 'USD')),
    ).toHaveLength(2)
  })
})

describe('a carrier', () => {
  const facility = (name: string, late: number, late_before: number, promised = 100) => ({
    facility: name,
    late,
    late_before,
    promised,
    promised_before: 100,
    lost: 0,
    settled: promised,
    loss_rate: 0,
  })

  test('is worse by the facility that accounts for it', () => {
    expect(told(ofChange('UPS', [facility('A', 40, 10), facility('B', 10, 10)], 90))).toEqual([
      'bad: UPS’s late share rose from 10.0% to 25.0% (50 of 200 parcels) in the newest 90 days; its facility A accounts for 100.0% of it.',
    ])
  })

  test('has not changed where chance, or too few, could have done it', () => {
    expect(told(ofChange('UPS', [facility('A', 12, 10)], 90))[0]).toMatch(
      /^same: .*no more than chance would bring\.$/,
    )
    expect(told(ofChange('UPS', [facility('A', 5, 1)], 90))[0]).toMatch(
      /^same: .*too few late parcels to call it a change\.$/,
    )
  })

  test('is compared with nothing where nothing was promised before', () => {
    const [fresh] = [{ ...facility('A', 5, 0), promised_before: 0 }]
    expect(told(ofChange('UPS', [fresh], 30))[0]).toMatch(/nothing earlier to compare\.$/)
    expect(ofChange('UPS', [], 30)).toEqual([])
    expect(withExtra([fresh])).toMatchObject([{ extra: null }])
  })

  test('is told whole, and as little as is known of it', () => {
    const totals = {
      parcels: 100,
      lost: 4,
      late: 20,
      late_by_carrier: 15,
      late_by_warehouse: 5,
      late_by_address: 0,
    }
    const toFile = [{ value: 12.5 }]
    const services = [{ parcels: 10, freight_amount: 70, parcels_before: 0, freight_amount_before: 0 }]
    const peers = [{ carrier: 'UPS' }, { carrier: 'DHL', parcels: 100, lost: 5 }]
    expect(told(ofCarrier('UPS', [], totals, peers, services, toFile, 90, 'USD'))).toEqual([
      'same: Of its 20 late parcels 75.0% were late because of the carrier.',
      'same: It lost 4 of 100 parcels (4.0%), the other carriers 5.0%: too few to tell them apart.',
      'same: A parcel cost US$7.00 to send.',
      'do: 1 claim worth US$12.50 can still be filed with it.',
    ])
    expect(told(ofCarrier('UPS', [], { parcels: 0, late: 0 }, [], [], [], 90, 'USD'))).toEqual([])
  })

  test('pays so much of what is asked, if enough claims are decided to say so', () => {
    const states = (claims: number) => [
      { state: 'paid', claims, amount: 100, paid_amount: 50 },
      { state: 'denied', claims, amount: 100, paid_amount: 0 },
      { state: 'expired', claims: 9, amount: 900, paid_amount: 0 },
    ]
    expect(told(ofClaims(states(5), 'USD'))).toEqual([
      'same: It paid US$50.00 of US$200.00 asked in 10 decided claims (25.0%).',
    ])
    expect(told(ofClaims(states(2), 'USD'))).toEqual([
      'same: It paid US$50.00 of US$200.00 asked in 4 decided claims: too few to say how it pays.',
    ])
    expect(ofClaims([{ state: 'waiting', claims: 3, amount: 30, paid_amount: 0 }], 'USD')).toEqual([])
  })
})

test('carriers are compared by promise, cause and loss; without parcels nothing is said', () => {
  const carrier = (name: string, on_time: number) => ({
    carrier: name,
    promised: 100,
    on_time,
    late: 100 - on_time,
    late_by_carrier: 100 - on_time,
    late_by_warehouse: 0,
    late_by_address: 0,
    parcels: 100,
    lost: 1,
    freight_amount: 0,
  })
  expect(told(ofCarriers([carrier('UPS', 90), carrier('DHL', 80)], [], [], [], 90, 'USD'))).toEqual([
    'same: UPS keeps its promise most often (90.0%), DHL least (80.0%).',
    'same: Of 30 late parcels, 100.0% were late because of the carrier and 0.0% because of our warehouse.',
    'same: 2 of 200 parcels went missing (1.0%).',
  ])
  expect(told(ofCarriers([], [], [], [], 90, 'USD'))).toEqual([])
})

describe('contacts', () => {
  const asked = (parcels: number, low: number, high: number) => [
    { is_told_first: true, parcels, share_asked: 0.1, share_asked_low: low, share_asked_high: high },
    {
      is_told_first: false,
      parcels,
      share_asked: 0.2,
      share_asked_low: 0.2 - (0.1 - low),
      share_asked_high: 0.2 + (high - 0.1),
    },
  ]
  const of = (groups: object[]) => told(ofContacts(undefined, [], undefined, [], [], groups, 90))

  test('tell what goes with telling first, as far as the parcels allow', () => {
    expect(of(asked(29, 0.09, 0.11))[0]).toMatch(/too few \(29 and 29 parcels\) to say more\.$/)
    expect(of(asked(500, 0.01, 0.19))[0]).toMatch(/chance alone could bring that difference\.$/)
    expect(of(asked(500, 0.09, 0.11))[0]).toMatch(
      /10 points fewer \(8.6 to 11.4\)\. A comparison, not a cause\.$/,
    )
    expect(toldFirst(asked(500, 0.09, 0.11).slice(1))).toBeNull()
  })

  test('say nothing where nothing is known', () => {
    expect(of([])).toEqual([])
    expect(
      told(ofContacts({ now: null }, [], undefined, [], [{ member: 'late', denominator: 0 }], [], 90)),
    ).toEqual([])
  })

  test('ask for a message where many were held up', () => {
    const causes = [
      { topic: 'wismo', standing: 'held_up', contacts: 6 },
      { topic: 'wismo', standing: 'on_the_way', contacts: 6 },
      { topic: 'product', standing: 'held_up', contacts: 99 },
    ]
    expect(told(ofContacts(undefined, causes, undefined, [], [], [], 90))).toEqual([
      'do: 50.0% of those asked when their parcel was held up or overdue: 6 customers whom a message could have reached first.',
    ])
    expect(
      ofContacts(
        undefined,
        causes.map((cause) => ({ ...cause, contacts: 3 })),
        undefined,
        [],
        [],
        [],
        90,
      ),
    ).toEqual([])
  })
})

describe('fulfilment', () => {
  const warehouse = (member: string, numerator: number, metric = 'shipped_on_time') => ({
    metric,
    member,
    numerator,
    denominator: 200,
  })

  test('names the warehouse that is late beyond chance, and none else', () => {
    expect(told(ofFulfilment([], [], [warehouse('W1', 190), warehouse('W2', 120)], [], [], 90))).toEqual([
      'bad: W2 is slowest: 60.0% of its parcels left by their cut-off, of the other warehouses’ 95.0%.',
    ])
    expect(told(ofFulfilment([], [], [warehouse('W1', 190), warehouse('W2', 188)], [], [], 90))).toEqual([
      'fine: No warehouse ships later than the others by more than chance would bring.',
    ])
  })

  test('blames no warehouse for a few wrong lines, and says nothing of a shop without parcels', () => {
    const lines = [warehouse('W1', 199, 'order_accuracy'), warehouse('W2', 196, 'order_accuracy')]
    expect(told(ofFulfilment([], [], lines, [], [], 90))).toEqual([
      'same: Only 5 lines were claimed wrong or missing: too few to say which warehouse packs less accurately.',
    ])
    expect(ofFulfilment([{ metric: 'shipped_on_time', now: null }], [], [], [], [], 90)).toEqual([])
  })
})

test('the flow of returns says what should move, also where its worth is not known', () => {
  const lines = [
    { why: 'waits too long', value: null },
    { why: 'no disposition yet', value: 5 },
  ]
  const steps = [
    { metric: 'days_to_return', title: 'Time to return', p50: 50, p90: 90 },
    { metric: 'days_at_dock', title: 'Time at the dock', p50: 1, p90: 2.5 },
  ]
  const waits = [
    { wait: 'on_the_way', title: 'On the way', lines: 90, returned_amount: 1, p90: 9 },
    { wait: 'inspection', title: 'Inspection', lines: 3, returned_amount: 40, p90: 4 },
  ]
  expect(told(ofReturnsFlow(lines, steps, waits, 'USD'))).toEqual([
    'do: 2 returned lines should move; 1 has waited too long.',
    'same: In the house most wait for: inspection (3 lines worth US$40.00, nine tenths up to 4 days).',
    'same: Time at the dock: half took up to 1 days, nine tenths up to 2.5.',
  ])
  expect(ofReturnsFlow([], [], [], 'USD')).toEqual([])
})

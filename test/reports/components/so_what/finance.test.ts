import { describe, expect, test } from 'vitest'
import { load, told } from './sentences.ts'

const { ofCarrierClaims } = await load('carrier_claims')
const { ofPayouts } = await load('payouts')
const { ofRecovery } = await load('recovery')
const { ofReturns } = await load('returns')
const { ofOverview } = await load('overview')

describe('carrier claims', () => {
  const state = (name: string, claims: number, amount: number, paid_amount = 0, is_eligible = true) => ({
    state: name,
    is_loss: true,
    is_eligible,
    claims,
    amount,
    paid_amount,
  })

  test('tell what is to be filed, what was, and what is lost for good', () => {
    const toFile = [
      { value: 10, days_left: 3, due_on: '2026-07-03' },
      { value: 20, days_left: 30, due_on: '2026-07-30' },
    ]
    const states = [state('to_file', 2, 30), state('paid', 1, 50, 40), state('expired', 1, 20)]
    expect(told(ofCarrierClaims(states, [], toFile, [], 'USD'))).toEqual([
      'do: File 2 claims worth US$30.00; 1 of them within a week. The first is due on 3 Jul 2026.',
      'same: Of US$100.00 that carriers could be held to, 50.0% was filed (1 of 4 parcels).',
      'missed: US$20.00 is lost for good: 1 parcel whose last day to file passed without a claim.',
    ])
  })

  test('set no carrier against another by few claims', () => {
    const carrier = (name: string, claims: number, paid: number) => ({
      carrier: name,
      decided_claims: claims,
      paid_claims: paid,
      paid_share: paid / claims,
    })
    const of = (...carriers: object[]) => told(ofCarrierClaims([], carriers, [], [], 'USD'))
    expect(of(carrier('UPS', 5, 5), carrier('DHL', 4, 0))).toEqual([
      'same: Only 9 claims were decided: too few to set carriers against each other.',
    ])
    expect(of(carrier('UPS', 10, 6), carrier('DHL', 10, 5))[0]).toMatch(
      /no further apart than chance sets so few\.$/,
    )
    expect(of(carrier('UPS', 100, 90), carrier('DHL', 100, 10))[0]).toMatch(
      /DHL least \(10\.0%, 100 claims\)\.$/,
    )
    expect(of()).toEqual([])
  })

  test('doubt what few claims say of the ground that they stand on', () => {
    const [sentence] = told(
      ofCarrierClaims([state('paid', 2, 10, 10), state('denied', 2, 10, 0, false)], [], [], [], 'USD'),
    ).slice(-1)
    expect(sentence).toMatch(/it paid 100\.0% .* delivered 0\.0%; too few claims to say more\.$/)
  })

  test('ask after claims only where the carrier’s usual time is known', () => {
    const waiting = { days_waiting: 50, usual_days: 20 }
    const of = (decided: number) => told(ofCarrierClaims([], [], [], [{ ...waiting, decided }], 'USD'))
    expect(of(10)).toEqual([
      'do: Ask after 1 claim that waits longer than the carrier usually takes; the oldest for 50 days.',
    ])
    expect(of(9)).toEqual([])
  })
})

describe('payouts', () => {
  const dip = {
    is_open: true,
    due_on: '2026-07-10',
    lines_in_all: 5,
    value_in_all: 100,
    lines_recoverable: 3,
    value_recoverable: 60,
    lines_open: 1,
    value_open: 20,
  }

  test('tell what was paid out and why, what was won back apart', () => {
    const kinds = [
      { kind: 'refund', amount: 900 },
      { kind: 'chargeback', amount: 200 },
      { kind: 'chargeback_reversal', amount: 100 },
    ]
    const reasons = [
      { settles: 'claim', amount: 300, carrier_claim_type: 'none' },
      { settles: 'neither', amount: 100, carrier_claim_type: 'none' },
    ]
    expect(told(ofPayouts(kinds, reasons, undefined, [], [], 90, 'USD'))).toEqual([
      'same: US$1,100.00 was paid out in the newest 90 days, 81.8% of it as refunds; US$100.00 of chargebacks were won back.',
      'same: Claims took US$300.00 of it; for none of it the shop held the carrier to it.',
      'do: US$100.00 (9.1%) names neither claim nor return: nobody can say later why it was paid.',
      'fine: No order line was paid out beyond what the customer paid for it.',
    ])
  })

  test('ask back what can still be got back, in time or overdue, and nothing that is lost', () => {
    const of = (one: object) => told(ofPayouts([], [], undefined, [{ ...dip, ...one }], [], 90, 'USD'))
    expect(of({})).toEqual([
      'do: Ask back what 3 order lines were paid beyond value, US$60.00 in all; 1 in time (US$20.00, the first by 10 Jul 2026), 2 overdue.',
    ])
    expect(of({ is_open: false, lines_open: 0, value_open: 0 })).toEqual([
      'do: Ask back what 3 order lines were paid beyond value, US$60.00 in all, all of them overdue.',
    ])
    expect(of({ is_open: false, lines_open: 0, lines_recoverable: 0, value_recoverable: 0 })).toEqual([
      'missed: 5 order lines were paid beyond value, US$100.00 in all, too long ago to get it back.',
    ])
  })

  test('of a shop that paid nothing are none', () => {
    expect(ofPayouts([], [], undefined, [], [], 90, 'USD')).toEqual([])
    expect(ofPayouts([], [], { now: null }, [], [], 90, 'USD')).toEqual([])
  })
})

describe('margin recovery', () => {
  const route = (name: string, amount: number, amount_before: number, is_comparable = true) => ({
    route: name,
    amount,
    amount_before,
    is_comparable,
    last_day: '30 Jun 2026',
  })

  test('is better or worse than before only where there was a before', () => {
    const routes = (isComparable: boolean) => [
      route('stock', 80, 60, isComparable),
      route('review', -20, -20, isComparable),
    ]
    expect(told(ofRecovery(routes(true), [], [], 90, 'USD'))).toEqual([
      'good: US$60.00 of margin came back in the 90 days to 30 Jun 2026, after the cost of review, US$20.00 more than in the 90 days before.',
    ])
    expect(told(ofRecovery(routes(false), [], [], 90, 'USD'))).toEqual([
      'same: US$60.00 of margin came back in the 90 days to 30 Jun 2026, after the cost of review.',
    ])
  })

  test('names what is still to be had', () => {
    const claims = [{ value: 10, days_left: 2 }]
    expect(told(ofRecovery([], claims, [{ value: 5 }], undefined, 'USD'))).toEqual([
      'do: 1 carrier claim worth US$10.00 can still be filed; all of them, worth US$10.00, within a week.',
      'do: 1 order line was paid out beyond what the customer paid, by US$5.00 in all.',
    ])
    expect(ofRecovery([], [], [], undefined, 'USD')).toEqual([])
  })
})

describe('returns', () => {
  const disposed = (best_pieces: number) => [
    { best_pieces, left_amount: 40, grade: 'used', category: 'shirts', disposition: 'liquidate', lines: 4 },
  ]

  test('tell no money by which better dispositions are told of too few returns', () => {
    expect(told(ofReturns([], [], disposed(9), [], [], 'USD'))).toEqual([
      'same: By too few returns to say, other dispositions would have brought US$40.00 more.',
    ])
    expect(told(ofReturns([], [], disposed(10), [], [], 'USD'))[0]).toMatch(/^do: .* about US\$40\.00 more/)
  })

  test('count what is to be routed also where its worth is not known', () => {
    expect(told(ofReturns([], [], [], [], [{ value: null }, { value: 3 }], 'USD'))).toEqual([
      'do: 2 returned lines should be routed now, worth US$3.00.',
    ])
    expect(told(ofReturns([], [], [], [], [{ value: null }], 'USD'))).toEqual([
      'do: 1 returned line should be routed now.',
    ])
    expect(ofReturns([{ metric: 'return_rate', now: null }], [], [], [], [], 'USD')).toEqual([])
  })
})

describe('the overview', () => {
  const margin = {
    metric: 'net_margin_after_returns',
    unit: 'money',
    text: 'US$100.00',
    period: { last_day: '30 Jun 2026' },
  }
  const share = (title: string, tone: string, relative: number) => ({
    metric: title,
    title,
    unit: 'share',
    text: '9.0%',
    textBefore: '8.0%',
    change: { tone, relative, difference: relative },
    now: 0.09,
  })

  test('says how margin moved, and that it did not', () => {
    const of = (now: number, tone: string) =>
      told(ofOverview([{ ...margin, now, before: 90, change: { tone } }], [], 30, [], [], 'USD'))
    expect(of(100, 'good')).toEqual([
      'good: Net margin after returns was US$100.00 in the 30 days to 30 Jun 2026, US$10.00 more than in the 30 days before.',
    ])
    expect(of(90.001, 'same')).toEqual([
      'same: Net margin after returns was US$100.00 in the 30 days to 30 Jun 2026, as in the 30 days before.',
    ])
  })

  test('compares with nothing before there is anything, and says nothing without data', () => {
    expect(
      told(ofOverview([{ ...margin, now: 100, before: null, change: null }], [], 30, [], [], 'USD')),
    ).toEqual(['same: Net margin after returns was US$100.00 in the 30 days to 30 Jun 2026.'])
    expect(ofOverview([{ ...margin, now: null, before: null, change: null }], [], 30, [], [], 'USD')).toEqual(
      [],
    )
  })

  test('names the share that got worse most, and none that is unchanged', () => {
    const metrics = [
      share('Loss rate', 'bad', 0.2),
      share('WISMO rate', 'bad', 0.5),
      share('Return rate', 'same', 0),
    ]
    expect(told(ofOverview(metrics, [], 30, [], [], 'USD'))).toEqual([
      'bad: What got worse most: WISMO rate, from 8.0% to 9.0%.',
    ])
  })

  test('counts targets missed and what is recoverable', () => {
    const aimed = { ...share('Loss rate', 'same', 0), target: { text: '1.0%', isMet: false } }
    expect(told(ofOverview([aimed], [], 30, [{ value: 5, due_on: '2026-07-01' }], [], 'USD'))).toEqual([
      'missed: 1 of 1 target missed: loss rate (9.0%, aim 1.0%).',
      'do: US$5.00 is recoverable now: 1 carrier claim to file and 0 order lines paid out beyond their value. The first carrier deadline is 1 Jul 2026.',
    ])
  })
})

import { describe, expect, test } from 'vitest'
import { load, told } from './sentences.ts'

const { groupOf, ofFairness } = await load('fairness')
const { ofHealth } = await load('health')
const { ofQuality } = await load('quality')
const { ofQueue } = await load('queue')
const { ofRing, ofRings } = await load('rings')

describe('the queue', () => {
  test('says what is worth a look, and how many pass without delay', () => {
    const bands = [
      { band: 'fast_track', cases: 90 },
      { band: 'review', cases: 10 },
    ]
    expect(told(ofQueue({ cases: 1, findings: 0, expected_value: 12 }, bands, 'USD'))).toEqual([
      'do: 1 case is worth a look today, at an expected US$12.00 in all.',
      'fine: 90.0% of all scores (90 of 100) let the customer through without delay: most claimants are honest.',
    ])
    expect(ofQueue(undefined, [], 'USD')).toEqual([])
  })
})

describe('fairness', () => {
  const group = (division: string, group_name: string, rate: number | null, is_warned = false) => ({
    division,
    group_name,
    false_positive_rate: rate,
    false_positive_rate_low: rate,
    false_positive_rate_high: rate,
    honest: 40,
    margin: 0.05,
    is_warned,
  })
  const of = { cases: 100, abusive: 20, population: 'returns' }

  test('judges no group by too few cases', () => {
    expect(told(ofFairness(of, [group('all', 'all', null)]))[0]).toMatch(
      /^do: 100 decided cases .*too few to tell how groups fare/,
    )
    expect(ofFairness(undefined, [])).toEqual([])
  })

  test('names the groups that are warned of, else the highest with the few cases it rests on', () => {
    const whole = group('all', 'all', 0.1)
    expect(told(ofFairness(of, [whole, group('region', 'CA', 0.3, true)]))[1]).toBe(
      'fault: CA (region): of honest cases 30.0% are shown (30.0% to 30.0%), 3 times as many as of all, beyond the 5 points allowed, and not by chance. What to do is told below.',
    )
    expect(told(ofFairness(of, [whole, group('region', 'CA', 0.12), group('region', 'NY', null)]))).toEqual([
      'same: Of honest cases the queue shows 10.0% (10.0% to 10.0%), by 40 decided ones.',
      'fine: Of 1 group with cases enough to tell, none has honest cases that are shown more often by more than 5 points and beyond chance.',
      'same: The highest is CA (region) with 12.0%, by only 40 honest cases (12.0% to 12.0%).',
    ])
    expect(groupOf({ division: 'lane loss, tenth', group_name: '10' })).toBe('Tenth 10, most lossy')
  })
})

describe('quality', () => {
  const of = {
    is_enough: true,
    cases: 60,
    abusive: 20,
    drawn: 5,
    brier: 0.1,
    brier_low: 0.08,
    brier_high: 0.2,
    brier_of_prior: 0.15,
  }
  const ranking = (name: string, precision: number, low: number, high: number) => ({
    ranking: name,
    precision,
    precision_low: low,
    precision_high: high,
  })
  const first = (...rankings: object[]) => told(ofQuality(of, rankings, [], undefined, [], []))[0]

  test('is not judged by too few cases', () => {
    expect(told(ofQuality({ ...of, is_enough: false }, [], [], undefined, [], []))[0]).toMatch(
      /^do: .*too few to judge/,
    )
    expect(ofQuality(undefined, [], [], undefined, [], [])).toEqual([])
  })

  test('calls the score better only where the ranges lie apart', () => {
    const score = ranking('score', 0.6, 0.5, 0.7)
    expect(first(score, ranking('value', 0.3, 0.2, 0.4))).toMatch(/^fine: .*the score is better\.$/)
    expect(first(score, ranking('value', 0.55, 0.45, 0.65))).toMatch(/^same: .*cannot be told apart yet\.$/)
    expect(first(score, ranking('value', 0.9, 0.8, 0.95))).toMatch(/^fault: .*the score is worse\./)
  })

  test('says that percentages are not clearly better than the prior, and that few cases were drawn', () => {
    const sentences = told(ofQuality(of, [], [], undefined, [], []))
    expect(sentences).toEqual([
      'same: Its Brier score is 0.100 (0.080 to 0.200), against 0.150 of giving every case its prior: not clearly better, so rank by the score and read its percentages with care.',
      'same: It rests on 60 decided cases of this kind, 20 found abusive; only 5 were drawn by lot, so little is known of what the queue passes over.',
    ])
  })
})

describe('rings', () => {
  const ring = {
    accounts: 2,
    open_cases: 0,
    exact_findings: 0,
    value_at_risk: 0,
    linked_on: '2026-01-01',
    last_linked_on: '2026-02-01',
    claims: 2,
    returns: 1,
    orders: 9,
    abuse_found: 1,
    denied: 0,
    burst_accounts: 1,
    burst_cases: 2,
    burst_cases_from: '2026-02-01',
    rings_in_all: 1,
  }

  test('say that pairs look like couples, and that nothing is open', () => {
    expect(told(ofRings([ring], 'USD'))).toEqual([
      'fine: No ring has an open case: there is nothing to decide today.',
      'same: All are of two accounts only: a couple with one card looks the same.',
    ])
    expect(ofRings([], 'USD')).toEqual([])
  })

  test('tell no rate of few orders, and no burst of fewer than three', () => {
    const sentences = told(ofRing(ring, [{ kind: 'payment' }], 'USD'))
    expect(sentences).toContain(
      'same: 2 claims on 9 orders and 1 return; of these 3, reviewers found 1 abusive and denied 0. So few orders say little of a habit.',
    )
    expect(sentences.at(-1)).toBe('same: No burst: never more than 2 new accounts or cases within 7 days.')
    expect(told(ofRing({ ...ring, orders: 10 }, [], 'USD')).join(' ')).toContain(
      '2 claims on 10 orders (20.0%)',
    )
  })
})

describe('data health', () => {
  const feed = {
    rows_read: 10,
    rows_accepted: 8,
    rows_quarantined: 1,
    rows_repeated: 1,
    rows_held: 1,
    files_failing: 0,
  }

  test('accounts for every row, or says how many are not', () => {
    expect(told(ofHealth([feed], [], []))).toEqual([
      'do: 1 row is in quarantine of 10 rows read (10.0%).',
      'fine: Every row read was accepted, quarantined or an exact repeat: none is lost.',
    ])
    expect(told(ofHealth([{ ...feed, rows_accepted: 6 }], [], []))[1]).toBe(
      'fault: Unaccounted for: 2 rows read.',
    )
    expect(told(ofHealth([{ ...feed, rows_accepted: 9 }], [], []))[1]).toBe(
      'fault: Counted more than once: 1 row read.',
    )
  })

  test('names the first check that found something, and says nothing of a shop without anything', () => {
    const check = {
      offending: 2,
      check_sentence: 'no parcel arrives before it left',
      table_name: 'marts.deliveries',
    }
    expect(told(ofHealth([], [check], []))).toEqual([
      'do: 1 check of 1 found offending rows: no parcel arrives before it left (marts.deliveries, 2 rows).',
    ])
    expect(ofHealth([], [], [])).toEqual([])
  })
})

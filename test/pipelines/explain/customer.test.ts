import { expect, test } from 'vitest'
import { signals } from '../../../models/signals/all.ts'
import { restsOnIdentity } from '../../../pipelines/explain/customer.ts'

test('every signal whose reason speaks of other people is marked', () => {
  const ofOthers =
    /\b(others|others’|other customers|neighbours?|household|accounts|customers|facility|same route)\b/i
  const unmarked = signals.filter(({ reason, isAboutOthers }) => ofOthers.test(reason) && !isAboutOthers)
  expect(unmarked.map(({ name }) => name)).toEqual([])
  expect(signals.filter(({ isAboutOthers }) => isAboutOthers).map(({ name }) => name)).toEqual(
    expect.arrayContaining(['linked_accounts', 'claims_on_same_route', 'lane_loss']),
  )
})

test('what rests on the identity is told apart from what rests on the case, by the facts themselves', () => {
  const resting = (facts: string) =>
    signals.filter((signal) => signal.facts.name === facts && restsOnIdentity(signal)).map(({ name }) => name)

  expect(resting('facts.claim_facts')).toEqual(
    expect.arrayContaining([
      'history',
      'found_abusive_before',
      'cleared_before',
      'bad_returns_before',
      'linked_accounts',
    ]),
  )
  expect(resting('facts.return_facts')).toEqual(
    expect.arrayContaining([
      'history',
      'found_abusive_before',
      'cleared_before',
      'return_rate',
      'linked_accounts',
    ]),
  )
  const own = [
    'delivered_scan',
    'delivered_at_address',
    'photographed',
    'paid_out_before',
    'empty_parcel',
    'days_held',
  ]
  expect(signals.filter(({ name }) => own.includes(name)).filter(restsOnIdentity)).toEqual([])
})

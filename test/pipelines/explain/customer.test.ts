import { expect, test } from 'vitest'
import { signals } from '../../../models/signals/all.ts'

test('every signal whose reason speaks of other people is marked', () => {
  const ofOthers = /\b(others|others’|other customers|neighbours?|household|accounts|customers|facility|same route)\b/i
  const unmarked = signals.filter(({ reason, isAboutOthers }) => ofOthers.test(reason) && !isAboutOthers)
  expect(unmarked.map(({ name }) => name)).toEqual([])
  expect(signals.filter(({ isAboutOthers }) => isAboutOthers).map(({ name }) => name)).toEqual(
    expect.arrayContaining(['linked_accounts', 'claims_on_same_route', 'lane_loss']),
  )
})

import { expect, test } from 'vitest'
import { momentOfWriting } from '../../../pipelines/log/moment.ts'

const now = new Date('2026-11-23T04:31:05.700Z')

test.each([
  ['the shop’s records end today', '2026-11-23 01:00:00', '2026-11-23T04:31:05.000Z', false],
  ['they end within the days of the queue', '2026-11-01 00:00:00', '2026-11-23T04:31:05.000Z', false],
  ['they ended long ago', '2026-06-30 23:59:12', '2026-06-30T23:59:12.000Z', true],
  ['nothing is known of them', null, '2026-11-23T04:31:05.000Z', false],
])('when %s, what is written down is dated so', (_, asOf, at, isShopClock) => {
  const dated = momentOfWriting(now, asOf, 30)
  expect({ at: dated.at.toISOString(), isShopClock: dated.isShopClock }).toEqual({ at, isShopClock })
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FetchedShop } from '../fetched_shop.ts'
import { brought, connectionTo } from './fetched_orders.ts'
import { type AskFault, type DownloadFault, token } from './played_faults.ts'
import { type Ending, PlayedShop } from './played_shop.ts'

const askFault = fc.constantFrom<AskFault>(
  'throttled',
  'too many',
  'down',
  'reset',
  'html',
  'no data',
  401,
  402,
  302,
)
const downloadFault = fc.constantFrom<DownloadFault>(
  'truncated',
  'a line short',
  'reset',
  'down',
  'gone',
  'twice',
  'garbage',
  'changed',
)
const ending = fc.constantFrom<Ending>(
  'COMPLETED',
  'CANCELED',
  'EXPIRED',
  'FORGOTTEN',
  'FAILED TIMEOUT',
  'FAILED ACCESS_DENIED',
)
const round = fc.record({
  orders: fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 3 }),
  ask: fc.array(fc.option(askFault, { nil: undefined }), { maxLength: 12 }),
  download: fc.array(downloadFault, { maxLength: 8 }),
  endings: fc.array(ending, { maxLength: 3 }),
  inTheWay: fc.constantFrom(0, 0, 1, 1000),
})

test('whatever the server does, what is handed on is whole, and after a fetch that succeeds nothing is missing', async () => {
  const shop = await FetchedShop.open()
  let runs = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(round, { minLength: 1, maxLength: 4 }),
      fc.boolean(),
      async (rounds, saysFileSize) => {
        const played = await PlayedShop.open()
        runs += 1
        const name = `shop_${runs}`
        played.saysFileSize = saysFileSize
        for (const { orders, ask, download, endings, inTheWay } of [...rounds, soundRound]) {
          for (const order of orders) played.change(order)
          played.askFaults.splice(0, Number.POSITIVE_INFINITY, ...(ask as AskFault[]))
          played.downloadFaults.splice(0, Number.POSITIVE_INFINITY, ...download)
          played.endings.splice(0, Number.POSITIVE_INFINITY, ...endings)
          played.inTheWay = inTheWay
          const [outcome] = await shop.fetchBy(connectionTo(played, { name }))

          const { orders: found, details } = brought(shop, name)
          expect(JSON.stringify(outcome)).not.toContain(token)
          for (const { headers } of played.downloads)
            expect(headers).not.toHaveProperty('x-shopify-access-token')
          if (outcome?.fault) continue
          for (const order of played.orders) {
            expect(found).toContain(order)
            for (const type of ['Fulfillment', 'Refund', 'Return'])
              expect(details).toContain(order.replace('Order', type))
          }
        }
        expect(shop.folder(name).state.tried?.fault).toBeNull()
      },
    ),
    { numRuns: 15 },
  )
}, 60_000)

const soundRound = { orders: [6], ask: [], download: [], endings: [], inTheWay: 0 }
